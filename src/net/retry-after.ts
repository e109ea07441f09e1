/** Ms. Who says longer than a day means never, and a person can still ask at once. */
export const MAX_RETRY_MS = 24 * 60 * 60 * 1000

/** When to come back (epoch ms) by `Retry-After`: seconds, or a date, which is measured against the answer's own
 *  `Date` so that two clocks need not agree. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (!value) return undefined
  if (/^\d+$/.test(value)) return now + Math.min(Number(value) * 1000, MAX_RETRY_MS)
  const until = Date.parse(value)
  if (Number.isNaN(until)) return undefined
  const sent = Date.parse(headers.get('date') ?? '')
  const waitMs = until - (Number.isNaN(sent) ? now : sent)
  return now + Math.min(Math.max(0, waitMs), MAX_RETRY_MS)
}
