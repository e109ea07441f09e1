import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinAddress, MASK, SHORTEST, splitAddress, sweep } from './secrets.ts'

/** Whatever a person may type: every character there is, but for halves of one. */
const secret = fc
  .string({ unit: 'binary', minLength: SHORTEST, maxLength: 40 })
  .filter((text) => text.length >= SHORTEST && !text.includes('•') && text.isWellFormed())
const around = fc.string({ unit: 'grapheme', maxLength: 20 })
const base64 = (text: string) => Buffer.from(text).toString('base64')
const WAYS: ((text: string) => string)[] = [
  (text) => text,
  encodeURIComponent,
  (text) => encodeURIComponent(text).replace(/%../g, (hex) => hex.toLowerCase()),
  (text) => new URLSearchParams([['a', text]]).toString().slice(2),
  (text) => JSON.stringify(text).slice(1, -1),
  (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
]

describe('sweeping', () => {
  it('leaves no secret in a text, however it is written there', () => {
    fc.assert(
      fc.property(secret, around, around, fc.constantFrom(...WAYS), (key, before, after, write) => {
        const hidden = write(key)
        const swept = sweep(before + hidden + after, [key])
        expect(swept).toContain(MASK)
        expect(swept).not.toContain(hidden)
        expect(swept).not.toContain(key)
      }),
      { numRuns: 500 },
    )
  })

  it('leaves none in base64, alone or within something longer', () => {
    const long = secret.filter((text) => Buffer.byteLength(text) >= 6)
    fc.assert(
      fc.property(long, around, around, (key, before, after) => {
        for (const text of [base64(key), base64(before + key + after), base64(`user:${key}`)]) {
          const swept = sweep(`Basic ${text}`, [key])
          expect(swept).not.toContain(base64(key).replace(/.?=*$/, ''))
          expect(Buffer.from(swept.slice(6).split(MASK)[0] ?? '', 'base64').toString()).not.toContain(key)
          expect(swept).toContain(MASK)
        }
      }),
    )
  })

  it('never throws, and changes nothing where there is nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'binary' })), (text, secrets) => {
        const swept = sweep(text, secrets)
        if (secrets.every((one) => one.length < SHORTEST)) expect(swept).toBe(text)
      }),
    )
  })
})

describe('an address', () => {
  const name = fc.constantFrom('token', 'access_token', 'api-key', 'sig')
  const plain = fc.constantFrom('room', 'v', 'since', '')
  const pair = fc.tuple(fc.oneof(name, plain), fc.string({ unit: 'grapheme', maxLength: 12 }))

  it('taken apart and put together goes to the same place with the same secrets', () => {
    fc.assert(
      fc.property(fc.uniqueArray(pair, { selector: ([key]) => key, maxLength: 5 }), (pairs) => {
        const query = new URLSearchParams(pairs.filter(([key]) => key)).toString()
        const whole = `wss://x.test/room${query && `?${query}`}`
        const { address, params } = splitAddress(whole)
        expect(joinAddress(address, { params })).toBe(whole)
        for (const value of Object.values(params))
          if (value.length > 8) expect(decodeURIComponent(address)).not.toContain(value)
      }),
    )
  })

  it('is taken apart, whatever it is, and twice is as once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const { address } = splitAddress(typed)
        expect(splitAddress(address).params).toEqual({})
        expect(splitAddress(`wss://a:b@x.test?token=${typed}`).address).toMatch(/^wss:\/\/x\.test/)
      }),
    )
  })
})
