import { beforeEach, describe, expect, it } from 'vitest'
import type { Key } from '../model/log.ts'
import { Rover } from './rover.svelte.ts'

const VIEW = 10

let first: number
let next: number
let top: number
let picked: Key[]
let arrived: Key[]
let within: number
let rover: Rover<number>

/** A list of numbers, of which ten are in sight. */
function listOf() {
  const at = (index: number) => (index >= 0 && index < next - first ? first + index : undefined)
  const indexOf = (key: Key) => (Number(key) >= first && Number(key) < next ? Number(key) - first : -1)
  return { length: next - first, dropped: 0, prepended: 0, at, indexOf }
}

beforeEach(() => {
  ;[first, next, top, within] = [0, 100, 90, 0]
  picked = []
  arrived = []
  rover = new Rover({
    get list() {
      return listOf()
    },
    picks: {
      size: 0,
      keys: new Set(),
      has: (key) => picked.includes(key),
      set: (keys) => (picked = [...keys]),
      toggle: (key) =>
        (picked = picked.includes(key) ? picked.filter((each) => each !== key) : [...picked, key]),
      clear: () => (picked = []),
    },
    keyOf: (item) => item,
    sees: (index) => index >= top && index < top + VIEW,
    startOf: (way) => (way > 0 ? top : top + VIEW - 1),
    pageFrom: (index, way) => index + way * VIEW,
    scrollWithin: () => within-- > 0,
    arrive(key) {
      arrived.push(key)
      top = Math.max(Math.min(top, Number(key)), Number(key) - VIEW + 1)
    },
  })
})
type To = Parameters<typeof rover.go>[0]['to']
const go = (...moves: To[]) => {
  for (const to of moves) rover.go({ kind: 'go', to, extends: false })
}
const extend = (...moves: To[]) => {
  for (const to of moves) rover.go({ kind: 'go', to, extends: true })
}

describe('the row that the keyboard is at', () => {
  it('is first one in sight, and then the next one', () => {
    go('previous', 'previous', 'previous')
    expect(arrived).toEqual([99, 98, 97])
  })

  it('goes by pages and to the ends, and no further', () => {
    go('previous', 'page-previous', 'last', 'next', 'page-next', 'first', 'previous')
    expect(arrived).toEqual([99, 89, 99, 99, 99, 0, 0])
  })

  it('begins anew where the reader is, who scrolled away meanwhile', () => {
    go('previous')
    top = 20
    go('next')
    expect(rover.active).toBe(20)
  })

  it('stays the same row while rows come and go around it', () => {
    go('previous', 'previous')
    ;[first, next] = [50, 150]
    expect([rover.index, rover.item]).toEqual([48, 98])
    first = 120
    expect([rover.index, rover.item]).toEqual([-1, undefined])
  })

  it('is scrolled through before the next one, where it is larger than the view', () => {
    go('previous')
    within = 2
    go('previous', 'previous', 'previous')
    expect(rover.active).toBe(98)
  })

  it('is nowhere in an empty list', () => {
    next = 0
    go('next', 'last', 'page-next')
    expect(rover.active).toBeUndefined()
  })
})

describe('rows that are picked', () => {
  it('are those from where one began to where one is', () => {
    go('previous', 'previous')
    extend('previous', 'previous')
    expect(picked).toEqual([96, 97, 98])
    extend('next', 'next', 'next')
    expect(picked).toEqual([98, 99])
    extend('first')
    expect(picked).toHaveLength(99)
  })

  it('begin anew after a step without Shift', () => {
    go('previous')
    extend('previous')
    go('previous')
    extend('previous')
    expect(picked).toEqual([96, 97])
  })

  it('are picked with the pointer: one more, all in between, all', () => {
    rover.toggle(5)
    rover.toggle(9)
    expect(picked).toEqual([5, 9])
    rover.extendTo(7)
    expect(picked).toEqual([7, 8, 9])
    rover.pickAll()
    expect(picked).toHaveLength(100)
  })

  it('begin with the row itself where the one they began at is gone', () => {
    rover.toggle(5)
    first = 50
    rover.extendTo(3)
    expect(picked).toEqual([53])
  })
})
