import { describe, expect, it } from 'vitest'
import type { Incoming } from '../../model/message.ts'
import { openStream } from '../fake-carry.ts'
import { bodies, cache, FakeNtfy, line, no, turns } from './fake-ntfy.ts'

const event = (text: string, name?: string) => `${name ? `event: ${name}\n` : ''}data: ${text}\n\n`
const open = (time: number) => event(line('open', 'o', time), 'open')
const said = (id: string, time: number) => event(line('message', id, time))
/** The same stream as lines of JSON. */
const inLines = (stream: ReturnType<typeof openStream>) => () =>
  new Response(stream.answer().body, { headers: { 'content-type': 'application/x-ndjson' } })
const types = (told: readonly Incoming[]) => told.map(({ type }) => type).join(' ')
const ready = (told: readonly Incoming[]) => {
  const found = told.findLast((each) => each.type === 'ready')
  if (found?.type !== 'ready') throw new Error('never ready')
  return found
}
const draft = (body: string | ArrayBuffer, more: Record<string, unknown> = {}) => ({
  id: 'd1',
  at: 0,
  state: 'sending' as const,
  act: { kind: 'say' as const, body, ...more },
})

describe('ntfy over Server-Sent Events', () => {
  it('is ready when the server says that the stream is open, and names its topics as rooms', async () => {
    const stream = openStream()
    const { told, fetch } = new FakeNtfy().start({ topics: 'backups' }, [stream.answer])
    await turns()
    expect(told).toEqual([])
    stream.send(open(100))
    await turns()
    expect(types(told)).toBe('ready rooms cursor')
    expect(told[1]).toMatchObject({ rooms: [{ id: 'alerts' }, { id: 'backups' }] })
    expect(fetch.calls[0]?.url).toBe('https://ntfy.test/alerts,backups/sse')
  })

  it('tells messages, and goes on where it was', async () => {
    const ntfy = new FakeNtfy()
    const stream = openStream()
    const first = ntfy.start({}, [stream.answer, cache()])
    stream.send(open(100) + said('a', 105) + event(line('keepalive', 'k', 106), 'keepalive'))
    await turns()
    expect(bodies(first.told)).toEqual(['body of a'])
    stream.drop()
    await turns()
    expect(first.end.error).toMatchObject({ kind: 'dropped' })
    const again = openStream()
    const second = ntfy.start({}, [again.answer])
    again.send(open(200) + said('a', 105) + said('b', 150))
    await turns()
    expect(second.fetch.calls[0]?.url).toBe('https://ntfy.test/alerts/sse?since=105')
    expect(bodies(second.told)).toEqual(['body of b'])
    expect(types(second.told)).not.toContain('gap')
  })

  it('shows the last value of the cache at once, and what was before on demand, by pages', async () => {
    const stream = openStream()
    const kept = Array.from({ length: 250 }, (_, n) =>
      line('message', `m${n}`, n + 1, { message: `{"n":${n}}` }),
    )
    const { told, fetch } = new FakeNtfy().start({}, [stream.answer, no(40008), cache(...kept)])
    stream.send(open(1_000))
    await turns()
    expect(told.find(({ type }) => type === 'snapshot')).toMatchObject({
      snapshot: { value: { n: 249 }, source: '{"n":249}' },
    })
    const { history } = ready(told)
    const page = await history?.(undefined)
    expect([page?.messages.length, page?.messages[0]?.id, page?.done]).toEqual([200, 'm50', false])
    const older = await history?.('m50')
    expect([older?.messages.length, older?.messages[0]?.id, older?.done]).toEqual([50, 'm0', true])
    expect(fetch.calls[2]?.url).toBe('https://ntfy.test/alerts/json?poll=1&since=all')
    expect(fetch.calls).toHaveLength(3)
  })

  it('asks for the last value alone where the server can be asked so', async () => {
    const started = async (ntfy: FakeNtfy, ...answers: (() => Response)[]) => {
      const stream = openStream()
      const attempt = ntfy.start({}, [stream.answer, ...answers])
      stream.send(open(1_000))
      await turns()
      const asked = attempt.fetch.calls.slice(1).map(({ url }) => new URL(url).searchParams.get('since'))
      return { asked, shown: attempt.told.find((each) => each.type === 'snapshot')?.snapshot.source }
    }
    const last = cache(line('message', 'a', 5))
    expect(await started(new FakeNtfy(), cache())).toEqual({ asked: ['latest'] })
    expect(await started(new FakeNtfy(), last)).toEqual({ asked: ['latest'], shown: 'body of a' })
    // What was deleted was no value.
    const gone = cache(line('message_delete', 'b', 6, { sequence_id: 'x' }))
    expect(await started(new FakeNtfy(), gone, last)).toEqual({
      asked: ['latest', 'all'],
      shown: 'body of a',
    })
    const older = new FakeNtfy()
    expect(await started(older, no(40008), last)).toEqual({ asked: ['latest', 'all'], shown: 'body of a' })
    const later = new FakeNtfy()
    for (const [name, fact] of older.memory) if (name.startsWith('lasting ')) later.memory.set(name, fact)
    expect(await started(later, last)).toEqual({ asked: ['all'], shown: 'body of a' })
  })

  it('does not take for history what is still on its way', async () => {
    const stream = openStream()
    const kept = [line('message', 'old', 50), line('message', 'same', 100), line('message', 'new', 101)]
    const { told } = new FakeNtfy().start({}, [stream.answer, no(40008), cache(...kept)])
    stream.send(open(100))
    await turns()
    const page = await ready(told).history?.(undefined)
    expect(page?.messages.map(({ id }) => id)).toEqual(['old', 'same'])
    stream.send(said('same', 100) + said('new', 101))
    await turns()
    expect(bodies(told)).toEqual(['body of new'])
  })

  it('shows the last value also when it goes on where it was, and once', async () => {
    const ntfy = new FakeNtfy()
    ntfy.cursor = '105/alerts/a'
    const start = async () => {
      const stream = openStream()
      const attempt = ntfy.start({}, [stream.answer, cache(line('message', 'a', 105))])
      stream.send(open(200) + said('a', 105))
      await turns()
      return types(attempt.told)
    }
    expect(await start()).toContain('snapshot')
    expect(await start()).not.toContain('snapshot')
  })

  it('goes without the last value where it cannot be had', async () => {
    const stream = openStream()
    const { told, end } = new FakeNtfy().start({}, [stream.answer, no(42901)])
    stream.send(open(100) + said('a', 101))
    await turns()
    expect(bodies(told)).toEqual(['body of a'])
    expect(end.error).toBeUndefined()
  })

  it('does not wait for a server for ever that gives no sign of life, and longer the next time', async () => {
    const ntfy = new FakeNtfy()
    const hang = async (ms: number) => {
      const stream = openStream()
      const attempt = ntfy.start({}, [stream.answer, cache()])
      stream.send(open(100))
      await turns()
      await attempt.clock.pass(ms)
      await turns()
      return attempt.end.error
    }
    expect(await hang(119_000)).toBeUndefined()
    expect(await hang(121_000)).toMatchObject({ kind: 'timeout', why: { code: 'ntfy.silent' } })
    expect(await hang(121_000)).toBeUndefined()
  })

  it('waits no longer than the beat of a server asks for, though it was silent before', async () => {
    const ntfy = new FakeNtfy()
    const begin = async () => {
      const stream = openStream()
      const attempt = ntfy.start({}, [stream.answer, cache()])
      stream.send(open(100))
      await turns()
      const pass = async (ms: number) => {
        await attempt.clock.pass(ms)
        await turns()
      }
      return { stream, attempt, pass }
    }
    const dead = await begin()
    await dead.pass(121_000)
    expect(dead.attempt.end.error).toMatchObject({ kind: 'timeout' })
    const alive = await begin()
    await alive.pass(45_000)
    alive.stream.send(event(line('keepalive', 'k', 145), 'keepalive'))
    await turns()
    await alive.pass(121_000)
    expect(alive.attempt.end.error).toMatchObject({ why: { params: { seconds: 120 } } })
  })

  it('takes a comment for a sign of life', async () => {
    const stream = openStream()
    const { clock, end } = new FakeNtfy().start({}, [stream.answer, cache()])
    stream.send(open(100))
    await turns()
    for (let minute = 0; minute < 5; minute++) {
      await clock.pass(60_000)
      stream.send(': still there\n\n')
      await turns()
    }
    expect(end.error).toBeUndefined()
    await clock.pass(121_000)
    await turns()
    expect(end.error).toMatchObject({ why: { code: 'ntfy.silent' } })
  })

  it('hears lines of JSON where there are no events', async () => {
    const ntfy = new FakeNtfy()
    const stream = openStream()
    const first = ntfy.start({}, [no(40401), inLines(stream), cache()])
    stream.send(`${line('open', 'o', 100)}\n${line('message', 'a', 101)}\n`)
    await turns()
    expect(bodies(first.told)).toEqual(['body of a'])
    expect(first.fetch.calls[1]?.url).toBe('https://ntfy.test/alerts/json')
    const later = openStream()
    const second = ntfy.start({}, [inLines(later)])
    await turns()
    expect(second.fetch.calls.map(({ url }) => url)).toEqual(['https://ntfy.test/alerts/json?since=101'])
    const { end } = new FakeNtfy().start({}, [no(40401), no(40401)])
    await turns()
    expect(end.error).toMatchObject({ why: { code: 'ntfy.not-found' } })
  })

  it('says in words why it is not let in', async () => {
    const { end } = new FakeNtfy().start({}, [no(40301)])
    await turns()
    expect(end.error).toMatchObject({ kind: 'unauthorized', why: { code: 'ntfy.forbidden' } })
  })

  it('knows that something else is there', async () => {
    const page = () => new Response('<html>', { headers: { 'content-type': 'text/html' } })
    for (const wire of ['events', 'poll']) {
      const { end } = new FakeNtfy().start({ wire }, [page])
      await turns()
      expect(end.error).toMatchObject({ kind: 'protocol', why: { code: 'ntfy.not-ntfy' } })
    }
  })
})

