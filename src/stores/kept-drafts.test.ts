import { beforeEach, expect, it } from 'vitest'
import type { Draft } from '../model/act.ts'
import { settle } from '../net/fake-clock.ts'
import type { Drafts } from '../storage/archive.ts'
import { Journal } from '../storage/journal.ts'
import { Local } from '../storage/local.ts'
import { KeptDrafts } from './kept-drafts.ts'

const draft = (id: string, state: Draft['state'] = 'queued'): Draft => ({
  id,
  at: 1_000,
  act: { kind: 'say', body: id },
  state,
})

let kept: Draft[]
let slow: boolean

/** A database that may be slower than a person. */
const drafts: Drafts = {
  load: async () => kept,
  async put(draft) {
    if (slow) await new Promise(() => undefined)
    kept = [...kept.filter(({ id }) => id !== draft.id), draft]
    return true
  },
  take: (draft) => drafts.put(draft),
  async claim(draft) {
    kept = kept.map((each) => (each.id === draft.id ? draft : each))
    return true
  },
  async remove(id) {
    kept = kept.filter((each) => each.id !== id)
  },
}
const open = (keeps = () => true) =>
  new KeptDrafts(drafts, keeps, new Journal(new Local(localStorage), 'p', keeps))

beforeEach(() => {
  localStorage.clear()
  kept = []
  slow = false
})

it('gives back what the database had no time to take', async () => {
  slow = true
  void open().put(draft('a'))
  void open().put(draft('b'))
  slow = false
  expect(await open().load()).toEqual([draft('a'), draft('b')])
  await settle()
  expect(kept).toEqual([draft('a'), draft('b')])
  expect(localStorage).toHaveLength(0)
})

it('has the order of writing, though what was noted reaches the database last', async () => {
  slow = true
  void open().put(draft('first'))
  slow = false
  const keeper = open()
  await keeper.put({ ...draft('second'), at: 2_000 })
  await keeper.load()
  await settle()
  expect(kept.map(({ id }) => id)).toEqual(['second', 'first'])
  expect((await open().load()).map(({ id }) => id)).toEqual(['first', 'second'])
})

it('believes the database where both have it: it may be on its way by now', async () => {
  slow = true
  void open().put(draft('a'))
  kept = [draft('a', 'sending')]
  expect(await open().load()).toEqual([draft('a', 'sending')])
  expect(localStorage).toHaveLength(0)
})

it('notes nothing where nothing is to be kept', async () => {
  slow = true
  void open(() => false).put(draft('a'))
  expect(localStorage).toHaveLength(0)
})

it('keeps what was sent until the history has its line, where there is one', async () => {
  await open().put(draft('a'))
  await open().sent(draft('a', 'sent'))
  expect(kept).toEqual([draft('a', 'sent')])
  await open(() => false).sent(draft('a', 'sent'))
  expect(kept).toEqual([])
})
