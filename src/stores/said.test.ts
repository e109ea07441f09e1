import { beforeEach, describe, expect, it } from 'vitest'
import { Local } from '../storage/local.ts'
import { forgetBeside, forgetSaid } from './beside.ts'
import { Said } from './said.ts'

let local: Local
let keeps: boolean
const said = (profile = 'p') => new Said(local, profile, () => keeps)
const texts = (one: Said) => one.lines.map(({ text }) => text)

beforeEach(() => {
  local = new Local(undefined)
  keeps = true
})

describe('what was said', () => {
  it('is there in the next life of the page, and in another tab at once', () => {
    const [one, other] = [said(), said()]
    one.add('hello', false)
    expect(texts(other)).toEqual(['hello'])
    other.add('n {{n}}', true)
    expect(one.lines).toEqual([{ text: 'hello' }, { text: 'n {{n}}', fills: true }])
    expect(texts(said('another'))).toEqual([])
  })

  it('has no line twice in a row, unless it went out otherwise', () => {
    const one = said()
    for (const text of ['a', 'a', 'b', 'a']) one.add(text, false)
    one.add('a', true)
    expect(texts(one)).toEqual(['a', 'b', 'a', 'a'])
  })

  it('is no more than the last hundred, and no more than fits', () => {
    const one = said()
    for (let n = 1; n <= 120; n++) one.add(String(n), false)
    expect(texts(one)).toEqual(Array.from({ length: 100 }, (_, n) => String(n + 21)))
    one.add('x'.repeat(150_000), false)
    one.add('y'.repeat(60_000), false)
    expect(texts(one).map(({ length }) => length)).toEqual([60_000])
  })

  it('is kept nowhere where the history is not, and what was kept goes', () => {
    said().add('before', false)
    keeps = false
    const one = said()
    expect(texts(one)).toEqual([])
    expect(local.keys('said:')).toEqual([])
    one.add('now', false)
    expect(texts(one)).toEqual(['now'])
    expect(local.keys('said:')).toEqual([])
    expect(texts(said())).toEqual([])
  })

  it('is gone once it is cleared', () => {
    const one = said()
    one.add('a', false)
    one.clear()
    expect(texts(one)).toEqual([])
    one.add('b', false)
    forgetSaid(local, 'p')
    expect(texts(one)).toEqual([])
  })

  it.each([undefined, 'x', { version: 2, lines: [] }, { version: 1, lines: 7 }])(
    'is nothing where %j was kept',
    (kept) => {
      local.set('said:p', kept ?? null)
      expect(texts(said())).toEqual([])
    },
  )

  it('loses no line because another one cannot be read', () => {
    local.set('said:p', { version: 1, lines: [{ text: 'a' }, 7, { text: 1 }, { text: 'b', fills: 'yes' }] })
    expect(said().lines).toMatchObject([{ text: 'a' }, { text: 'b' }])
  })

  it('goes with its profile', () => {
    said('gone').add('a', false)
    said('stays').add('b', false)
    forgetBeside(local, (id) => id === 'stays')
    expect(local.keys('said:')).toEqual(['said:stays'])
  })
})
