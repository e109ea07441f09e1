import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { speak } from '../i18n/i18n.svelte.ts'
import type { Change } from '../model/diff.ts'
import { valueOf } from '../model/diff.ts'
import { briefOf } from './brief.ts'
import Changes from './Changes.svelte'
import type { Marks } from './marks.ts'
import { pathsTo } from './marks.ts'
import { deltaOf, numberPieces } from './numbers.ts'
import { Opened } from './opened.svelte.ts'
import { tableOf } from './table.ts'
import Value from './Value.svelte'

const DEPTH = 100_000
const mounted: Record<string, unknown>[] = []

beforeEach(() => speak('en'))
afterEach(async () => {
  for (const each of mounted.splice(0)) await unmount(each)
  document.body.replaceChildren()
})

function show(value: unknown, before?: number | bigint): HTMLElement {
  const marks: Marks = {
    changed: () => false,
    beat: false,
    isPicked: () => false,
    pick: () => undefined,
    opened: new Opened(),
    found: undefined,
  }
  const target = document.body.appendChild(document.createElement('div'))
  mounted.push(mount(Value, { target, props: { value, before, marks } }))
  flushSync()
  return target.querySelector('[data-value]') as HTMLElement
}
const words = (element: HTMLElement) => element.textContent?.replace(/\s+/g, ' ').trim()

describe('a value nested 100,000 deep', () => {
  it.each([
    `${'['.repeat(DEPTH)}7${']'.repeat(DEPTH)}`,
    `${'{"a":'.repeat(DEPTH)}7${'}'.repeat(DEPTH)}`,
    `[${'{"a":'.repeat(DEPTH)}7${'}'.repeat(DEPTH)}]`,
  ])('is drawn as far as a person unfolds it', (text) => {
    const element = show(valueOf(text))
    const folds = () => [...element.querySelectorAll<HTMLElement>('button[aria-expanded]')]
    const drawn = folds().length
    expect(drawn).toBeGreaterThan(0)
    expect(drawn).toBeLessThan(10)
    folds().at(-1)?.click()
    flushSync()
    expect(folds().length).toBe(drawn + 1)
    expect(briefOf(valueOf(text)).length).toBeLessThan(100)
  })
})

describe('integers past 2^53', () => {
  it('are exact: alone, in a record, in a table, and in the list of changes', async () => {
    const copied = numberPieces(-9007199254740993n).filter(({ isGroup }) => !isGroup)
    expect(copied.map(({ text }) => text).join('')).toBe('-9007199254740993')
    expect(words(show(valueOf('9007199254740993'), 9007199254740992n))).toContain('+1')
    expect(words(show(valueOf('{"n":12345678901234567891}')))).toContain('12345678901234567891')
    const rows = '[{"id":9007199254740993,"n":1},{"id":9007199254740992,"n":9007199254740995}]'
    const table = show(valueOf(rows))
    expect([...table.querySelectorAll('tbody th')].map((cell) => cell.textContent)).toEqual([
      '9007199254740993',
      '9007199254740992',
    ])
    expect(words(table)).toContain('9007199254740995')
    expect(tableOf(valueOf(rows))?.numeric).toEqual(new Set(['n']))
    const changes: (Change & { at: number; key: number })[] = [
      { path: 'n', from: 9007199254740993n, to: 9007199254740995n, at: 0, key: 1 },
    ]
    const list = mount(Changes, { target: document.body, props: { changes } })
    expect(words(document.querySelector('[data-change]') as HTMLElement)).toContain(
      '9007199254740993 → 9007199254740995',
    )
    await unmount(list)
  })

  it('differ by what they differ by', () => {
    expect(deltaOf(9007199254740992n, 9007199254740993n)).toBe('+1')
    expect(deltaOf(9007199254740993n, 9007199254740991)).toBe('-2')
    expect(deltaOf(9007199254740993n, 0.5)).toBe(deltaOf(9007199254740993, 0.5))
  })
})

describe('names that every object has', () => {
  it('are shown as any other, in a record and in a table', () => {
    const record = show(valueOf('{"__proto__":"p","constructor":"c","toString":{"a":"t"},"":"e"}'))
    for (const word of ['__proto__', 'p', 'constructor', 'c', 'toString', 't', 'e'])
      expect(words(record)).toContain(word)
    const value = valueOf('[{"constructor":1,"__proto__":"p"},{"id":2},{"toString":3}]')
    const table = tableOf(value)
    expect(table?.columns).toEqual(['constructor', '__proto__', 'id', 'toString'])
    expect(table?.numeric).toEqual(new Set(['constructor', 'id', 'toString']))
    const cells = [...show(value).querySelectorAll('tbody td, tbody th')].map((cell) =>
      cell.textContent?.trim(),
    )
    expect(cells).toEqual(['1', 'p', '', '', '', '', '2', '', '', '', '', '3'])
  })
})

describe('names that are one name once they are written', () => {
  it('do not break the table', () => {
    expect(show(valueOf('[{"id":1,"v":"a"},{"id":"1","v":"b"}]')).querySelectorAll('tbody tr')).toHaveLength(
      2,
    )
    expect(show(valueOf('{"a › b":1,"a":{"b":2}}')).querySelectorAll('.leaf')).toHaveLength(2)
    expect([...pathsTo([''])]).toEqual([''])
  })
})

describe('a record of 10,000 names, and a list of 100,000', () => {
  it('are drawn in part, and say so', () => {
    const record = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`k${n}`, n]))
    const element = show(record)
    expect(element.querySelectorAll('li').length).toBe(200)
    expect(words(element)).toContain('and 9800 more')
    expect(show(Array.from({ length: 100_000 }, (_, n) => n)).querySelectorAll('li').length).toBe(200)
    const rows = Array.from({ length: 100_000 }, (_, id) => ({ id }))
    expect(show(rows).querySelectorAll('tbody tr').length).toBe(200)
  })
})

describe('texts that are no text', () => {
  it.each(['\ud800', 'a\0b', '\u202Ereversed', '\uFEFF', '<img src=x onerror="1">', '😀'.repeat(1_000)])(
    'are drawn as they are: %j',
    (text) => {
      expect(show({ text }).textContent).toContain(text.slice(0, 100))
      expect(document.querySelector('img')).toBeNull()
      expect(briefOf(text).length).toBeLessThanOrEqual(80)
    },
  )
})
