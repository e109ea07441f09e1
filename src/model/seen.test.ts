import { expect, it } from 'vitest'
import { REMEMBERED, Seen } from './seen.ts'

const message = (id: string, body = id) => ({ id, body, at: 0 })

it('does not show again after a reconnect what it showed before', () => {
  const seen = new Seen()
  expect(seen.fresh(message('1'), 1)).toBe(true)
  expect(seen.fresh(message('1'), 2)).toBe(false)
  expect(seen.fresh(message('2'), 2)).toBe(true)
})

it('shows what has an old id and another body', () => {
  const seen = new Seen()
  seen.fresh(message('1', 'a'), 1)
  expect(seen.fresh(message('1', 'b'), 2)).toBe(true)
})

it('does not trust the ids of a server that names the sender by them', () => {
  const seen = new Seen()
  expect(seen.fresh(message('mina', 'hi'), 1)).toBe(true)
  expect(seen.fresh(message('mina', 'hi'), 1)).toBe(true)
  expect(seen.fresh(message('mina', 'hi'), 2)).toBe(true)
})

it('remembers no more than it should, and nothing of ids of ours', () => {
  const seen = new Seen()
  for (let n = 0; n <= 2 * REMEMBERED; n++) seen.fresh(message(String(n)), 1)
  expect(seen.fresh(message('0'), 2)).toBe(true)
  expect(seen.fresh(message(String(REMEMBERED + 1)), 2)).toBe(false)
  seen.fresh(message('~1'), 1)
  expect(seen.fresh(message('~1'), 2)).toBe(true)
})

it('shows what a restarted server says under an old number, and not what it repeats', () => {
  const seen = new Seen()
  seen.fresh({ ...message('1', 'hi'), at: 5 }, 1)
  expect(seen.fresh({ ...message('1', 'hi'), at: 9 }, 2)).toBe(true)
  const wire = new Seen()
  wire.fresh({ ...message('1', 'hi'), at: 5 }, 1, 'wire')
  expect(wire.fresh({ ...message('1', 'hi'), at: 9 }, 2, 'wire')).toBe(false)
})
