import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from './message.ts'
import { Seen } from './seen.ts'

const id = fc.constantFrom(
  '1',
  '2',
  '3',
  '9007199254740993',
  '9007199254740992',
  '__proto__',
  'constructor',
  '',
  '\ud800',
)
const message: fc.Arbitrary<Message> = fc.record({
  id,
  at: fc.constantFrom(-1, 0, 1_700_000_000_000, 32_503_680_000_000),
  body: fc.string({ maxLength: 3 }),
})

describe('ids, whatever a server does with them', () => {
  it('never drop what one connection told: twice, back and forth, or out of time', () => {
    fc.assert(
      fc.property(fc.array(message), (messages) => {
        const seen = new Seen()
        for (const each of messages) expect(seen.fresh(each, 1)).toBe(true)
      }),
    )
  })

  it('drop all that is told again after a reconnect, where each named one message', () => {
    fc.assert(
      fc.property(fc.uniqueArray(message, { selector: (each) => each.id }), fc.nat(), (messages, from) => {
        const seen = new Seen()
        for (const each of messages) seen.fresh(each, 1)
        const again = messages.slice(from % (messages.length + 1))
        expect(again.filter((each) => seen.fresh(each, 2))).toEqual([])
      }),
    )
  })

  it('never drop another text under the same id, unless the server promises that its ids are exact', () => {
    fc.assert(
      fc.property(message, fc.string({ maxLength: 3 }), (before, body) => {
        fc.pre(before.body !== body)
        const seen = new Seen()
        seen.fresh(before, 1)
        expect(seen.fresh({ ...before, body }, 2)).toBe(true)
        const exact = new Seen()
        exact.fresh(before, 1, 'exact')
        expect(exact.fresh({ ...before, body }, 2, 'exact')).toBe(false)
      }),
    )
  })
})
