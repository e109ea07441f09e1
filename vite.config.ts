import { gzipSync } from 'node:zlib'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { demo } from './src/demo/vite.ts'

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' data:",
  "worker-src 'self'",
  "manifest-src 'self'",
  'connect-src http: https: ws: wss:',
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html signalbox signalbox-markdown',
].join('; ')

/** Writes the policy first in <head>. Only in a build: in index.html itself it would block Vite's own dev styles. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CSP },
        injectTo: 'head-prepend',
      },
    ],
  }
}

/** What is asked for before the first click, beside the page and its static imports. */
const AT_START = [/\/i18n\/(en|ko)\.ts$/, /\/views\/Welcome\.svelte$/]
const BUDGET_KB = 50

/** Prints the first screen's size over the wire, and fails the build past the budget. */
function firstScreen(): Plugin {
  return {
    name: 'first-screen',
    apply: 'build',
    enforce: 'post',
    writeBundle: {
      order: 'post',
      handler(_, bundle) {
        const wanted = new Set<string>()
        const add = (name: string) => {
          const chunk = bundle[name]
          if (!chunk || wanted.has(name)) return
          wanted.add(name)
          if (chunk.type !== 'chunk') return
          for (const file of [...chunk.imports, ...(chunk.viteMetadata?.importedCss ?? [])]) add(file)
        }
        const gz = (names: Iterable<string>) => {
          let bytes = 0
          for (const name of names) {
            const file = bundle[name]
            if (file) bytes += gzipSync(file.type === 'chunk' ? file.code : file.source).byteLength
          }
          return bytes / 1000
        }
        const languages: string[] = []
        for (const [name, chunk] of Object.entries(bundle)) {
          if (name.endsWith('.html')) add(name)
          if (chunk.type !== 'chunk') continue
          const { facadeModuleId } = chunk
          if (chunk.isEntry) add(name)
          else if (!AT_START.some((pattern) => pattern.test(facadeModuleId ?? ''))) continue
          else if (/\/i18n\//.test(facadeModuleId ?? '')) languages.push(name)
          else add(name)
        }
        const size = gz(wanted) + Math.max(0, ...languages.map((name) => gz([name])))
        this.info(`first screen: ${size.toFixed(1)} kB gzip of ${BUDGET_KB} (HTML, JS, CSS, one language)`)
        if (size > BUDGET_KB) this.error(`The first screen is past its budget of ${BUDGET_KB} kB.`)
      },
    },
  }
}

const stub = (name: string) => new URL(`./src/demo/${name}`, import.meta.url).pathname

export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [svelte({ configFile: false }), contentSecurityPolicy(), firstScreen(), demo()],
  resolve: {
    alias: {
      // MSW's cookie jar is 120 kB that no demo needs; the other looks at storage that may be blocked.
      'tough-cookie': stub('tough-cookie-stub.ts'),
      'is-node-process': stub('is-node-process-stub.ts'),
    },
    ...(mode === 'test' && { conditions: ['browser'] }),
  },
  build: {
    target: 'es2022',
    // The default rewrites light-dark() into a media query, and the theme switch with it.
    cssTarget: 'esnext',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 300,
    rolldownOptions: {
      output: {
        // What the first screen needs is one file: 18 small ones are 5 kB more over the wire.
        codeSplitting: { groups: [{ name: 'start', test: /src\/App\.svelte$/ }] },
      },
    },
  },
  server: { port: 5173, host: '127.0.0.1' },
  preview: { port: 4173, host: '127.0.0.1' },
  test: {
    restoreMocks: true,
    // A machine that does other things at the same time is no fault of the code's.
    testTimeout: 30_000,
    setupFiles: ['src/seed.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['src/{model,net,backends,doctor,demo}/**/*.test.ts', 'src/*.test.ts', 'e2e/**/*.test.ts'],
        },
      },
      // What has runes or a page.
      {
        extends: true,
        test: {
          name: 'page',
          environment: 'jsdom',
          include: ['src/{storage,stores,ui,views,i18n}/**/*.test.ts'],
        },
      },
    ],
  },
}))
