import { beforeEach, describe, expect, it } from 'vitest'
import { FakeClock } from '../net/fake-clock.ts'
import { Rooms } from '../stores/rooms.svelte.ts'
import { LEVEL_ROOMS, linesOf } from './room-lines.ts'

let rooms: Rooms
beforeEach(() => {
  rooms = new Rooms(new FakeClock())
})
const all = { name: 'All', unread: 7 }
const lines = ({ current, query = '', more = 0 }: { current?: string; query?: string; more?: number } = {}) =>
  linesOf(rooms, { current, query, shown: () => LEVEL_ROOMS + more }, all)
const words = (look?: Parameters<typeof lines>[0]) =>
  lines(look).map(({ name, level, isOpen, more }) => {
    const fold = isOpen === undefined ? '' : isOpen ? '-' : '+'
    return '  '.repeat(level - 1) + (more === undefined ? `${fold}${name}` : `${more} more`)
  })
const tree = (...ids: string[]) => rooms.tell({ rooms: ids.map((id) => ({ id })), separator: '/' })

describe('the lines of a list of rooms', () => {
  it('are all of it, and then the rooms by name', () => {
    rooms.tell({ rooms: [{ id: 'b' }, { id: 'a' }] })
    expect(words()).toEqual(['All', 'a', 'b'])
    expect(lines().map(({ place, size }) => [place, size])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ])
    expect(lines()[0]?.unread).toBe(7)
  })

  it('of a tree are folded, but for what leads to the room that is open', () => {
    tree('home/hall/lamp', 'home/kitchen', 'away/x')
    expect(words()).toEqual(['All', '+away', '+home'])
    expect(words({ current: 'home/hall' })).toEqual(['All', '+away', '-home', '  +hall', '  kitchen'])
  })

  it('stay as the person folded them', () => {
    tree('home/hall/lamp', 'home/kitchen', 'away/x')
    rooms.fold('home', true)
    rooms.fold('away', false)
    expect(words({ current: 'away/x' })).toEqual(['All', '+away', '-home', '  +hall', '  kitchen'])
  })

  it('of a tree with one beginning show what it begins', () => {
    tree('home/hall', 'home/kitchen')
    expect(words()).toEqual(['All', '-home', '  hall', '  kitchen'])
  })

  it('are a hundred at first, and the one that is open, however many there are', () => {
    rooms.tell({ rooms: Array.from({ length: 5_000 }, (_, n) => ({ id: `r${n}` })) })
    expect(words({ current: 'r4000' }).slice(-3)).toEqual(['r99', 'r4000', '4899 more'])
    expect(words({ current: 'r4000' })).toHaveLength(103)
    expect(words({ more: 5_000 })).toHaveLength(5_001)
  })

  it('are those that have in their names what is looked for, whole', () => {
    tree('home/Kitchen/temp', 'away/x')
    expect(words({ query: ' kitch' })).toEqual(['home/Kitchen/temp'])
    expect(words({ query: 'nowhere' })).toEqual([])
  })

  it('say which of them are not listened to any more', () => {
    rooms.tell({ rooms: [{ id: 'a' }] })
    rooms.know(['left'])
    expect(lines().map(({ name, isPast }) => [name, isPast])).toEqual([
      ['All', false],
      ['a', false],
      ['left', true],
    ])
  })
})
