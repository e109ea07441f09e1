import { expect, it } from 'vitest'
import { draft } from '../fake-greeter.ts'
import type { Ready } from '../fake-greeter.ts'
import { startMapped } from '../fake-mapped.ts'
import { phoenix } from './phoenix.ts'
import { tell } from './tell.ts'

// https://hexdocs.pm/phoenix/writing_a_channels_client.html, version 2.0.0 of the serializer.
const start = () => startMapped(phoenix.mapping, { ...phoenix.options, author: 'mina' })
const JOINED = '["1","1","room:lobby","phx_reply",{"response":{},"status":"ok"}]'

it('joins first, and shows nothing of the answer to that', async () => {
  const story = await start()
  expect(story.socket().sent).toEqual(['["1","1","room:lobby","phx_join",{}]'])
  await story.give(JOINED)
  expect(story.told).toMatchObject([{ type: 'ready' }])
})

it('shows why a join was refused', () => {
  const no = '["1","1","room:lobby","phx_reply",{"response":{"reason":"unauthorized"},"status":"error"}]'
  expect(tell(phoenix, [no])).toMatchObject([
    { messages: [{ body: '{"response":{"reason":"unauthorized"},"status":"error"}', tags: ['phx_reply'] }] },
  ])
})

it('reads what is told in the channel', () => {
  const told = '[null,null,"room:lobby","new_msg",{"body":"안녕","user":"jun","id":12345678901234567890}]'
  expect(tell(phoenix, [told, '["1",null,"room:lobby","presence_diff",{"joins":{},"leaves":{}}]'])).toEqual([
    {
      type: 'messages',
      messages: [
        {
          id: '12345678901234567890',
          at: 0,
          from: 'jun',
          body: '안녕',
          room: 'room:lobby',
          tags: ['new_msg'],
        },
      ],
    },
    { type: 'messages', messages: [] },
  ])
})

it('says a line, and knows by the reply that it was taken', async () => {
  const story = await start()
  await story.give(JOINED)
  const said = (story.told[0] as Ready).act?.(draft('d1', { kind: 'say', body: 'say "hi"' }))
  expect(story.socket().sent.at(-1)).toBe('["1","d1","room:lobby","new_msg",{"body":"say \\"hi\\""}]')
  await story.give('["1","d1","room:lobby","phx_reply",{"response":{"id":7},"status":"ok"}]')
  expect(await said).toEqual({ messageId: '7' })
})

it('tells why a line was not taken', async () => {
  const story = await start()
  await story.give(JOINED)
  const said = (story.told[0] as Ready).act?.(draft('d1'))
  const refused = expect(said).rejects.toMatchObject({ why: { code: 'server-error', detail: 'too long' } })
  await story.give('["1","d1","room:lobby","phx_reply",{"response":{"reason":"too long"},"status":"error"}]')
  await refused
})

it('keeps the socket open by a heartbeat, whose answer is no row', async () => {
  const story = await start()
  await story.clock.pass(29_000)
  expect(story.socket().sent).toHaveLength(1)
  await story.clock.pass(31_000)
  expect(story.socket().sent).toHaveLength(3)
  const [joinRef, ref, ...rest] = JSON.parse(String(story.socket().sent.at(-1))) as unknown[]
  expect([joinRef, ...rest]).toEqual([null, 'phoenix', 'heartbeat', {}])
  await story.give(`[null,${JSON.stringify(ref)},"phoenix","phx_reply",{"response":{},"status":"ok"}]`)
  expect(story.told.map(({ type }) => type)).toEqual(['ready'])
})
