import type { Frame } from '../model/message.ts'
import type { Dialect, Peer } from './dialect.ts'
import { dialects } from './dialects/index.ts'
import { refusal } from './three-wires.ts'
import type { World } from './world.ts'

/** A frame or a body longer than this is not taken. */
export const MAX_BYTES = 64 * 1024

/** The dialect that an address below `base` belongs to: `<base>/<dialect>/<place>`. */
export function dialectAt({ pathname }: URL, base: string): Dialect | undefined {
  if (!pathname.startsWith(`${base}/`)) return undefined
  const name = pathname.slice(base.length + 1).split('/')[0] ?? ''
  return Object.hasOwn(dialects, name) ? dialects[name] : undefined
}

/** The answer to a request of any host. Never throws. */
export async function answer(request: Request, base: string, world: World): Promise<Response> {
  const url = new URL(request.url)
  if (url.pathname === base || url.pathname === `${base}/`) return directory(url, base)
  const dialect = dialectAt(url, base)
  if (!dialect?.http) return refusal(404, `There is nothing here. ${base}/ lists what there is.`)
  try {
    return await dialect.http(request, world)
  } catch (error) {
    return refusal(500, `This is a mistake of the demo's own: ${String(error)}`)
  }
}

/** Lets a peer of any host in; returns what takes its frames. A frame that makes a dialect fail closes its peer with
 *  1011, and a peer that nobody here understands is closed with 1008. */
export function connect(peer: Peer, base: string, world: World): (frame: Frame) => void {
  const dialect = dialectAt(peer.url, base)
  if (!dialect?.socket) {
    peer.close(1008, 'nothing here')
    return () => {}
  }
  const hear = dialect.socket(peer, world)
  return (frame) => {
    try {
      hear(frame)
    } catch (error) {
      peer.close(1011, String(error).slice(0, 100))
    }
  }
}

/** What there is to connect to, as a list for people with curl. */
function directory(url: URL, base: string): Response {
  const places = Object.entries(dialects).flatMap(([name, dialect]) =>
    dialect.places.map(({ path, wires }) => ({
      dialect: name,
      url: new URL(`${base}/${name}/${path}`, url).href,
      wires,
    })),
  )
  return Response.json(places, { headers: { 'Cache-Control': 'no-cache' } })
}
