import { describe, expect, it } from 'vitest'
import type { Draft } from '../model/act.ts'
import { jsonCodec } from './json.ts'
import { plainCodec } from './plain.ts'
import { textOf } from '../model/text.ts'

const say = (body: string): Draft => ({ id: 'd1', at: 5, state: 'sending', act: { kind: 'say', body } })

describe('the json codec', () => {
  it('says who, what and when, under an id of ours', () => {
    expect(JSON.parse(String(jsonCodec('mina').write(say('hi')).frame))).toEqual({
      type: 'message',
      id: 'd1',
      from: 'mina',
      text: 'hi',
      at: 5,
    })
    expect(JSON.parse(String(jsonCodec('').write(say('hi')).frame))).not.toHaveProperty('from')
  })

  it('says where, where a room is open', () => {
    const there = { ...say('hi'), act: { kind: 'say' as const, body: 'hi', room: 'home/kitchen' } }
    expect(JSON.parse(String(jsonCodec('').write(there).frame))).toMatchObject({ room: 'home/kitchen' })
    expect(JSON.parse(String(jsonCodec('').write(say('hi')).frame))).not.toHaveProperty('room')
  })

  it('sends JSON that a person typed as it was typed', () => {
    const typed = ' {"cmd": "subscribe",  "id": 12345678901234567890}'
    expect(jsonCodec('mina').write(say(typed)).frame).toBe(typed)
    expect(JSON.parse(String(jsonCodec('').write(say('{not json')).frame))).toMatchObject({
      text: '{not json',
    })
  })

  it('gives the reason where a text is not JSON', () => {
    expect(jsonCodec('').parse('<html>')).toMatchObject({ why: { code: 'not-json' } })
  })

  it('takes such a text for a message where that was asked, but never a whole answer', () => {
    const loose = jsonCodec('', true)
    expect(loose.parse('Welcome')).toEqual({ value: 'Welcome' })
    expect(loose.read('Welcome', 'Welcome', { at: 0 })).toMatchObject([{ body: 'Welcome' }])
    expect(loose.parse('<html>', true)).toMatchObject({ why: { code: 'not-json' } })
  })

  it('knows its person’s own lines', () => {
    const [own, other] = jsonCodec('mina').read(
      [
        { from: 'mina', text: 'a' },
        { from: 'jun', text: 'a' },
      ],
      '',
      { at: 0 },
    )
    expect([own?.own, other?.own]).toEqual([true, undefined])
  })

  it.each([
    ['{"id":5}', '5'],
    ['{"id":"a"}', 'a'],
    ['ok', undefined],
    ['null', undefined],
    ['{"id":{}}', undefined],
  ])('takes the id from the answer %s', (answer, id) => expect(jsonCodec('').idOf?.(answer)).toBe(id))
})

describe('the plain codec', () => {
  it('takes every text for what it is', () => {
    expect(plainCodec.read('{"a":1}', '{"a":1}', { at: 3, event: 'tick', id: '9' })).toEqual([
      { id: '9', at: 3, body: '{"a":1}', tags: ['tick'] },
    ])
    expect(plainCodec.write(say('안녕')).frame).toBe('안녕')
  })

  it('takes a whole answer for a list of lines', () => {
    const lines = plainCodec.read('a\r\n\nb\n', 'a\r\n\nb\n', { at: 0, whole: true })
    expect(lines.map(({ body }) => body)).toEqual(['a', 'b'])
  })
})

describe('textOf', () => {
  it('reads text that was relayed as binary, and only that', () => {
    expect(textOf(new TextEncoder().encode('안녕').buffer)).toBe('안녕')
    expect(textOf(new Uint8Array([0xff, 0xfe, 0]).buffer)).toBeUndefined()
    expect(textOf('x')).toBe('x')
  })
})
