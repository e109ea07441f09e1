/** When to come back (epoch ms) by `Retry-After`: seconds, or a date, which is measured against the answer's own
 *  `Date` so that two clocks need not agree. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (!value) return undefined
  if (/^\d+$/.test(value)) return now + Number(value) * 1000
  const until = Date.parse(value)
  if (Number.isNaN(until)) return undefined
  const sent = Date.parse(headers.get('date') ?? '')
  return Math.max(now, now + until - (Number.isNaN(sent) ? now : sent))
}
