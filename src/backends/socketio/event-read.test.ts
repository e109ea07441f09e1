// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTooDeep } from '../../model/exact.ts'
import { formatArguments, readEvent } from './event-read.ts'

const bytes = (...list: number[]) => Uint8Array.from(list).buffer
const read = (args: readonly unknown[], event?: string) => {
  const { messages, source } = readEvent(args, { at: 5, ...(event && { event }) })
  return { messages: messages.map(({ id: _, ...rest }) => rest), source }
}
const one = (args: readonly unknown[], event?: string) => read(args, event).messages[0]

describe('an event is read', () => {
  it('as the text that is its one argument', () => {
    expect(read(['hi'])).toEqual({ messages: [{ at: 5, body: 'hi' }], source: 'hi' })
    expect(one(['hi'], 'chat message')).toMatchObject({ body: 'hi', tags: ['chat message'] })
    expect(one(['{"text":"not read"}'])).toMatchObject({ body: '{"text":"not read"}' })
  })

  it('as the record that is its one argument, by the usual names', () => {
    const said = { id: 7, user: { name: 'Mina' }, text: 'hi', time: '2026-11-20T10:00:00Z' }
    expect(readEvent([said], { at: 5 }).messages).toMatchObject([
      { id: '7', from: 'Mina', body: 'hi', at: Date.parse(said.time), source: JSON.stringify(said) },
    ])
  })

  it('as each of the records that are its one list', () => {
    expect(read([[{ text: 'a' }, { text: 'b' }]]).messages.map(({ body }) => body)).toEqual(['a', 'b'])
    // None of them is an event all the same.
    expect(read([[]], 'typing').messages).toEqual([{ at: 5, body: '[]', tags: ['typing'] }])
  })

  it('as the one of several arguments that says something, with all of them beside it', () => {
    expect(one(['Mina', { text: 'hi' }, 3])).toMatchObject({
      body: 'hi',
      source: '["Mina",{"text":"hi"},3]',
      facts: [{ name: 'arguments', value: '["Mina",{"text":"hi"},3]', known: true }],
    })
    expect(one(['hi', { x: 1 }])).toMatchObject({ body: 'hi', source: '["hi",{"x":1}]' })
    expect(one(['hi', null])).toMatchObject({ body: 'hi' })
  })

  it('as a list where none or more than one does', () => {
    expect(one(['Mina', 'hi'])).toMatchObject({ body: '["Mina","hi"]' })
    expect(one([1, 2])).toMatchObject({ body: '[1,2]' })
    expect(one([{ text: 'a' }, { text: 'b' }])).toMatchObject({ body: '[{"text":"a"},{"text":"b"}]' })
  })

  it('by its name where it says nothing else', () => {
    expect(one([], 'user joined')).toMatchObject({ title: 'user joined', body: '' })
  })

  it('as the bytes that it is, or as the text that they are', () => {
    expect(one([bytes(255, 216)])).toMatchObject({ body: '', source: bytes(255, 216) })
    expect(one([bytes(0, 1, 2)])).toMatchObject({ body: '' })
    expect(one([bytes(104, 105)])).toMatchObject({ body: 'hi', source: bytes(104, 105) })
    expect(one([bytes()])).toMatchObject({ body: '' })
  })

  it('with the sizes of bytes that stand among other things', () => {
    expect(one(['photo.png', bytes(1, 2, 3)])).toMatchObject({
      body: 'photo.png',
      facts: [{ value: '["photo.png","<Buffer 3>"]' }],
    })
    expect(one([{ text: 'hi', file: bytes(1) }])).toMatchObject({
      body: 'hi',
      source: '{"text":"hi","file":"<Buffer 1>"}',
    })
  })

  it('without taking a room that it names for one of ours', () => {
    expect(one([{ room: 'lobby', text: 'hi' }])).toEqual({
      at: 5,
      body: 'hi',
      source: '{"room":"lobby","text":"hi"}',
      facts: [{ name: 'room', value: 'lobby', known: true }],
    })
  })

  it('with every digit of a number that came exactly', () => {
    expect(one([{ n: 12345678901234567890n }])).toMatchObject({ body: '{"n":12345678901234567890}' })
  })

  it('whatever it is', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.anything({ withBigInt: true }).filter((any) => !(any instanceof Function)),
      fc.uint8Array().map((list) => list.slice().buffer),
    )
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), fc.string(), (args, event) => {
        let clean: unknown[] = []
        try {
          clean = JSON.parse(JSON.stringify(args)) as unknown[]
        } catch {
          // A bigint, or a circle: no such thing comes by JSON.
          clean = args.filter((arg) => arg instanceof ArrayBuffer)
        }
        const { messages } = readEvent(clean, { at: 5, event })
        for (const { id, body, at } of messages) {
          expect(id).not.toBe('')
          expect(typeof body).toBe('string')
          expect(Number.isFinite(at)).toBe(true)
        }
      }),
    )
  })

  it('or says that it is nested too deeply', () => {
    const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as unknown
    try {
      readEvent([deep, deep], { at: 5 })
    } catch (error) {
      expect(isTooDeep(error)).toBe(true)
    }
  })
})

it('arguments are written as they would be read', () => {
  for (const args of [[{ a: 1 }], ['a', 2], [[1, 2]], [bytes(1), 'a'], []])
    if (args.length > 0) expect(formatArguments(args)).toBe(readEvent(args, { at: 5 }).source)
})
