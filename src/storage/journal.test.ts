import { beforeEach, expect, it } from 'vitest'
import { draftOf } from './fake-entries.ts'
import { Journal } from './journal.ts'
import { Local } from './local.ts'

beforeEach(() => localStorage.clear())
const open = (profile = 'p') => new Journal(new Local(localStorage), profile)

it('is there at once for the next page, in the order of writing, each profile for itself', () => {
  const journal = open()
  for (const id of ['z', 'a', 'm']) journal.add(draftOf(id))
  open('other').add(draftOf('b'))
  expect(open().load()).toEqual([draftOf('z'), draftOf('a'), draftOf('m')])
  journal.remove('a')
  expect(open().load()).toEqual([draftOf('z'), draftOf('m')])
})

it('leaves out what others put there', () => {
  localStorage.setItem('signalbox:noted:p:x', '{"n":1,"draft":null}')
  localStorage.setItem('signalbox:noted:p:y', 'no json')
  expect(open().load()).toEqual([])
})
