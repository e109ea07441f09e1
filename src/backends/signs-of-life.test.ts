import { expect, it } from 'vitest'
import { NetError } from '../net/errors.ts'
import { FakeClock } from '../net/fake-clock.ts'
import { Queue } from '../net/queue.ts'
import { SignsOfLife } from './signs-of-life.ts'

function watch() {
  const clock = new FakeClock()
  const life = new SignsOfLife(clock, 1_000)
  let left = false
  const coming = new Queue<string>(() => (left = true))
  const heard: string[] = []
  let end: unknown
  const listen = async () => {
    for await (const item of life.of(coming)) heard.push(item)
    return 'over'
  }
  listen().then(
    (how) => (end = how),
    (error: unknown) => (end = error),
  )
  return { clock, life, coming, heard, end: () => end, left: () => left }
}

it('ends by a timeout that is worth another try where nothing comes for too long, and lets go of the wire', async () => {
  const { clock, coming, heard, end, left } = watch()
  coming.push('one')
  await clock.pass(900)
  coming.push('two')
  await clock.pass(900)
  expect([heard, end()]).toEqual([['one', 'two'], undefined])
  await clock.pass(200)
  expect(end()).toMatchObject({ kind: 'timeout', why: { code: 'silent', params: { seconds: 1 } } })
  expect(end()).toBeInstanceOf(NetError)
  expect(left()).toBe(true)
})

it('takes what is no item for a sign of life', async () => {
  const { clock, life, end } = watch()
  await clock.pass(900)
  life.heard()
  await clock.pass(900)
  expect(end()).toBeUndefined()
})

it('ends as what comes does', async () => {
  const one = watch()
  one.coming.end()
  await one.clock.pass(0)
  expect(one.end()).toBe('over')
  const other = watch()
  const cut = new NetError('dropped', { code: 'closed' })
  other.coming.fail(cut)
  await other.clock.pass(5_000)
  expect(other.end()).toBe(cut)
})
