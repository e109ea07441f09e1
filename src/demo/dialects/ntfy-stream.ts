/** A reader that lets more than this lie (pieces) is let go; it resumes by its last message. */
const MAX_WAITING = 5_000

/** An answer that goes on: `start` is given what writes, and returns what to do at the end. Ends with the signal. */
export function textStream(
  signal: AbortSignal,
  type: string,
  start: (write: (text: string) => void) => () => void,
): Response {
  const bytes = new TextEncoder()
  let end = () => {}
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let over = false
        let stop = () => {}
        end = () => {
          over = true
          signal.removeEventListener('abort', close)
          stop()
        }
        const close = () => {
          if (over) return
          end()
          controller.close()
        }
        signal.addEventListener('abort', close, { once: true })
        stop = start((text) => {
          if (over) return
          controller.enqueue(bytes.encode(text))
          if ((controller.desiredSize ?? 0) < -MAX_WAITING) close()
        })
        if (over) stop()
        else if (signal.aborted) close()
      },
      cancel: () => end(),
    },
    { highWaterMark: 0 },
  )
  const headers = { 'Content-Type': type, 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' }
  return new Response(body, { headers })
}
