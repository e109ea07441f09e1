import { describe, expect, it } from 'vitest'
import { NetError } from '../../net/errors.ts'
import { statusError } from '../../net/http.ts'
import { inWords } from './refusal.ts'

const refused = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return inWords(statusError(new Response(text, { status, headers }), text, 1_000)) as NetError
}
const said = (code: number, more = {}) => ({
  code,
  http: Math.floor(code / 100),
  error: 'in English',
  ...more,
})

describe('a no of ntfy', () => {
  it.each([
    [40004, 'refused', 'ntfy.bad-delay'],
    [40009, 'refused', 'ntfy.topic-refused'],
    [40014, 'refused', 'ntfy.no-attachments'],
    [40101, 'unauthorized', 'ntfy.unauthorized'],
    [40301, 'unauthorized', 'ntfy.forbidden'],
    [41301, 'refused', 'ntfy.too-large'],
    [42901, 'busy', 'ntfy.many-requests'],
    [42903, 'busy', 'ntfy.many-subscriptions'],
    [42905, 'refused', 'ntfy.much-bandwidth'],
    [42908, 'refused', 'ntfy.many-messages'],
    [42909, 'unauthorized', 'ntfy.many-logins'],
    [50701, 'refused', 'ntfy.nobody-listens'],
  ])('%i is %s, %s', (code, kind, why) => {
    const error = refused(Math.floor(code / 100), said(code))
    expect(error).toMatchObject({ kind, why: { code: why, detail: 'in English' } })
  })

  it('says when to come back, as the server does', () => {
    const error = refused(429, said(42901), { 'Retry-After': '7' })
    expect(error).toMatchObject({ kind: 'busy', retryAt: 8_000, status: 429 })
  })

  it('is read also where it was cut off, and where a proxy says it', () => {
    expect(refused(403, said(40301, { link: 'x'.repeat(1_000) })).why.code).toBe('ntfy.forbidden')
    expect(refused(413, '<html>nginx').why.code).toBe('ntfy.too-large')
    expect(refused(404, '').why.code).toBe('ntfy.not-found')
  })

  it('that has no words of its own stays as it is', () => {
    expect(refused(418, said(41801)).why.code).toBe('http-status')
    expect(refused(500, said(50001))).toMatchObject({ kind: 'dropped', why: { code: 'http-status' } })
    const dropped = new NetError('dropped', { code: 'unreachable' })
    expect(inWords(dropped)).toBe(dropped)
    const bug = new TypeError('x')
    expect(inWords(bug)).toBe(bug)
  })
})
