import type { Clock } from '../net/clock.ts'
import { clock as realClock } from '../net/clock.ts'

/** A comment so often keeps proxies and watchful clients from giving up. */
export const HEARTBEAT_MS = 15_000
/** What a client that lost the stream should wait at least. */
export const RETRY_MS = 2_000
/** A reader that lets more chunks than this lie is let go; it resumes by its last id. */
const MAX_WAITING_CHUNKS = 5_000

/** Writes one event. */
export type Emit = (data: string, id?: string) => void

/** A stream of Server-Sent Events (https://html.spec.whatwg.org/multipage/server-sent-events.html): its head and a
 *  comment go out at once. `start` is given what emits, what resolves when the reader has read all of that, and what
 *  ends the stream; it returns what to do at the end. */
export function eventStream(
  signal: AbortSignal,
  start: (emit: Emit, drained: () => Promise<void>, end: () => void) => () => void,
  clock: Clock = realClock,
): Response {
  const bytes = new TextEncoder()
  let end = () => {}
  let onRead = () => {}
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let over = false
        let cancelBeat = () => {}
        let stop = () => {}
        end = () => {
          if (over) return
          over = true
          signal.removeEventListener('abort', close)
          onRead()
          cancelBeat()
          stop()
        }
        const close = () => {
          end()
          controller.close()
        }
        const write = (text: string) => {
          if (over) return
          controller.enqueue(bytes.encode(text))
          if ((controller.desiredSize ?? 0) < -MAX_WAITING_CHUNKS) close()
        }
        const beatOn = () => {
          cancelBeat = clock.after(HEARTBEAT_MS, () => {
            write(':\n\n')
            if (!over) beatOn()
          })
        }
        signal.addEventListener('abort', close, { once: true })
        write(`: listening\nretry: ${RETRY_MS}\n\n`)
        const drained = () =>
          new Promise<void>((resolve) => {
            if (over || (controller.desiredSize ?? 0) >= 0) resolve()
            else onRead = resolve
          })
        stop = start(
          (data, id) => write(formatEvent(data, id)),
          drained,
          () => !over && close(),
        )
        beatOn()
        if (signal.aborted) close()
      },
      // Asked for more only when all was read.
      pull: () => onRead(),
      cancel: () => end(),
    },
    { highWaterMark: 0 },
  )
  const headers = { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' }
  // Tells nginx not to hold the events back.
  return new Response(body, { headers: { ...headers, 'X-Accel-Buffering': 'no' } })
}

/** One event as text. A line break of any kind in the data begins another `data:` line. */
export function formatEvent(data: string, id?: string): string {
  const lines = data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`)
  return `${id === undefined ? '' : `id: ${id}\n`}${lines.join('')}\n`
}
