import { expect, it } from 'vitest'
import type { Profile } from '../model/profile.ts'
import type { Shared } from '../model/share.ts'
import { planImport, toProfile } from './import-plan.ts'

const shared = (name: string, server: string, more: Partial<Shared> = {}): { shared: Shared } => ({
  shared: { name, view: 'chat', backend: 'plain', options: { server }, ...more },
})
const here: Profile[] = [
  { id: '1', name: 'Room', view: 'chat', backend: 'plain', options: { server: 'ws://a/?token=abc' } },
]
const kinds = (entries: Parameters<typeof planImport>[0]) =>
  planImport(entries, here).map((each) => [each.kind, 'name' in each ? each.name : undefined])

it('what is here already is left out, whatever it is called, and whatever secret either has', () => {
  expect(kinds([shared('Other', 'ws://a/?token=')])).toEqual([['same', 'Room']])
  expect(kinds([shared('By hand', 'ws://a/?token=other')])).toEqual([['same', 'Room']])
  expect(kinds([shared('Room', 'ws://a/?token=', { view: 'notifications' })])).toEqual([['new', 'Room 2']])
  expect(
    kinds([shared('Room', 'ws://a/?token=', { options: { server: 'ws://a/?token=', first: 'x' } })]),
  ).toEqual([['new', 'Room 2']])
})

it('what has a name that is taken gets another, also among what comes', () => {
  expect(kinds([shared('Room', 'ws://b/'), shared('Room', 'ws://c/'), shared('Room 2', 'ws://d/')])).toEqual([
    ['new', 'Room 2'],
    ['new', 'Room 3'],
    ['new', 'Room 2 2'],
  ])
})

it('what comes twice comes once', () => {
  expect(kinds([shared('New', 'ws://b/'), shared('Newer', 'ws://b/')])).toEqual([
    ['new', 'New'],
    ['same', 'New'],
  ])
})

it('what cannot be read or is of an unknown kind does not cost the others', () => {
  expect(
    kinds([
      { broken: 'Bad' },
      { broken: undefined },
      shared('X', 'x', { backend: 'toString' }),
      shared('B', 'ws://b/'),
    ]),
  ).toEqual([
    ['broken', 'Bad'],
    ['broken', undefined],
    ['unknown', undefined],
    ['new', 'B'],
  ])
})

it('what becomes of an entry is a profile, and nothing besides', () => {
  const entry = shared('B', 'ws://b/', {
    colour: 'teal',
    needs: ['token'],
    sealed: '1.a.b.c',
    keep: { count: 5, days: 1 },
  })
  const [planned] = planImport([entry], [])
  if (planned?.kind !== 'new') throw new Error('not new')
  const profile = {
    name: 'B',
    view: 'chat',
    backend: 'plain',
    options: { server: 'ws://b/' },
    colour: 'teal',
  }
  expect(toProfile(planned)).toEqual({ ...profile, keep: { count: 5, days: 1 } })
  planned.shared.keep = { count: 1e12, days: -1 }
  expect(toProfile(planned)).toEqual(profile)
})
