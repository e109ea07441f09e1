import type { Server } from 'node:http'
import type { Connect, HttpServer, Plugin } from 'vite'

/** Mounts the demo at /demo in `vite` and `vite preview`, so that one command runs all. */
export function demo(): Plugin {
  return {
    name: 'signalbox-demo',
    async configureServer({ httpServer, middlewares }) {
      await mount(httpServer, middlewares)
    },
    async configurePreviewServer({ httpServer, middlewares }) {
      await mount(httpServer, middlewares)
    },
  }
}

async function mount(server: HttpServer | null, middlewares: Connect.Server): Promise<void> {
  // Vitest starts a Vite too, which nobody connects to.
  if (!server || process.env['VITEST']) return
  // Only now: a build has no need of it.
  const [{ startWorld }, { mountDemo }] = await Promise.all([import('./start-world.ts'), import('./node.ts')])
  const { world, stop } = await startWorld({})
  const mounted = mountDemo(server as Server, { world })
  middlewares.use((request, response, next) => {
    if (!mounted.handle(request, response)) next()
  })
  server.once('close', () => void mounted.close().then(stop))
}
