import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Copies } from './copies.ts'
import type { Publish } from './publish-read.ts'

const publish = (body: string, subscriptionIdentifier?: number | number[]): Publish => ({
  ...{ topic: 'a/b', qos: 0, retain: false, dup: false },
  payload: new TextEncoder().encode(body),
  properties: { subscriptionIdentifier },
})
const shown = (given: readonly Publish[]) => {
  const copies = new Copies()
  return given.filter((each) => !copies.isCopy(each, 0)).length
}

describe('of the copies that come for several subscriptions', () => {
  const messages = fc.array(fc.constantFrom('on', 'off'), { maxLength: 8 })

  it('one is shown of each message, be two as equal as they may', () => {
    fc.assert(
      fc.property(messages, fc.integer({ min: 1, max: 4 }), fc.boolean(), (bodies, many, lags) => {
        const ids = Array.from({ length: many }, (_, at) => at + 1)
        const each = bodies.flatMap((body) => ids.map((id) => publish(body, id)))
        // Where all of one subscription come before those of another.
        const all = lags ? ids.flatMap((id) => bodies.map((body) => publish(body, id))) : each
        expect(shown(all)).toBe(bodies.length)
      }),
    )
  })

  it.each([
    ['one copy for all', [1, 2]],
    ['one copy that names one', 2],
    ['no identifiers', undefined],
  ])('none is one where the broker sends %s', (_, ids) => {
    fc.assert(
      fc.property(messages, (bodies) => {
        expect(shown(bodies.map((body) => publish(body, ids)))).toBe(bodies.length)
      }),
    )
  })

  it('none is one of what was there long ago', () => {
    const copies = new Copies()
    expect(copies.isCopy(publish('on', 1), 0)).toBe(false)
    expect(copies.isCopy(publish('on', 2), 60_000)).toBe(false)
  })
})
