import { describe, expect, it } from 'vitest'
import { Queue } from './queue.ts'

describe('Queue', () => {
  it('hands out in order what was pushed before and after it was asked', async () => {
    const queue = new Queue<number>()
    queue.push(1)
    queue.push(2)
    const heard: number[] = []
    const done = (async () => {
      for await (const item of queue) heard.push(item)
    })()
    await Promise.resolve()
    queue.push(3)
    queue.end()
    queue.push(4)
    await done
    expect(heard).toEqual([1, 2, 3])
  })

  it('hands out the rest before it fails', async () => {
    const queue = new Queue<number>()
    queue.push(1)
    queue.fail(new Error('gone'))
    const items = queue[Symbol.asyncIterator]()
    expect(await items.next()).toEqual({ done: false, value: 1 })
    await expect(items.next()).rejects.toThrow('gone')
    expect(await items.next()).toMatchObject({ done: true })
  })

  it('tells its owner when the reader leaves', async () => {
    let left = 0
    const queue = new Queue<number>(() => left++)
    queue.push(1)
    for await (const _ of queue) break
    expect(left).toBe(1)
  })
})
