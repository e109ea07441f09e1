import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Frame, Incoming, Message } from '../model/message.ts'
import { HEAD_CHARS, MAX_TEXT_CHARS } from '../model/text.ts'
import { settle } from '../net/fake-clock.ts'
import { FakeFetch } from '../net/fake-platform.ts'
import { events, FakeCarry } from './fake-carry.ts'

const MB = 1024 * 1024
const DEPTH = 100_000
const utf8 = new TextEncoder()
const bytes = (...given: (string | number)[]) =>
  new Uint8Array(given.flatMap((each) => (typeof each === 'number' ? [each] : [...utf8.encode(each)])))

let carry: FakeCarry
beforeEach(() => {
  carry = new FakeCarry()
})

/** What frames tell over a socket, after it is ready. */
async function overSocket(...frames: (Frame | Uint8Array)[]): Promise<Incoming[]> {
  const { told, socket, end } = carry.start({ wire: 'socket' })
  socket().open()
  await settle()
  for (const frame of frames) socket().give(frame)
  await settle()
  expect(end).toEqual({})
  return told.filter(({ type }) => type !== 'ready' && type !== 'gap')
}

/** What a stream of these chunks tells. */
async function overEvents(...chunks: Uint8Array[]): Promise<Incoming[]> {
  let goOn: () => void
  const isRead = new Promise<void>((resolve) => (goOn = resolve))
  const rest = [...chunks]
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = rest.shift()
        if (chunk) controller.enqueue(chunk)
        else goOn()
      },
    },
    { highWaterMark: 0 },
  )
  const answer = new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  const { told, end } = carry.start({ wire: 'events' }, new FakeFetch(() => answer))
  await isRead
  await settle()
  expect(end).toEqual({})
  return told.filter(({ type }) => type === 'messages' || type === 'garbled')
}

async function overPoll(body: BodyInit): Promise<Incoming[]> {
  const { told, end } = carry.start({ wire: 'poll' }, new FakeFetch(() => new Response(body)))
  await settle()
  // A body of many megabytes comes in many pieces.
  while (told.length < 2 && !end.error) await new Promise(setImmediate)
  expect(end).toEqual({})
  return told.filter(({ type }) => type !== 'ready')
}

const bodies = (told: Incoming[]) =>
  told.flatMap((each) =>
    each.type === 'messages'
      ? each.messages.map(({ body }) => body)
      : each.type === 'snapshot'
        ? (each.news ?? []).map(({ body }) => body)
        : [`(${each.type})`],
  )
const first = (told: Incoming[]): Message => {
  const [one] = told
  if (one?.type !== 'messages' || !one.messages[0]) throw new Error(`no message but ${one?.type}`)
  return one.messages[0]
}

describe('bytes that are no text', () => {
  it('are messages of bytes over a socket, and what follows is read', async () => {
    const told = await overSocket(
      bytes('{"text":"', 0xff, '"}'),
      bytes(0xed, 0xa0, 0x80),
      bytes('{"text":"ok"}'),
    )
    expect(told).toMatchObject([
      {
        type: 'messages',
        messages: [
          { body: '', source: bytes('{"text":"', 0xff, '"}').buffer },
          { body: '', source: bytes(0xed, 0xa0, 0x80).buffer },
          { body: 'ok' },
        ],
        sources: ['{"text":"ok"}'],
      },
    ])
  })

  it('are marked as such in events and answers, as the specifications have it', async () => {
    expect(bodies(await overEvents(bytes('data: {"text":"a', 0xff, 'b"}\n\n')))).toEqual(['a\uFFFDb'])
    expect(bodies(await overPoll(bytes('[{"text":"a', 0xff, 'b"}]')))).toEqual(['a\uFFFDb'])
  })

  it('in the answer to a POST leave the draft with its id', async () => {
    const fetch = new FakeFetch(events(': hi\n\n'), () => new Response(bytes('{"id":"x', 0xff, '"}')))
    const { told } = carry.start({ wire: 'events' }, fetch)
    await settle()
    const ready = told.find((each): each is Incoming & { type: 'ready' } => each.type === 'ready')
    const draft = { id: 'd', at: 0, state: 'sending', act: { kind: 'say', body: '\ud800 \0' } } as const
    expect(await ready?.act?.(draft)).toEqual({ messageId: 'x\uFFFD' })
  })
})

