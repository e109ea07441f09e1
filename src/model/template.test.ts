import { describe, expect, it } from 'vitest'
import type { Values } from './template.ts'
import { fillTemplate } from './template.ts'

const values: Values = {
  now: Date.UTC(2026, 10, 20, 12, 3, 4, 5),
  n: 7,
  random: () => 0.5,
  uuid: () => '00000000-0000-4000-8000-000000000000',
}
const fill = (text: string) => fillTemplate(text, values)

describe('a template', () => {
  it.each([
    ['{{now}}', '2026-11-20T12:03:04.005Z'],
    ['{{now:ms}}', String(values.now)],
    ['{{uuid}}', '00000000-0000-4000-8000-000000000000'],
    ['{{n}}', '7'],
    ['{{random:1-100}}', '51'],
    ['{{random:5-5}}', '5'],
    ['{{random:-10--1}}', '-5'],
    ['{{ N }} and {{ now : ms }}', `7 and ${values.now}`],
    ['{"id":{{n}}}', '{"id":7}'],
    ['{{{n}}}', '{7}'],
    ['{{{{', '{{'],
    ['{{{{now}}', '{{now}}'],
  ])('%s is filled in', (text, filled) => {
    expect(fill(text)).toMatchObject({ text: filled, unknown: [] })
  })

  it.each(['{{name}}', '{{random}}', '{{random:100-1}}', '{{random:x}}', '{{n:1}}', '{{now:s}}'])(
    'leaves %s as it is, and says so',
    (text) => {
      expect(fill(`a ${text} b ${text}`)).toEqual({
        text: `a ${text} b ${text}`,
        count: 0,
        marks: [],
        counts: false,
        unknown: [text],
      })
    },
  )

  it.each(['', 'no braces', '{"a":{"b":{}}}', '{ {n} }', '{{', '}}', '{{1}}', '{{a\nb}}', 'ü\u0000\ud800'])(
    'leaves %j byte for byte',
    (text) => {
      expect(fill(text)).toEqual({ text, count: 0, marks: [], counts: false, unknown: [] })
    },
  )

  it('says how many there are, and whether sending it counts', () => {
    expect(fill('{{uuid}} {{now}}')).toMatchObject({ count: 2, counts: false })
    expect(fill('{{n}}')).toMatchObject({ count: 1, counts: true })
  })

  it('makes a new one for each place', () => {
    let made = 0
    expect(fillTemplate('{{uuid}} {{uuid}}', { ...values, uuid: () => String(++made) }).text).toBe('1 2')
  })

  it('draws the ends of a range too, and nothing past them', () => {
    const drawn = (random: number) => fillTemplate('{{random:1-3}}', { ...values, random: () => random }).text
    expect([0, 0.34, 0.67, 0.999_999].map(drawn)).toEqual(['1', '2', '3', '3'])
  })
})
