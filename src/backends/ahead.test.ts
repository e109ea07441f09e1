import { expect, it } from 'vitest'
import { FakeClock } from '../net/fake-clock.ts'
import { Queue } from '../net/queue.ts'
import { Ahead } from './ahead.ts'

function taken(ahead: Ahead<number>, goesOn = () => true): number[] {
  const items: number[] = []
  expect(ahead.take((item) => items.push(item), goesOn)).toBe(items.length)
  return items
}

it('takes what is there at once, and keeps what was only looked at', async () => {
  const queue = new Queue<number>()
  const ahead = new Ahead(queue)
  for (const n of [1, 2, 3]) queue.push(n)
  expect(await ahead.look(100, new FakeClock())).toBe(1)
  expect(await ahead.more).toBe(true)
  expect(taken(ahead)).toEqual([1, 2, 3])
  queue.push(4)
  queue.end()
  expect(await ahead.more).toBe(true)
  expect(taken(ahead)).toEqual([4])
  expect(await ahead.more).toBe(false)
})

it('leaves what there is no time for', async () => {
  const queue = new Queue<number>()
  const ahead = new Ahead(queue)
  for (let n = 1; n <= 20; n++) queue.push(n)
  expect(await ahead.more).toBe(true)
  const first = taken(ahead, () => false)
  expect(first.length).toBeLessThan(20)
  expect(await ahead.more).toBe(true)
  expect([...first, ...taken(ahead)]).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
})

it('looks no longer than it is told to, and rejects as the items do', async () => {
  const queue = new Queue<number>()
  const clock = new FakeClock()
  const ahead = new Ahead(queue)
  const looking = ahead.look(100, clock)
  await clock.pass(100)
  expect(await looking).toBeUndefined()
  queue.fail(new Error('gone'))
  await expect(ahead.more).rejects.toThrow('gone')
})