describe('ntfy over a WebSocket', () => {
  it('hears the same', async () => {
    const { told, socket } = new FakeNtfy().start({ wire: 'socket' }, [cache()])
    await turns()
    expect(socket().url).toBe('wss://ntfy.test/alerts/ws')
    socket().open()
    await turns()
    socket().give(line('open', 'o', 100))
    socket().give(line('message', 'a', 101))
    await turns()
    expect(bodies(told)).toEqual(['body of a'])
  })

  it('asks why it was refused, since a browser does not say', async () => {
    const refused = new FakeNtfy().start({ wire: 'socket' }, [no(40101)])
    await turns()
    refused.socket().drop()
    await turns()
    expect(refused.fetch.calls[0]?.url).toBe('https://ntfy.test/alerts/auth')
    expect(refused.end.error).toMatchObject({ kind: 'unauthorized', why: { code: 'ntfy.unauthorized' } })
    const away = new FakeNtfy().start({ wire: 'socket' }, [])
    await turns()
    away.socket().drop()
    await turns()
    expect(away.end.error).toMatchObject({ kind: 'dropped', why: { code: 'unreachable' } })
  })
})

describe('ntfy, polled', () => {
  const start = async (...answers: (() => Response)[]) => {
    const ntfy = new FakeNtfy()
    const attempt = ntfy.start({ wire: 'poll' }, answers)
    await turns()
    for (const _ of answers.slice(1)) {
      await attempt.clock.pass(1_200)
      await turns()
    }
    return { ...attempt, ntfy }
  }

  it('has the last message as its value, and tells what is new', async () => {
    const a = line('message', 'a', 100, { message: '{"load":1}' })
    const b = line('message', 'b', 100, { message: '{"load":2}' })
    const { told, fetch } = await start(cache(a), cache(a, b), cache(a, b))
    expect(fetch.calls.map(({ url }) => url.split('?')[1])).toEqual([
      'poll=1&since=all',
      'poll=1&since=100',
      'poll=1&since=100',
    ])
    const snapshots = told.flatMap((each) => (each.type === 'snapshot' ? [each] : []))
    expect(snapshots.map(({ snapshot }) => snapshot.value)).toEqual([{ load: 1 }, { load: 2 }, { load: 2 }])
    expect(snapshots.map(({ snapshot }) => snapshot.unchanged ?? false)).toEqual([false, false, true])
    // What was there before is history, and not news.
    expect(bodies(told)).toEqual(['{"load":2}'])
    const page = await ready(told).history?.(undefined)
    expect(page?.messages.map(({ id }) => id)).toEqual(['a'])
  })

  it('has of several topics the value of each', async () => {
    const ntfy = new FakeNtfy()
    const said = (id: string, time: number, topic: string, message: string) =>
      line('message', id, time, { topic, message })
    const { told, clock } = ntfy.start({ wire: 'poll', topics: 'backups' }, [
      cache(said('a', 1, 'alerts', '1'), said('b', 2, 'backups', '{"ok":true}')),
      cache(said('c', 3, 'alerts', '2')),
    ])
    await turns()
    await clock.pass(1_200)
    await turns()
    const values = told.flatMap((each) => (each.type === 'snapshot' ? [each.snapshot.value] : []))
    expect(values).toEqual([
      { alerts: 1, backups: { ok: true } },
      { alerts: 2, backups: { ok: true } },
    ])
  })

  it('tells as news what comes to an empty topic', async () => {
    const { told } = await start(cache(), cache(line('message', 'a', 100)))
    expect(bodies(told)).toEqual(['body of a'])
  })

  it('of a notification that was updated or deleted within one answer tells the last, or nothing', async () => {
    const first = line('message', 'a', 100, { sequence_id: 'disk', message: '10 %' })
    const second = line('message', 'b', 101, { sequence_id: 'disk', message: '20 %' })
    const other = line('message', 'c', 102, { message: 'gone soon' })
    const gone = line('message_delete', 'd', 103, { sequence_id: 'c' })
    const { told } = await start(cache(), cache(first, second, other, gone))
    expect(bodies(told)).toEqual(['20 %'])
  })

  it('takes away what was shown before a reload when it is updated, however often it is told', async () => {
    const [first, second] = ['a', 'b'].map((id) => line('message', id, 100, { sequence_id: 'disk' })) as [
      string,
      string,
    ]
    const before = new FakeNtfy()
    const shown = before.start({ wire: 'poll' }, [cache(), cache(first)])
    await turns()
    await shown.clock.pass(1_200)
    await turns()
    const ntfy = new FakeNtfy()
    ntfy.cursor = before.cursor
    for (const [name, value] of before.memory) if (name.startsWith('lasting ')) ntfy.memory.set(name, value)
    const { told, clock } = ntfy.start({ wire: 'poll' }, [cache(first), cache(first), cache(first, second)])
    await turns()
    for (const _ of [1, 2]) {
      await clock.pass(1_200)
      await turns()
    }
    expect(bodies(told)).toEqual(['body of b'])
    expect(told.filter(({ type }) => type === 'change')).toMatchObject([{ id: 'a', set: 'gone' }])
  })

  it('shows what it cannot read, and no value in its place', async () => {
    const { told } = await start(cache(line('message', 'a', 100)), cache('what is this'))
    expect(types(told)).toBe('ready rooms snapshot garbled')
  })
})

