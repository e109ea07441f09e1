import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPart } from './message-read.ts'
import { formatMeta, parseMeta } from './meta-read.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer

describe('a frame of ws+meta.nchan', () => {
  it('has an id, a type and a body, in which more empty lines may be', () => {
    const frame = 'id: 1795209462:1\ncontent-type: application/json\n\n{"a":\n\n1}'
    expect(parseMeta(frame)).toEqual({
      id: '1795209462:1',
      type: 'application/json',
      body: '{"a":\n\n1}',
    })
    expect(parseMeta('id: 1795209462:4\n\n')).toEqual({ id: '1795209462:4', body: '' })
  })

  it('has a body of bytes behind a head of text', () => {
    const head = new TextEncoder().encode('id: 1:3\ncontent-type: application/octet-stream\n\n')
    const frame = Uint8Array.of(...head, 0, 255, 10, 10, 254).buffer
    const { body, id } = parseMeta(frame)
    expect(id).toBe('1:3')
    expect(new Uint8Array(body as ArrayBuffer)).toEqual(Uint8Array.of(0, 255, 10, 10, 254))
  })

  it('is a body where it has no head', () => {
    for (const frame of ['hello', '\n\nhello', 'content-type: text/x\n\nbody', ''])
      expect(parseMeta(frame)).toEqual({ body: frame })
  })

  it('comes back as it was written, whatever the body', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (body, typed) => {
        const part = { id: '1795209462:0', body, ...(typed && { type: 'text/x' }) }
        expect(parseMeta(formatMeta(part))).toEqual(part)
      }),
    )
  })

  it('never throws, and neither does what reads it', () => {
    const frames = fc.oneof(
      fc.string(),
      fc.json(),
      fc.uint8Array({ maxLength: 64 }).map((bytes) => bytes.slice().buffer as ArrayBuffer),
      fc.string().map((text) => `id: ${text}\ncontent-type: ${text}\n\n${text}`),
    )
    fc.assert(
      fc.property(frames, (frame) => {
        const told = readPart(parseMeta(frame), { at: 1 })
        expect(['messages', 'garbled']).toContain(told.type)
      }),
    )
  })
})

describe('a message', () => {
  const read = (body: string, type?: string) => {
    const told = readPart({ body, ...(type && { type }) }, { at: 1_000 })
    if (told.type !== 'messages') throw new Error('none')
    return told.messages
  }

  it('that is a record is read as one, whatever its publisher called it', () => {
    for (const type of [undefined, 'text/plain', 'application/json', 'application/x-www-form-urlencoded'])
      expect(read('{"from":"mina","text":"hi"}', type)[0]).toMatchObject({ from: 'mina', body: 'hi' })
  })

  it('that is no JSON, though it is called so, is text', () => {
    expect(read('{oops', 'application/json')[0]?.body).toBe('{oops')
    expect(read('17', 'text/plain')[0]?.body).toBe('17')
  })

  it('is known by the wire’s id, and not by what a record says of itself', () => {
    const about = { at: 0, name: '1795209462:1' }
    const told = readPart({ body: '[{"id":1,"text":"a"},{"id":1,"text":"b"}]' }, about)
    expect(told.type === 'messages' && told.messages.map(({ id }) => id)).toEqual([
      '1795209462:1.1',
      '1795209462:1.2',
    ])
  })

  it('says what type it has where that is out of the ordinary', () => {
    expect(read('<b>hi</b>', 'text/html')[0]).toMatchObject({
      body: '<b>hi</b>',
      facts: [{ name: 'content type', value: 'text/html', known: true }],
    })
    expect(read('hi', 'text/plain; charset=utf-8')[0]?.facts).toBeUndefined()
  })

  it('of bytes is bytes, and where a wire could not carry them it is said', () => {
    const told = readPart({ body: Uint8Array.of(0, 255).buffer, type: 'application/octet-stream' }, { at: 0 })
    expect(told).toMatchObject({ type: 'messages', messages: [{ body: '' }] })
    expect(readPart({ body: bytesOf('한 줄') }, { at: 0 })).toMatchObject({ messages: [{ body: '한 줄' }] })
    expect(readPart({ body: 'a\ufffd', type: 'application/octet-stream' }, { at: 0 })).toMatchObject({
      type: 'garbled',
      why: { code: 'nchan.bytes' },
    })
    // Event streams have no types.
    expect(readPart({ body: '\0\ufffd\x01' }, { at: 0 })).toMatchObject({ type: 'garbled' })
    expect(readPart({ body: 'what is \ufffd?' }, { at: 0 })).toMatchObject({ type: 'messages' })
  })

  it('has the time of its arrival, unless it is older', () => {
    const at = 1_795_209_462_700
    const timeOf = (sentAt: number) => {
      const told = readPart({ body: 'x' }, { at, sentAt })
      return told.type === 'messages' && told.messages[0]?.at
    }
    expect(timeOf(1_795_209_462_000)).toBe(at)
    expect(timeOf(1_795_209_400_000)).toBe(1_795_209_400_000)
  })
})
