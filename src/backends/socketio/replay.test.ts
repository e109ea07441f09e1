import { describe, expect, it, vi } from 'vitest'
import type { Draft } from '../../model/act.ts'
import type { Incoming } from '../../model/message.ts'
import { withDefaults } from '../../model/profile.ts'
import { formatHeader, formatTraced } from '../../model/session.ts'
import type { Traced } from '../../model/traced.ts'
import { FakeClock, settle } from '../../net/fake-clock.ts'
import { FakeFetch, FakeSocket, fakePlatform } from '../../net/fake-platform.ts'
import type { Net } from '../../net/net.ts'
import { createNet } from '../../net/net.ts'
import { Pace } from '../../net/pace.ts'
import { Player } from '../../net/replay/player.ts'
import { Recording } from '../../net/replay/recording.ts'
import backend from './socketio.ts'

const NOON = new Date(2026, 0, 5, 12).getTime()
const OPEN = '0{"sid":"abc","upgrades":[],"pingInterval":25000,"pingTimeout":20000}'

function connect(net: Net, wire: string): AsyncIterable<Incoming> {
  const options = withDefaults(backend.fields, { server: 'http://server.test/', wire }, 'chat')
  return backend.connect({
    options,
    secrets: {},
    cursor: undefined,
    signal: net.signal,
    net,
    memory: new Map(),
  })
}

const draft = (body: string): Draft => ({
  id: 'a',
  at: NOON,
  state: 'sending',
  act: { kind: 'say', body, options: { json: body.startsWith('[') } },
})
const bodiesOf = (told: readonly Incoming[]) =>
  told.flatMap((each) => (each.type === 'messages' ? each.messages.map(({ body }) => body) : []))

async function play(traced: readonly Traced[], wire: string) {
  const header = formatHeader({
    of: 'session',
    name: 'Room',
    view: 'chat',
    backend: 'socketio',
    options: {},
    at: NOON,
  })
  const player = new Player(
    await Recording.open(new Blob([[header, ...traced.map(formatTraced)].join('\n')]), 'Room', NOON),
  )
  player.playback.speed = 'most'
  const told: Incoming[] = []
  const said: string[] = []
  const stop = new AbortController()
  void player.keep(
    (attempt) => connect(player.net({ ...attempt, said: backend.said }), wire),
    {
      status: () => undefined,
      incoming: (incoming) => void told.push(incoming),
      trace: () => undefined,
      say: (draft) => {
        if (draft.act.kind === 'say') said.push(String(draft.act.body))
        const ready = told.findLast((each) => each.type === 'ready')
        void (ready as Incoming & { type: 'ready' }).act?.(draft)
      },
    },
    stop.signal,
  )
  await expect.poll(() => player.state, { timeout: 20_000 }).toBe('ended')
  await settle()
  stop.abort()
  return { told, said }
}

describe('a recording', () => {
  it('of a WebSocket is heard and said again', async () => {
    const traced: Traced[] = []
    const clock = new FakeClock(NOON)
    const { signal } = new AbortController()
    const net = createNet({
      signal,
      platform: fakePlatform({ clock }),
      pace: new Pace(),
      trace: (each) => traced.push(each),
    })
    const told: Incoming[] = []
    const tell = async () => {
      for await (const incoming of connect(net, 'socket')) told.push(incoming)
    }
    const end = tell().catch((error: unknown) => error)
    await settle()
    const socket = FakeSocket.made.at(-1) as FakeSocket
    const give = async (frame: unknown) => {
      socket.give(frame)
      await new Promise(process.nextTick)
      await settle()
      await clock.pass(1_000)
    }
    socket.open()
    for (const frame of [OPEN, '40{"sid":"def"}', '42["message","one"]', '2']) await give(frame)
    await vi.waitFor(() => expect(bodiesOf(told)).toEqual(['one']))
    const { act } = told.find((each) => each.type === 'ready') as Incoming & { type: 'ready' }
    for (const body of ['two', '[{"text":"three"},4]']) await act?.(draft(body))
    for (const frame of [
      '42["message","two"]',
      '451-["b",{"_placeholder":true,"num":0}]',
      Uint8Array.of(255, 1).buffer,
    ])
      await give(frame)
    await vi.waitFor(() => expect(bodiesOf(told)).toHaveLength(3))
    socket.drop(1001)
    expect(await end).toMatchObject({ why: { code: 'closed', params: { code: 1001 } } })

    const again = await play(traced, 'socket')
    expect(bodiesOf(again.told)).toEqual(['one', 'two', ''])
    expect(bodiesOf(again.told)).toEqual(bodiesOf(told))
    expect(again.said).toEqual(['two', '[{"text":"three"},4]'])
  })

  it('of long polling is heard again', async () => {
    const told: Incoming[] = []
    const clock = new FakeClock(NOON)
    const answers = [OPEN, 'ok', '40{"sid":"def"}', '42["message","one"]\x1e42["message","two"]', '6']
    // Each takes its time, as answers do.
    const answer = async (text: string, status = 200) => {
      await clock.pass(5)
      return new Response(text, { status })
    }
    const fetch = new FakeFetch(...answers.map((text) => () => answer(text)), async () => {
      await vi.waitFor(() => expect(bodiesOf(told)).toHaveLength(2))
      return answer('{"code":1,"message":"Session ID unknown"}', 400)
    })
    const traced: Traced[] = []
    const { signal } = new AbortController()
    const platform = fakePlatform({ clock, fetch: fetch.fetch })
    const net = createNet({ signal, platform, pace: new Pace(), trace: (each) => traced.push(each) })
    const end = (async () => {
      for await (const incoming of connect(net, 'poll')) told.push(incoming)
    })()
    await expect(end).rejects.toMatchObject({ why: { code: 'socketio.session' } })
    expect(bodiesOf(told)).toEqual(['one', 'two'])
    expect(bodiesOf((await play(traced, 'poll')).told)).toEqual(['one', 'two'])
  })
})