describe('a server that only speaks like ntfy', () => {
  const thin = (message: string) => event(JSON.stringify({ topic: 'alerts', message }))

  it('is heard without a greeting, times and ids, and what it cannot tell again is a gap', async () => {
    const ntfy = new FakeNtfy()
    const stream = openStream()
    const first = ntfy.start({}, [stream.answer, no(40008), cache()])
    stream.send(thin('one') + thin('one') + event('hello') + event('{"event":"keepalive"}'))
    await turns()
    expect(bodies(first.told)).toEqual(['one', 'one'])
    expect(types(first.told).split(' ')).toEqual(expect.arrayContaining(['ready', 'garbled']))
    stream.drop()
    await turns()
    const again = openStream()
    const second = ntfy.start({}, [again.answer])
    again.send(thin('two'))
    await turns()
    expect(types(second.told)).toMatch(/^gap ready/)
    expect(bodies(second.told)).toEqual(['two'])
  })

  it('is ready also where nothing comes at first', async () => {
    const stream = openStream()
    const { told, clock } = new FakeNtfy().start({}, [stream.answer, cache()])
    stream.send(': hello\n\n')
    await turns()
    await clock.pass(3_100)
    await turns()
    expect(types(told)).toContain('ready')
  })

  it('may count, and count anew, and every message is shown', async () => {
    const ntfy = new FakeNtfy()
    const counted = (id: number, time: number, message: string) =>
      JSON.stringify({ id, time, event: 'message', topic: 'alerts', message })
    const { told, clock } = ntfy.start({ wire: 'poll' }, [
      cache(),
      cache(counted(1, 100, 'a'), counted(2, 100, 'b')),
      cache(counted(1, 200, 'c')),
    ])
    await turns()
    for (const _ of [1, 2]) {
      await clock.pass(1_200)
      await turns()
    }
    expect(bodies(told)).toEqual(['a', 'b', 'c'])
  })

  it('may answer with a list', async () => {
    const list = `[${line('message', 'a', 100)},\n ${line('message', 'b', 101)}]`
    const { told, clock } = new FakeNtfy().start({ wire: 'poll' }, [
      cache(),
      cache(list),
      cache('[what'),
      cache('[]'),
    ])
    await turns()
    for (const _ of [1, 2, 3]) {
      await clock.pass(1_200)
      await turns()
    }
    expect(bodies(told)).toEqual(['body of a', 'body of b'])
    expect(types(told)).toContain('garbled')
  })
})

