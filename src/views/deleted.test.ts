import { beforeEach, expect, it, vi } from 'vitest'
import { Local } from '../storage/local.ts'

// Every life of the page has a module of its own.
async function newPage() {
  vi.resetModules()
  const { Deleted } = await import('./deleted.ts')
  const local = new Local(localStorage)
  return (profile: string) => new Deleted(local, profile)
}

beforeEach(() => localStorage.clear())

it('remembers over a reload what was to be deleted, for each profile', async () => {
  const of = await newPage()
  of('a').add(3)
  of('a').add(4)
  // It can still be taken back here.
  expect(of('a').unfinished).toEqual([])

  const later = await newPage()
  expect(later('a').unfinished).toEqual([3, 4])
  expect(later('b').unfinished).toEqual([])
  later('a').forget([3])
  expect(later('a').unfinished).toEqual([4])
  later('a').forget([4])
  expect(localStorage.length).toBe(0)
})

it('takes nothing else for a key', async () => {
  const of = await newPage()
  localStorage.setItem('signalbox:deleted:a', '[1, "2", null]')
  expect(of('a').unfinished).toEqual([1])
  localStorage.setItem('signalbox:deleted:a', '"no list"')
  expect(of('a').unfinished).toEqual([])
})
