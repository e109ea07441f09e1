import type { Clock } from '../net/clock.ts'

const HEAD_CHARS = 2_000
const HEAD_MS = 1_500

/** The beginning of an answer's body: so much of it as comes within 1.5 s, and no more than 2,000 characters. The rest is
 *  let go of. */
export async function readHead(response: Response, clock: Clock): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let head = ''
  let over = false
  const cancel = clock.after(HEAD_MS, () => {
    over = true
    void reader.cancel().catch(() => undefined)
  })
  try {
    while (!over && head.length < HEAD_CHARS) {
      const { done, value } = await reader.read()
      if (done) break
      head += decoder.decode(value, { stream: true })
    }
    return head.slice(0, HEAD_CHARS)
  } catch {
    // It broke off: what came before that is what there is.
    return head
  } finally {
    cancel()
    void reader.cancel().catch(() => undefined)
  }
}
