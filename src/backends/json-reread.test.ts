import { describe, expect, it } from 'vitest'
import type { Mapping } from '../model/mapping.ts'
import { formatMapping, NO_MAPPING } from '../model/mapping.ts'
import type { Message } from '../model/message.ts'
import { FakeClock } from '../net/fake-clock.ts'
import json, { jsonCodec } from './json.ts'
import { plainCodec } from './plain.ts'

const AT = 1_700_000_000_000
const MINE = { author: 'mina', loose: false }

/** What is read of those messages by one mapping, which another one read before. */
async function again(
  messages: readonly Message[],
  mapping: Partial<Mapping>,
  { before = {}, ...options }: { before?: Partial<Mapping>; loose?: boolean } = {},
) {
  const text = formatMapping({ ...NO_MAPPING, ...mapping })
  const beforeText = formatMapping({ ...NO_MAPPING, ...before })
  const given = { ...MINE, ...options, mapping: text }
  const reader = await json.reread?.open(given, { mapping: beforeText }, new FakeClock(AT))
  const read = await reader?.read(messages)
  reader?.close()
  return read
}

const told = (text: string, origin: object = {}): Message[] => {
  const parsed = jsonCodec('mina').parse(text)
  return jsonCodec('mina').read('value' in parsed ? parsed.value : '', text, { at: AT, ...origin })
}

describe('reading again what was told', () => {
  it('reads the text that it came as by the new paths, and keeps the time and the id that nothing else says', async () => {
    const [message] = told('{"d":{"txt":"hi","who":"jun"}}')
    const [read] =
      (await again([message as Message], { parts: { text: ['$.d.txt'], author: ['$.d.who'] } })) ?? []
    expect(read).toEqual([{ ...message, body: 'hi', from: 'jun' }])
  })

  it('makes several of one where the mapping names a list, each with an id of its own', async () => {
    const [message] = told('{"d":[{"t":"a"},{"t":"b"},{"t":"c"}]}')
    const [read = []] = (await again([message as Message], { each: '$.d', parts: { text: ['$.t'] } })) ?? []
    expect(read.map(({ body }) => body)).toEqual(['a', 'b', 'c'])
    expect(read[0]?.id).toBe(message?.id)
    expect(new Set(read.map(({ id }) => id)).size).toBe(3)
  })

  it('reads the elements of a list one by one, as they stand in the log', async () => {
    const messages = told('[{"t":"a"},{"t":"b"}]')
    const read = await again(messages, { each: '$', parts: { text: ['$.t'] } })
    expect(read?.map((each) => each?.map(({ body }) => body))).toEqual([['a'], ['b']])
  })

  it('leaves alone what is left out now, what says that another one is gone, and what is no JSON', async () => {
    const plain = plainCodec.read('hello', 'hello', { at: AT })
    const all = [...told('{"type":"ping"}'), ...told('{"gone":"7"}'), ...plain]
    const mapping = {
      only: [{ path: '$.type', not: ['ping'] }],
      gone: { when: [{ path: '$.gone' }], id: ['$.gone'] },
      parts: { text: ['$.text'] },
    }
    expect(await again(all, mapping)).toEqual([undefined, undefined, undefined])
  })

  it('says nothing of what reads as it did', async () => {
    const messages = told('{"from":"jun","text":"hi","at":1700000000000}')
    expect(await again(messages, {}, { before: { parts: { text: ['$.from'] } } })).toEqual([undefined])
  })

  it('keeps what is known to be ours, and takes who speaks from the new paths for all else', async () => {
    const echo = { ...told('{"t":"one","n":"jun"}')[0], own: true, echoOf: 'draft' } as Message
    const byName = { ...told('{"t":"two","n":"jun"}')[0], own: true } as Message
    const mapping = { parts: { text: ['$.t'], author: ['$.n'] } }
    const read = (await again([echo, byName], mapping))?.flatMap((each) => each ?? [])
    expect(read?.[0]).toMatchObject({ body: 'one', own: true, echoOf: 'draft' })
    expect(read?.[1]).toMatchObject({ body: 'two', from: 'jun' })
    expect(read?.[1]).not.toHaveProperty('own')
  })

  it('keeps the name of the event that it came by', async () => {
    const [message] = told('{"t":"hi","tags":["x"]}', { event: 'update' })
    expect(message?.tags).toEqual(['update', 'x'])
    const [read] = (await again([message as Message], { parts: { text: ['$.t'] } })) ?? []
    expect(read?.[0]).toMatchObject({ body: 'hi', tags: ['update', 'x'] })
    const [alone] = (await again([message as Message], { parts: { text: ['$.t'] }, alone: true })) ?? []
    expect(alone?.[0]?.tags).toEqual(['update'])
  })

  it('reads lines of text that were told as they are', async () => {
    const [line] = plainCodec.read('{"t":"hi"}', '{"t":"hi"}', { at: AT })
    const [read] = (await again([line as Message], { parts: { text: ['$.t'] } }, { loose: true })) ?? []
    expect(read?.[0]).toMatchObject({ body: 'hi', source: '{"t":"hi"}', id: line?.id, at: AT })
  })

  it('refuses a mapping of a version that it does not know', async () => {
    const opening = json.reread?.open({ ...MINE, mapping: '{"version":9}' }, {}, new FakeClock(AT))
    await expect(opening).rejects.toMatchObject({ kind: 'refused', why: { code: 'mapping.unknown' } })
  })
})
