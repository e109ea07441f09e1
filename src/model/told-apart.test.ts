import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillSecrets } from '../backends/fill-secrets.ts'
import { putApart } from './told-apart.ts'
import { tellsSecret } from './told-secret.ts'

describe('what lets somebody in, put apart from the text that it was typed in', () => {
  it.each([
    ['{"type":"login","token":"abc"}', '{"type":"login","token":"{{token}}"}', { token: 'abc' }],
    [
      '{ "op": 2, "d": { "token" : "a\\"b" } }',
      '{ "op": 2, "d": { "token" : "{{token}}" } }',
      { token: 'a"b' },
    ],
    [
      '{"user":"mina","password":"hunter2"}',
      '{"user":"{{user}}","password":"{{password}}"}',
      { user: 'mina', password: 'hunter2' },
    ],
    [
      '{"headers":{"Authorization":"Bearer abc"}}',
      '{"headers":{"Authorization":"Bearer {{token}}"}}',
      { token: 'abc' },
    ],
    [
      '[null,"1","phx_join",{"access_token":"x"}]',
      '[null,"1","phx_join",{"access_token":"{{token}}"}]',
      { token: 'x' },
    ],
    ['["AUTH abc"]', '["AUTH {{token}}"]', { token: 'abc' }],
    ['{"body":{{text}},"token":"x"}', '{"body":{{text}},"token":"{{token}}"}', { token: 'x' }],
    ['PASS hunter2', 'PASS {{password}}', { password: 'hunter2' }],
    ['AUTH abc', 'AUTH {{token}}', { token: 'abc' }],
    ['login mina hunter2', 'login {{user}} {{password}}', { user: 'mina', password: 'hunter2' }],
    [
      'CONNECT\nlogin:guest\npasscode:s3cret\n\n\0',
      'CONNECT\nlogin:{{user}}\npasscode:{{password}}\n\n\0',
      { user: 'guest', password: 's3cret' },
    ],
    ['Authorization: Bearer abc', 'Authorization: Bearer {{token}}', { token: 'abc' }],
    [
      'see https://example.org/?token=abc&x=1',
      'see https://example.org/?token={{token}}&x=1',
      { token: 'abc' },
    ],
    ['a8f5f167f44f4964e6c998dee827110c', '{{token}}', { token: 'a8f5f167f44f4964e6c998dee827110c' }],
    ['40{"token":"x"}', '40{"token":"{{token}}"}', { token: 'x' }],
  ])('%j becomes %j', (text, apart, secrets) => {
    const found = putApart(text)
    expect(found).toEqual({ text: apart, secrets })
    // Filled in again it is what was typed, and nothing of it is told any more.
    expect(fillSecrets(apart, secrets as Record<string, string>)).toBe(text)
    expect(tellsSecret(apart)).toBe(false)
  })

  it.each([
    [''],
    ['hello'],
    ['{"type":"subscribe","channel":"3f2504e0-4f89-41d3-9a0c-0305e82c3301"}'],
    ['{"type":"auth","token":"{{token}}"}'],
    ['PASS {{password}}'],
    // A place is filled with a text: this server wants a number.
    ['{"token":12345}'],
    ['{"token":null,"password":""}'],
    ['{"user":"mina"}'],
  ])('%j stays', (text) => expect(putApart(text)).toBeUndefined())

  it('keeps the one of a kind that there is, and the same one twice', () => {
    expect(putApart('{"token":"abc"}', { token: 'other' })).toBeUndefined()
    expect(putApart('{"token":"abc"}', { token: 'abc' })?.text).toBe('{"token":"{{token}}"}')
    expect(putApart('{"token":"a","key":"a"}')?.text).toBe('{"token":"{{token}}","key":"{{token}}"}')
    expect(putApart('{"token":"a","key":"b"}')).toEqual({
      text: '{"token":"{{token}}","key":"b"}',
      secrets: { token: 'a' },
    })
  })

  it('never changes anything else, whatever is typed', () => {
    const words = fc.constantFrom(
      'token',
      'pass',
      ':',
      ' ',
      '"',
      '{',
      '}',
      ',',
      'login',
      'x',
      'ab1',
      '\\',
      '[',
      ']',
      '\n',
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 24 }), (parts) => {
        const text = parts.join('')
        const found = putApart(text)
        if (!found) return
        let back = found.text
        for (const [name, value] of Object.entries(found.secrets)) {
          // As it stands there: in JSON it may be escaped.
          const written = [value, JSON.stringify(value).slice(1, -1)]
          const [way] = written.filter((each) => text.includes(each))
          back = back.replaceAll(`{{${name}}}`, () => way ?? value)
        }
        expect(back).toBe(text)
      }),
      { numRuns: 2_000 },
    )
  })
})
