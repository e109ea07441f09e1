import { expect, it } from 'vitest'
import { draft } from '../fake-greeter.ts'
import type { Ready } from '../fake-greeter.ts'
import { startMapped } from '../fake-mapped.ts'
import { homeassistant } from './homeassistant.ts'
import { tell } from './tell.ts'

// As in https://developers.home-assistant.io/docs/api/websocket and …/docs/intent_conversation_api.
const REQUIRED = '{"type":"auth_required","ha_version":"2021.5.3"}'
const OK = '{"type":"auth_ok","ha_version":"2021.5.3"}'
const SUBSCRIBED = '{"id":1,"type":"result","success":true,"result":null}'
const state = (value: string, name?: string) => ({
  entity_id: 'light.bed_light',
  last_changed: '2016-11-26T01:37:10.466994+00:00',
  state: value,
  attributes: { ...(name && { friendly_name: name }), supported_features: 147 },
  last_updated: '2016-11-26T01:37:10.466994+00:00',
})
const changed = (name?: string) =>
  JSON.stringify({
    id: 1,
    type: 'event',
    event: {
      data: { entity_id: 'light.bed_light', new_state: state('on', name), old_state: state('off', name) },
      event_type: 'state_changed',
      time_fired: '2016-11-26T01:37:24.265429+00:00',
      origin: 'LOCAL',
    },
  })
const AT = Date.parse('2016-11-26T01:37:24.265Z')
const start = () => startMapped(homeassistant.mapping, { ...homeassistant.options })

it('logs in and asks for changes at once, and shows nothing of the answers to that', async () => {
  const story = await start()
  expect(story.socket().sent).toEqual([
    '{"type":"auth","access_token":""}',
    '{"id":1,"type":"subscribe_events","event_type":"state_changed"}',
  ])
  await story.give(REQUIRED, OK, SUBSCRIBED)
  const shown = story.told.flatMap((told) => (told.type === 'messages' ? told.messages : []))
  expect(shown).toEqual([])
})

it('reads what changed by its name and its new state', () => {
  expect(tell(homeassistant, [changed('Bed Light'), changed()])).toMatchObject([
    { messages: [{ from: 'Bed Light', body: 'on', at: AT, tags: ['state_changed'] }] },
    { messages: [{ from: 'light.bed_light', body: 'on' }] },
  ])
})

it('shows a login that is refused, and a command that is', () => {
  const invalid = '{"type":"auth_invalid","message":"Invalid password"}'
  const failed =
    '{"id":12,"type":"result","success":false,"error":{"code":"invalid_format","message":"Message incorrectly formatted"}}'
  expect(tell(homeassistant, [invalid, failed])).toMatchObject([
    { messages: [{ body: 'Invalid password', tags: ['auth_invalid'] }] },
    { messages: [{ body: 'Message incorrectly formatted', tags: ['invalid_format'] }] },
  ])
})

it('asks its assistant what is said, and shows the answer', async () => {
  const story = await start()
  await story.give(REQUIRED, OK, SUBSCRIBED)
  const ready = story.told.find(({ type }) => type === 'ready') as Ready
  const line = draft('d1', { kind: 'say', body: 'turn on the "lights"' })
  await ready.act?.({ ...line, at: 1_700_000_000_000 })
  expect(story.socket().sent.at(-1)).toBe(
    '{"id":1700000000000,"type":"conversation/process","text":"turn on the \\"lights\\""}',
  )
  const speech = { plain: { speech: 'Turned Living Room lights on', extra_data: null } }
  const response = { response_type: 'action_done', language: 'en', data: { success: [], failed: [] }, speech }
  const result = { response, conversation_id: null }
  const answer = JSON.stringify({ id: 1_700_000_000_000, type: 'result', success: true, result })
  expect(tell(homeassistant, [answer])).toMatchObject([
    { messages: [{ body: 'Turned Living Room lights on', tags: ['result'] }] },
  ])
})

it('keeps the socket open by pings under ids that grow, whose answers are no rows', async () => {
  const story = await start()
  await story.clock.pass(61_000)
  const pings = story
    .socket()
    .sent.slice(2)
    .map((frame) => JSON.parse(String(frame)) as { id: number; type: string })
  expect(pings.map(({ type }) => type)).toEqual(['ping', 'ping'])
  expect(pings[1]?.id).toBeGreaterThan(pings[0]?.id ?? Infinity)
  expect(tell(homeassistant, [`{"id":${pings[0]?.id},"type":"pong"}`])).toEqual([
    { type: 'messages', messages: [] },
  ])
})
