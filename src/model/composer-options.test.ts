import { describe, expect, it } from 'vitest'
import { askedIn, choicesIn, chosenIn, faultIn, outgoingIn, stayingIn } from './composer-options.ts'
import type { Fields } from './profile.ts'

const label = { code: 'field.author' } as const
const fields: Fields = {
  title: { kind: 'text', label, default: '', once: true },
  priority: {
    kind: 'choice',
    label,
    default: '3',
    choices: [
      { value: '3', label },
      { value: '5', label: { code: 'field.every' } },
    ],
  },
  retain: { kind: 'switch', label, default: false },
  keeps: { kind: 'switch', label, default: true },
  every: { kind: 'number', label, default: 0, min: 0, max: 10 },
  pin: { kind: 'text', label, default: '', when: ({ retain }) => retain === true },
}
const chosen = (given: Record<string, unknown>) => chosenIn(fields, given, 'chat')

describe('what is chosen for a message', () => {
  it('is what differs from the defaults', () => {
    expect(chosen({ title: 'Hi', priority: '3', retain: true, keeps: true, every: 0 })).toEqual({
      title: 'Hi',
      retain: true,
    })
  })

  it('leaves out what no field can be, as a stranger or another version may have stored it', () => {
    const odd = { title: 5, priority: '9', retain: 'yes', every: 11, gone: 'x', __proto__: { a: 1 } }
    expect(chosen(odd)).toEqual({})
    expect(chosen({ every: NaN, title: 'x'.repeat(20_001) })).toEqual({})
    expect(
      chosenIn(fields, JSON.parse('{"__proto__":"x","toString":"y"}') as object as never, 'chat'),
    ).toEqual({})
  })

  it('has an answer only where the question is asked', () => {
    expect(chosen({ pin: 'a' })).toEqual({})
    expect(chosen({ pin: 'a', retain: true })).toEqual({ pin: 'a', retain: true })
    expect(askedIn(fields, {}, 'chat').map(([name]) => name)).not.toContain('pin')
  })

  it('goes out without blanks around it', () => {
    expect(outgoingIn(fields, { title: '  Hi ', retain: false }, 'chat')).toEqual({ title: 'Hi' })
    expect(outgoingIn(fields, { title: '   ' }, 'chat')).toEqual({})
  })

  it('stays but for what is of one message alone', () => {
    expect(stayingIn(fields, { title: 'Hi', priority: '5', other: 1 })).toEqual({ priority: '5', other: 1 })
  })

  it('is said in the order of the fields; a switch that is on needs no value', () => {
    expect(choicesIn(fields, { every: 4, keeps: false, retain: true, priority: '5', x: 1 })).toEqual([
      { name: 'priority', label, value: { code: 'field.every' } },
      { name: 'retain', label, value: undefined },
      { name: 'keeps', label, value: { code: 'rich.off' } },
      { name: 'every', label, value: '4' },
    ])
  })

  it('is wrong where a number is out of its range', () => {
    expect(faultIn(fields, { every: 11 })).toEqual({ name: 'every', min: 0, max: 10 })
    expect(faultIn(fields, { every: 10, title: 'x' })).toBeUndefined()
  })
})
