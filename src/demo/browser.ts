import { FetchInterceptor } from '@mswjs/interceptors/fetch'
import { WebSocketInterceptor } from '@mswjs/interceptors/WebSocket'
import type { WebSocketConnectionEventData } from '@mswjs/interceptors/WebSocket'
import { defineNetwork, InterceptorSource } from 'msw/experimental'
import { http } from 'msw/http'
import { WebSocketHandler } from 'msw/ws'
import type { Frame } from '../model/message.ts'
import { enterBots } from './bots.ts'
import { seed, startLife } from './life.ts'
import { SharedKeeper } from './shared-world.ts'
import { answer, connect, MAX_BYTES } from './switchboard.ts'
import { browserTab } from '../net/tab.ts'
import { refusal } from './three-wires.ts'
import { World } from './world.ts'

/** The demo's wires: they reach the world in this page at `<base>/<dialect>/chat` and so on (ws and http, with or
 *  without TLS), and everything else as the browser's own do. */
export type Demo = {
  base: string
  fetch: typeof fetch
  WebSocket: typeof WebSocket
  /** Ends the world's connections and leaves no trace. */
  stop(): Promise<void>
}

const HOST = 'demo.invalid'
const SHARED_NAME = 'signalbox-demo-1'

/** Starts the far side in this page, shared with its other tabs, by MSW without its service worker. One at a time. The
 *  page's own `fetch` and `WebSocket` are what they were, before this returns. */
export async function startDemo(): Promise<Demo> {
  const keeper = new SharedKeeper(browserTab(SHARED_NAME), SHARED_NAME)
  const world = await World.open(keeper)
  if (keeper.leading) await seed(world)
  keeper.whileLeading(() => {
    // For one that takes over from a tab that was closed before it had begun.
    void seed(world)
    return startLife(world)
  })
  enterBots(world)
  const over = new AbortController()
  const { fetch, WebSocket, disable } = intercept(world, over.signal)
  return {
    base: `https://${HOST}`,
    fetch,
    WebSocket,
    async stop() {
      over.abort()
      await world.close()
      disable()
    },
  }
}

/** Real connections would be bent by passing through the interceptors: so they are only made, taken, and put aside. */
function intercept(
  world: World,
  over: AbortSignal,
): { fetch: typeof fetch; WebSocket: typeof WebSocket; disable: () => void } {
  const requests = new FetchInterceptor()
  const network = defineNetwork({
    sources: [new InterceptorSource({ interceptors: [requests, new WebSocketInterceptor()] })],
    handlers: [
      http.all(new RegExp(`^https?://${HOST}/`), ({ request }) => respond(request, world, over)),
      new Sockets(new RegExp(`^wss?://${HOST}/`), ({ client }) => accept(client, world, over)),
    ],
    onUnhandledFrame: 'bypass',
    // Otherwise every answer is cloned for a log.
    context: { quiet: true },
  })
  const restore = keepNatives()
  void network.enable()
  // Whoever listens for answers has each cloned, and a stream's clone that nobody reads grows for ever.
  requests.removeAllListeners('response')
  const { fetch, WebSocket } = window
  restore()
  return {
    // Without their handlers they would look for this host on the network.
    fetch: async (...given) => {
      if (over.aborted) throw new TypeError('the demo was ended')
      return fetch.apply(window, given)
    },
    WebSocket: new Proxy(WebSocket, {
      construct(target, given, made) {
        if (over.aborted) throw new DOMException('the demo was ended', 'InvalidStateError')
        return Reflect.construct(target, given, made) as WebSocket
      },
    }),
    disable() {
      const restore = keepNatives()
      void network.disable()
      restore()
      delete (globalThis as Record<string, unknown>)['__MSW_INTERCEPTORS_REGISTRY']
    },
  }
}

/** Remembers the page's own, to the letter; returns what puts them back. */
function keepNatives(): () => void {
  const kept = (['fetch', 'WebSocket'] as const).map(
    (name) => [name, Object.getOwnPropertyDescriptor(window, name)] as const,
  )
  return () => {
    for (const [name, descriptor] of kept) if (descriptor) Object.defineProperty(window, name, descriptor)
  }
}

/** MSW's own `ws.link` would leave a database behind. */
class Sockets extends WebSocketHandler {
  readonly #on: (connection: WebSocketConnectionEventData) => void

  constructor(url: RegExp, on: (connection: WebSocketConnectionEventData) => void) {
    super(url)
    this.#on = on
  }

  override async run(...given: Parameters<WebSocketHandler['run']>): ReturnType<WebSocketHandler['run']> {
    const result = await super.run(...given)
    if (result) this.#on(given[0])
    return result
  }
}

async function respond(request: Request, world: World, over: AbortSignal): Promise<Response> {
  if (over.aborted) return Response.error()
  const body = request.body || request.method === 'POST' ? await request.arrayBuffer() : null
  if (body && body.byteLength > MAX_BYTES) return refusal(413, `At most ${MAX_BYTES / 1024} kB are taken.`)
  const { url, method, headers } = request
  const signal = AbortSignal.any([request.signal, over])
  return answer(new Request(url, { method, headers, body, signal }), '', world)
}

function accept(client: WebSocketConnectionEventData['client'], world: World, over: AbortSignal): void {
  const gone = new AbortController()
  const goAway = () => client.close(1001, 'the demo was ended')
  over.addEventListener('abort', goAway, { signal: gone.signal })
  client.addEventListener('close', () => gone.abort())
  const peer = {
    url: client.url,
    signal: gone.signal,
    send: (frame: Frame) => client.send(frame),
    close: (code?: number, reason?: string) => client.close(code, reason),
  }
  const hear = connect(peer, '', world)
  // A Blob is read asynchronously, and must not be overtaken.
  let before: Promise<void> = Promise.resolve()
  client.addEventListener('message', ({ data }) => {
    before = before.then(async () => {
      const frame = await frameOf(data)
      if (sizeOf(frame) > MAX_BYTES) client.close(1009, 'too big')
      else hear(frame)
    })
  })
}

async function frameOf(data: unknown): Promise<Frame> {
  if (data instanceof Blob) return data.arrayBuffer()
  if (ArrayBuffer.isView(data))
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice().buffer as ArrayBuffer
  return data as Frame
}

function sizeOf(frame: Frame): number {
  return typeof frame === 'string' ? new TextEncoder().encode(frame).byteLength : frame.byteLength
}
