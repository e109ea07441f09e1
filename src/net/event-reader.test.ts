import { describe, expect, it } from 'vitest'
import { HEAD_CHARS, MAX_TEXT_CHARS } from '../model/text.ts'
import { EventReader, MAX_ID_CHARS } from './event-reader.ts'
import { MAX_RETRY_MS } from './retry-after.ts'

/** What a stream of these chunks tells; `id` parts only where they are asked for. */
const read = (...chunks: string[]) => {
  const reader = new EventReader()
  return chunks.flatMap((chunk) => reader.feed(chunk))
}
const dataOf = (...chunks: string[]) =>
  read(...chunks).flatMap((part) => (part.kind === 'event' ? [part.data] : []))
const kindsOf = (...chunks: string[]) => read(...chunks).map(({ kind }) => kind)

describe('EventReader', () => {
  it.each([
    ['data\n\ndata\ndata\n\ndata:\n\n', ['', '\n', '']],
    ['data:\ttest\rdata: \ndata:test\n\n', ['\ttest\n\ntest']],
    ['data:  two spaces\n\n', [' two spaces']],
    ['data: a:b: c\n\n', ['a:b: c']],
    ['Data: a\nDATA: b\n data: c\ndata : d\nxdata: e\ndatax: f\n\n', []],
    ['data: \0\n\n', ['\0']],
    ['event: only\n\n', []],
    [':data: comment\n\n', []],
    ['data: a\r\rdata: b\r\n\r\ndata: c\n\r\n\rdata: d\n\n', ['a', 'b', 'c', 'd']],
    ['\uFEFFdata: a\n\n', []],
  ])('reads %j', (text, data) => {
    expect(dataOf(text)).toEqual(data)
    expect(dataOf(...text)).toEqual(data)
  })

  it('tells an event at the CR that ends it, and takes the LF of the next chunk with it', () => {
    expect(dataOf('data: a\r\r')).toEqual(['a'])
    expect(dataOf('data: a\r', '\ndata: b\r', '\n\r', '\ndata: c\n\n')).toEqual(['a\nb', 'c'])
    expect(dataOf('data: a\r', '', '\ndata: b\n\n')).toEqual(['a\nb'])
  })

  it('begins each event without the name of the one before', () => {
    const names = read('event: a\ndata\n\ndata\n\nevent: b\n\ndata\n\nevent: c\nevent:\ndata\n\n')
    expect(names.map((part) => part.kind === 'event' && part.event)).toEqual([
      'a',
      'message',
      'message',
      'message',
    ])
  })

  it('counts an id once its block is over, keeps it, resets it, and ignores one with a NUL or without an end', () => {
    const ids = (text: string) =>
      read(text).flatMap((part) => (part.kind === 'event' || part.kind === 'id' ? [part.id] : []))
    expect(ids('id: 1\nid: 2\n')).toEqual([])
    expect(ids('id: 1\nid: 2\n\ndata\n\n')).toEqual(['2', '2'])
    expect(ids('id: 1\n\nid: 2\0\ndata\n\nid\ndata\n\n')).toEqual(['1', '1', '', ''])
    expect(ids(`id: 1\n\nid: ${'x'.repeat(MAX_ID_CHARS + 1)}\ndata\n\n`)).toEqual(['1', '1'])
    expect(new EventReader('7').feed('data\n\n')).toMatchObject([{ id: '7' }])
  })

  it.each([
    ['retry: 3000\n', [3000]],
    ['retry:0\n', [0]],
    ['retry: 3000x\nretry: -1\nretry: 1.5\nretry: 1e3\nretry: ٣\nretry\nretry:\nretry:  5\n', []],
    [`retry: ${'9'.repeat(400)}\n`, [MAX_RETRY_MS]],
  ])('waits for %j', (text, waits) => {
    expect(read(text).map((part) => part.kind === 'retry' && part.ms)).toEqual(waits)
  })

  it('holds no more of a line that never ends than one event may have', () => {
    const reader = new EventReader()
    const told = []
    for (let megabytes = 0; megabytes < 64; megabytes++) told.push(...reader.feed('x'.repeat(1024 * 1024)))
    expect(told).toEqual([{ kind: 'too-large', head: 'x'.repeat(HEAD_CHARS) }])
    expect(reader.feed('\n\ndata: a\n\n')).toMatchObject([{ kind: 'event', data: 'a' }])
  })

  it('takes nothing of an event that is too large for another event', () => {
    const line = `data: ${'y'.repeat(1024 * 1024)}\n`
    const large = line.repeat(9)
    expect(kindsOf(`${large}event: e\nid: 5\ndata: tail\n\ndata: next\n\n`)).toEqual([
      'too-large',
      'id',
      'event',
    ])
    expect(dataOf(large, 'data: tail\n', '\n', 'data: next\n\n')).toEqual(['next'])
    expect(kindsOf(`:${'c'.repeat(MAX_TEXT_CHARS)}\n: d\n\n`)).toEqual(['too-large', 'comment'])
  })

  it('gives a large event whole, up to the bound', () => {
    const data = 'z'.repeat(MAX_TEXT_CHARS - 'data: '.length)
    expect(dataOf(`data: ${data}\n\n`)).toEqual([data])
    expect(kindsOf(`data: ${data}z\n\n`)).toEqual(['too-large'])
  })
})
