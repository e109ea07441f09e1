import { expect, it } from 'vitest'
import { NetError } from '../net/errors.ts'
import { FakeClock } from '../net/fake-clock.ts'
import { ANSWER_TIMEOUT_MS, Receipts } from './receipts.ts'

const sent = async () => {}
const outcome = (asked: Promise<unknown>) => asked.then(JSON.stringify, ({ why }: NetError) => why.code)

it('hands each answer to whoever asked under its id', async () => {
  const receipts = new Receipts(new FakeClock())
  const [one, two] = [receipts.ask('1', sent), receipts.ask('2', sent)]
  expect(receipts.answer('2', { messageId: 'b' })).toBe(true)
  expect(receipts.answer('1', {})).toBe(true)
  expect(await Promise.all([one, two])).toEqual([{}, { messageId: 'b' }])
})

it('tells an answer and a no that nobody waits for from the others', async () => {
  const receipts = new Receipts(new FakeClock())
  const asked = receipts.ask('1', sent)
  const no = new NetError('refused', { code: 'server-error' })
  expect([receipts.answer('2', {}), receipts.refuse('2', no), receipts.refuse('1', no)]).toEqual([
    false,
    false,
    true,
  ])
  expect(await outcome(asked)).toBe('server-error')
  expect(receipts.waits('1')).toBe(false)
})

it('gives up an answer that does not come, what could not be said, and all when the wire is gone', async () => {
  const clock = new FakeClock()
  const receipts = new Receipts(clock)
  const late = outcome(receipts.ask('1', sent))
  await clock.pass(ANSWER_TIMEOUT_MS)
  const unsaid = outcome(
    receipts.ask('2', () => Promise.reject(new NetError('dropped', { code: 'dropped-unsent' }))),
  )
  const left = outcome(receipts.ask('3', sent))
  await clock.pass(0)
  receipts.drop()
  expect(await Promise.all([late, unsaid, left])).toEqual(['timeout', 'dropped-unsent', 'ended'])
})
