import { describe, expect, it } from 'vitest'
import { Selection } from './selection.svelte.ts'

describe('what was picked', () => {
  it('is set, added to, taken from, and forgotten', () => {
    const selection = new Selection()
    selection.set([1, 2, 3])
    selection.toggle(2)
    selection.toggle(7)
    expect([...selection.keys]).toEqual([1, 3, 7])
    expect([selection.has(3), selection.has(2), selection.size]).toEqual([true, false, 3])
    selection.clear()
    expect(selection.size).toBe(0)
  })

  it('is nothing that has no place in the log', () => {
    const selection = new Selection()
    selection.set(['day 1', 1, 'a draft'])
    selection.toggle('day 2')
    expect([...selection.keys]).toEqual([1])
    expect(selection.has('day 1')).toBe(false)
  })
})