describe('what is said', () => {
  const connected = async (answers: (() => Response)[], options: Record<string, unknown> = {}) => {
    const stream = openStream()
    const attempt = new FakeNtfy().start(options, [
      stream.answer,
      ...(options['topics'] ? [] : [cache()]),
      ...answers,
    ])
    stream.send(open(100))
    await turns()
    return { ...attempt, act: ready(attempt.told).act, last: () => attempt.fetch.calls.at(-1) }
  }
  const taken = () => Response.json({ id: 'n1', time: 1, event: 'message', topic: 'alerts', message: 'x' })

  it('goes to the first topic, or to the room that is open, and comes back under its id', async () => {
    const { act, last } = await connected([taken, taken], { topics: 'backups' })
    expect(await act?.(draft('hi', { options: { title: 'T' } }))).toEqual({ messageId: 'n1' })
    expect(last()).toMatchObject({
      url: 'https://ntfy.test/',
      init: { method: 'POST', body: '{"topic":"alerts","message":"hi","title":"T"}' },
    })
    await act?.(draft('hi', { room: 'backups' }))
    expect(last()?.init.body).toBe('{"topic":"backups","message":"hi"}')
  })

  it('is a file where it is bytes', async () => {
    const { act, last } = await connected([taken])
    const bytes = Uint8Array.of(1, 2, 3).buffer
    await act?.(draft(bytes, { options: { filename: 'a.bin' } }))
    expect(last()).toMatchObject({ url: 'https://ntfy.test/alerts', init: { method: 'PUT', body: bytes } })
    expect(last()?.init.headers).toMatchObject({ filename: 'a.bin' })
  })

  it('is refused in words', async () => {
    const { act } = await connected([no(40004), no(42908)])
    await expect(act?.(draft('x'))).rejects.toMatchObject({
      kind: 'refused',
      why: { code: 'ntfy.bad-delay' },
    })
    await expect(act?.(draft('x'))).rejects.toMatchObject({ why: { code: 'ntfy.many-messages' } })
    await expect(act?.({ ...draft('x'), act: { kind: 'edit', id: '1' } })).rejects.toMatchObject({
      why: { code: 'cannot-say' },
    })
  })
})
