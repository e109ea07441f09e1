import { beforeEach, expect, it } from 'vitest'
import { LASTING } from '../backends/backend.ts'
import { Local } from '../storage/local.ts'
import { Lasting } from './lasting.ts'

let now: number
const open = (profile = 'p') => new Lasting(new Local(localStorage), profile, () => now)
const [GREETS = '', HEADER = '', NAMES = ''] = LASTING

beforeEach(() => {
  localStorage.clear()
  now = 1_000_000
})

it('keeps what was learnt of a server for the next life of the page, and nothing else', () => {
  const memory = open()
  memory.set(GREETS, true)
  memory.set(HEADER, 'refused')
  memory.set(NAMES, new Set(['update', 'alert']))
  memory.set('something', 'of this life')
  const next = open()
  expect([next.get(GREETS), next.get(HEADER), next.get(NAMES)]).toEqual([
    true,
    'refused',
    new Set(['update', 'alert']),
  ])
  expect(next.has('something')).toBe(false)
  expect(open('other').size).toBe(0)
})

it('keeps what a backend calls lasting', () => {
  const memory = open()
  memory.set('lasting pigeon session', '7f3a')
  memory.set('pigeon session', 'of this life')
  expect([...open()]).toEqual([['lasting pigeon session', '7f3a']])
})

it('forgets it with the settings that it was learnt by, and after a week', () => {
  open().set(GREETS, true)
  now += 8 * 86_400_000
  expect(open().size).toBe(0)
  open().set(GREETS, true)
  open().clear()
  expect(open().size).toBe(0)
})

it('lets go of what waits in it, with the settings that it began with', () => {
  const memory = open()
  let lost = 0
  memory.set('session', { lose: () => lost++ })
  memory.set('fact', 'text')
  memory.clear()
  expect([lost, memory.size]).toEqual([1, 0])
})

it('does not stumble over what others put there', () => {
  for (const text of ['null', '{"at":1}', '{"at":1,"facts":null}', '[]', 'no json']) {
    localStorage.setItem('signalbox:learnt:p', text)
    expect(open().size).toBe(0)
  }
})
