import type { Frame } from '../model/message.ts'
import { closeError } from './close-code.ts'
import { NetError } from './errors.ts'
import type { WireOptions } from './platform.ts'
import { browserPlatform } from './platform.ts'
import { Queue } from './queue.ts'
import { closing } from './trace.ts'

/** Then the attempt is abandoned (Firefox holds sockets back itself, up to 65 s: its late events are ignored). */
export const CONNECT_TIMEOUT_MS = 10_000
/** `bufferedAmount` past which a frame is not taken: the draft stays with its owner. */
export const HIGH_WATER_BYTES = 1024 * 1024

/** An open WebSocket. Iterating ends by a NetError at any close, the clean ones too, and quietly at our own abort. */
export type Socket = AsyncIterable<Frame> & {
  /** Frames that are there without waiting, at most so many: much at once is cheaper than one by one. */
  take?(most: number): Frame[]
  /** The subprotocol that the server chose, or ''. */
  protocol: string
  /** Resolves when the browser took the frame: no promise that anyone received it.
   *  Throws NetError `dropped` (not open any more) or `busy` (1 MB is waiting already). */
  send(frame: Frame): Promise<void>
}

/** Opens a WebSocket (https://websockets.spec.whatwg.org/). Rejects with NetError; binary frames are ArrayBuffers. */
export function openSocket(url: string, options: WireOptions & { protocols?: string[] }): Promise<Socket> {
  const { signal, trace, heard, protocols = [], platform = browserPlatform() } = options
  const { clock } = platform
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    let socket: WebSocket
    try {
      socket = new platform.WebSocket(url, protocols)
    } catch (error) {
      const blocked = error instanceof DOMException && error.name === 'SecurityError'
      const code = blocked ? 'mixed-content' : 'bad-address'
      return reject(new NetError('refused', { code, params: { url }, detail: String(error) }))
    }
    // Blobs decode asynchronously and would reorder messages.
    socket.binaryType = 'arraybuffer'
    const frames = new Queue<Frame>(() => end(undefined, 1000))

    let over = false
    // After this nothing of this attempt can be heard any more.
    const end = (
      error: NetError | undefined,
      code?: number,
      closed: { code?: number; reason?: string } = {},
    ) => {
      if (over) return
      over = true
      cancelTimeout()
      signal.removeEventListener('abort', abort)
      socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null
      // A socket that is abandoned while connecting may still report its failure; nobody is listening on purpose.
      socket.onerror = () => undefined
      if (code !== undefined) socket.close(code)
      trace?.({ ...closing(clock.now(), error), ...closed })
      if (error) frames.fail(error)
      else frames.end()
      reject(error ?? signal.reason)
    }
    const abort = () => end(undefined, 1000)
    signal.addEventListener('abort', abort, { once: true })
    const cancelTimeout = clock.after(CONNECT_TIMEOUT_MS, () =>
      end(new NetError('timeout', { code: 'timeout', params: { seconds: CONNECT_TIMEOUT_MS / 1000 } }), 1000),
    )

    let opened = false
    socket.onopen = () => {
      opened = true
      cancelTimeout()
      heard?.()
      trace?.({ at: clock.now(), kind: 'open', url, detail: socket.protocol })
      resolve({
        protocol: socket.protocol,
        async send(frame) {
          if (over || socket.readyState !== 1) throw new NetError('dropped', { code: 'dropped-unsent' })
          if (socket.bufferedAmount > HIGH_WATER_BYTES) throw new NetError('busy', { code: 'full' })
          socket.send(frame)
          trace?.({ at: clock.now(), kind: 'out', frame })
        },
        take: (most) => frames.take(most),
        [Symbol.asyncIterator]: () => frames[Symbol.asyncIterator](),
      })
    }
    socket.onmessage = ({ data }: MessageEvent<Frame | Uint8Array>) => {
      heard?.()
      // MSW hands a Uint8Array through as it was sent.
      const frame = ArrayBuffer.isView(data) ? data.slice().buffer : data
      trace?.({ at: clock.now(), kind: 'in', frame })
      frames.push(frame)
    }
    socket.onclose = ({ code, reason }) => {
      const unopened = new NetError('dropped', { code: 'unreachable', params: { code, url } }, { code })
      end(opened || code !== 1006 ? closeError(code, reason) : unopened, undefined, {
        code,
        ...(reason && { reason }),
      })
    }
  })
}
