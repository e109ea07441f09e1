import { describe, expect, it } from 'vitest'
import { localId } from '../model/ids.ts'
import type { Message } from '../model/message.ts'
import { Past } from './poll-past.ts'

const named = (...ids: (number | string)[]): Message[] =>
  ids.map((id) => ({ id: String(id), at: 0, body: `#${id}` }))
const lines = (...bodies: string[]): Message[] => bodies.map((body) => ({ id: localId(), at: 0, body }))

/** Which of the lists, one after the other, have nothing left of the one before that they should have. */
const told = (...lists: Message[][]) => {
  const past = new Past()
  return lists.map((list) => past.movedOn(list))
}

describe('a list that is asked for again and again', () => {
  it.each<[string, Message[][], boolean[]]>([
    ['grows', [named(1, 2), named(1, 2, 3)], [false, false]],
    ['moves on', [named(1, 2, 3), named(2, 3, 4)], [false, false]],
    ['moved on past all that it had', [named(1, 2), named(2, 3), named(8, 9)], [false, false, true]],
    ['did so with the newest first', [named(2, 1), named(3, 2), named(9, 8)], [false, false, true]],
    ['was empty meanwhile', [named(1), named(1, 2), [], named(8)], [false, false, false, true]],
    ['lists new ones only', [named(1), named(2), named(3), named(4)], [false, true, true, false]],
    ['has the same ids with other values', [named(1, 2), named(1, 2)], [false, false]],
    ['has lines, and moved on', [lines('a', 'b'), lines('b', 'c'), lines('x', 'y')], [false, false, true]],
    ['has the newest line first', [lines('b', 'a'), lines('c', 'b'), lines('y', 'x')], [false, false, true]],
    ['is a value', [lines('21'), lines('22'), lines('23')], [false, false, false]],
    [
      'is a table of values',
      [lines('load: 1', 'door: open'), lines('load: 2', 'door: open'), lines('load: 3', 'door: shut')],
      [false, false, false],
    ],
  ])('that %s', (_, lists, gaps) => expect(told(...lists)).toEqual(gaps))
})
