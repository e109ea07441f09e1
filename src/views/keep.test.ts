import { describe, expect, it } from 'vitest'
import { findKeepProblems, readKeep } from './keep.ts'

describe('how much is kept', () => {
  it('is a whole number of messages, none too, and at least a day', () => {
    expect([...findKeepProblems('0', '1')]).toEqual([])
    expect([...findKeepProblems('10000', '30')]).toEqual([])
    expect([...findKeepProblems('', '0').keys()]).toEqual(['keep-count', 'keep-days'])
    expect([...findKeepProblems('1.5', '-3').keys()]).toEqual(['keep-count', 'keep-days'])
    expect([...findKeepProblems('1e9', '30').keys()]).toEqual(['keep-count'])
  })

  it('is only saved where the person chose it', () => {
    expect(readKeep('10000', '30', undefined)).toEqual({})
    expect(readKeep('0', '30', undefined)).toEqual({ keep: { count: 0, days: 30 } })
    expect(readKeep('10000', '30', { count: 5, days: 5 })).toEqual({ keep: { count: 10_000, days: 30 } })
  })
})