describe('a character cut in two', () => {
  it('is whole, wherever it is cut', async () => {
    const all = bytes('id: 1\ndata: {"text":"é한😀 €"}\n\n')
    for (let at = 0; at <= all.length; at++)
      expect(bodies(await overEvents(all.subarray(0, at), all.subarray(at)))).toEqual(['é한😀 €'])
  })
})

describe('lone surrogates and NUL', () => {
  it('are in the row as they came', async () => {
    const told = await overSocket(
      '{"text":"a\\ud800b\\u0000c","from":"\\udfff","id":"\\ud800"}',
      '{"text":"\0"}',
    )
    expect(first(told)).toMatchObject({ body: 'a\ud800b\0c', from: '\udfff', id: '\ud800' })
    expect(told[1]).toMatchObject({ type: 'garbled', frame: '{"text":"\0"}', why: { code: 'not-json' } })
    expect(structuredClone(first(told))).toEqual(first(told))
  })
})

/** How many bytes are in use, once all that nobody holds is gone. */
async function held(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  for (let turn = 0; turn < 5; turn++) {
    gc()
    await new Promise(setImmediate)
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

describe('more than 8 million characters', () => {
  const tooLarge = { type: 'garbled', why: { code: 'too-large', params: { megabytes: 8 } } }

  it.each([
    ['a text frame', (n: number): Frame => `"${'x'.repeat(n)}"`],
    ['a text in a binary frame', (n: number): Frame => new ArrayBuffer(n + 2)],
  ])('in %s are a row with their beginning, and nothing of them is kept', async (_, of) => {
    const { told, socket } = carry.start({ wire: 'socket' })
    socket().open()
    const before = await held()
    for (let n = 0; n < 3; n++) socket().give(of(64 * MB))
    socket().give('{"text":"next"}')
    await settle()
    expect((await held()) - before).toBeLessThan(8 * MB)
    const rows = told.slice(1)
    expect(rows).toMatchObject([
      tooLarge,
      tooLarge,
      tooLarge,
      { type: 'messages', messages: [{ body: 'next' }] },
    ])
    for (const row of rows.slice(0, 3)) expect(row.type === 'garbled' && sizeOf(row.frame)).toBe(HEAD_CHARS)
  })

  const sizeOf = (frame: Frame) => (typeof frame === 'string' ? frame.length : frame.byteLength)

  it('are read in a frame that has just as many', async () => {
    const text = 'x'.repeat(MAX_TEXT_CHARS - 2)
    expect(first(await overSocket(`"${text}"`)).body).toHaveLength(MAX_TEXT_CHARS - 2)
  })

  it('in one event are a row, and what follows is read', async () => {
    const part = bytes('x'.repeat(MB))
    const told = await overEvents(
      bytes('data: "'),
      ...Array.from({ length: 9 }, () => part),
      bytes('"\n\ndata: {"text":"ok"}\n\n'),
    )
    expect(told).toMatchObject([tooLarge, { type: 'messages', messages: [{ body: 'ok' }] }])
    expect(told[0]?.type === 'garbled' && told[0].frame).toHaveLength(HEAD_CHARS)
  })

  it('in an answer are a row', async () => {
    const told = await overPoll(`"${'x'.repeat(9 * MB)}"`)
    expect(told).toMatchObject([tooLarge])
    expect(told[0]?.type === 'garbled' && told[0].frame).toHaveLength(HEAD_CHARS)
  })
})

describe('JSON nested 100,000 deep', () => {
  const list = `${'['.repeat(DEPTH)}1${']'.repeat(DEPTH)}`
  const record = `${'{"text":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`
  const other = `${'{"a":'.repeat(DEPTH)}9007199254740993${'}'.repeat(DEPTH)}`

  it.each([list, record, other])('is a row with its text, over each wire', async (text) => {
    for (const told of [
      await overSocket(text),
      await overEvents(bytes(`data: ${text}\n\n`)),
      await overPoll(text),
    ]) {
      expect(told).toHaveLength(1)
      const [row] = told
      if (row?.type === 'garbled') expect(row).toMatchObject({ frame: text, why: { code: 'too-deep' } })
      else if (row?.type === 'snapshot') expect(row.snapshot.source).toBe(text)
      else expect(first(told)).toMatchObject({ body: text, source: text })
      // What is kept and what goes to another tab has only the text of it.
      if (row && row.type !== 'snapshot') expect(structuredClone(row)).toEqual(row)
      if (row?.type === 'snapshot') expect(structuredClone(row.news)).toMatchObject([{ source: text }])
    }
  })

  it('is no id in the answer to a POST, and no trouble', async () => {
    for (const text of [list, record, other, `{"id":${other}}`]) {
      const fetch = new FakeFetch(events(': hi\n\n'), () => new Response(text))
      const { told } = new FakeCarry().start({ wire: 'events' }, fetch)
      await settle()
      const ready = told.find((each): each is Incoming & { type: 'ready' } => each.type === 'ready')
      const draft = { id: 'd', at: 0, state: 'sending', act: { kind: 'say', body: 'hi' } } as const
      expect(await ready?.act?.(draft)).toEqual({})
    }
  })
})

describe('names that every object has, and 10,000 names', () => {
  it('are shown as they came, and do nothing', async () => {
    const text =
      '{"__proto__":{"text":"bad","from":"bad","polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":"x"}'
    const row = first(await overSocket(text))
    expect(row).toMatchObject({ body: text, source: text })
    expect(row.from).toBeUndefined()
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
    expect('polluted' in {}).toBe(false)
    expect(
      first(await overSocket('{"text":"__proto__","from":"constructor","id":"__proto__"}')),
    ).toMatchObject({
      body: '__proto__',
      from: 'constructor',
      id: '__proto__',
    })
  })

  it('leave a text that is among them to be found', async () => {
    const many = Array.from({ length: 10_000 }, (_, n) => `"k${n}":${n}`).join(',')
    expect(first(await overSocket(`{${many},"text":"here"}`))).toMatchObject({ body: 'here' })
    expect(first(await overSocket(`{${many}}`)).body).toHaveLength(many.length + 2)
  })
})

describe('integers past 2^53', () => {
  it('are exact as a text, an id, a room, and within what is shown as it came', async () => {
    const told = await overSocket(
      '9007199254740993',
      '{"text":9007199254740993,"id":9007199254740993,"room":9007199254740995,"tags":[9007199254740997]}',
      '[{"id":9007199254740993,"x":12345678901234567891},{"id":9007199254740992,"text":"b"}]',
    )
    expect(bodies(told)).toEqual([
      '9007199254740993',
      '9007199254740993',
      '{"id":9007199254740993,"x":12345678901234567891}',
      'b',
    ])
    expect(told.flatMap((each) => (each.type === 'messages' ? each.messages.slice(1) : []))).toMatchObject([
      { id: '9007199254740993', room: '9007199254740995', tags: ['9007199254740997'] },
      { id: '9007199254740993' },
      { id: '9007199254740992' },
    ])
  })

  it('are exact as the id that the answer to a POST gives, and still a time in nanoseconds', async () => {
    const { jsonCodec } = await import('./json.ts')
    expect(jsonCodec('').idOf?.('{"id":9007199254740993}')).toBe('9007199254740993')
    expect(
      first(await overSocket('{"text":"a","at":1767614400000000000,"priority":99999999999999999999}')),
    ).toMatchObject({
      at: 1_767_614_400_000,
      priority: 5,
    })
  })
})

describe('a list of ids past 2^53, the newest first', () => {
  it('is told oldest first', async () => {
    const ids = ['9007199254740993', '9007199254740992']
    const told = await overPoll(`[${ids.map((id) => `{"id":${id},"text":"${id}"}`).join(',')}]`)
    expect(bodies(told)).toEqual(ids.toReversed())
  })
})

describe('times', () => {
  it.each([
    ['"3000-01-01T00:00:00Z"', 32_503_680_000_000],
    ['32503680000000', 32_503_680_000_000],
    ['"1970-01-01T00:00:00Z"', 0],
    ['"1969-12-31T00:00:00Z"', -86_400_000],
    ['"0001-01-01T00:00:00Z"', -62_135_596_800_000],
  ])('far away are what the server says: %s', async (at, ms) => {
    expect(first(await overSocket(`{"text":"a","at":${at}}`)).at).toBe(ms)
  })

  it.each([
    '1e300',
    '-1e300',
    '1e400',
    '-5',
    '0',
    '99999999999999999999999',
    '"99999999999999999999999"',
    '"9999-99-99"',
    '{}',
  ])('that no calendar has are no times: %s', async (at) => {
    const { told, socket, clock } = carry.start({ wire: 'socket' })
    socket().open()
    await settle()
    socket().give(`{"text":"a","at":${at}}`)
    await settle()
    expect(first(told.slice(1)).at).toBe(clock.now())
  })
})
