import { expect, it } from 'vitest'
import type { Incoming } from '../model/message.ts'
import { Lump } from './lump.ts'

const said = (id: string, more: object = {}): Incoming => ({
  type: 'messages',
  messages: [{ id, at: 0, body: id }],
  sources: [id],
  ...more,
})

it('makes one batch of messages that come after each other, with the last cursor', () => {
  const lump = new Lump()
  for (const id of ['a', 'b', 'c']) lump.add(said(id, { cursor: `at ${id}` }))
  expect([...lump.give()]).toEqual([
    {
      type: 'messages',
      messages: ['a', 'b', 'c'].map((id) => ({ id, at: 0, body: id })),
      sources: ['a', 'b', 'c'],
      cursor: 'at c',
    },
  ])
  expect([...lump.give()]).toEqual([])
})

it('keeps the order of what is no message, and what is believed otherwise apart', () => {
  const lump = new Lump()
  lump.add(said('a'))
  lump.add({ type: 'gap', why: { code: 'cannot-resume' } })
  lump.add(said('b'))
  lump.add(said('c', { exact: true }))
  lump.add(said('d'))
  lump.add(said('e', { cursor: '5' }))
  expect([...lump.give()].map((told) => (told.type === 'messages' ? told.sources : told.type))).toEqual([
    ['a'],
    'gap',
    ['b'],
    ['c'],
    ['d'],
    ['e'],
  ])
})
