import { describe, expect, it } from 'vitest'
import { readMessages } from './json-read.ts'
import { NAMES } from './json-names.ts'

const AT = 1_700_000_000_000
const read = (value: unknown, more = {}) => {
  const text = JSON.stringify(value)
  return readMessages(JSON.parse(text), text, { at: AT, ...more })
}
const one = (value: unknown, more = {}) => read(value, more)[0]

describe('readMessages', () => {
  it.each(NAMES.text)('finds the text under “%s”', (name) => {
    expect(one({ [name]: 'hello' })?.body).toBe('hello')
  })

  it.each(NAMES.from)('finds the author under “%s”', (name) => {
    expect(one({ text: 'x', [name]: 'mina' })?.from).toBe('mina')
  })

  it.each(NAMES.at)('finds the time under “%s”', (name) => {
    expect(one({ text: 'x', [name]: '2026-03-04T05:06:07Z' })?.at).toBe(Date.UTC(2026, 2, 4, 5, 6, 7))
  })

  it('finds title, priority, id, tags and a link', () => {
    expect(
      one({
        id: 7,
        title: 'Door',
        body: 'open',
        level: 'warning',
        tags: ['home', 1],
        url: 'https://x.test/',
      }),
    ).toMatchObject({
      id: '7',
      title: 'Door',
      body: 'open',
      priority: 4,
      tags: ['home', '1'],
      links: ['https://x.test/'],
    })
  })

  it.each([
    [1_700_000_000, AT],
    [1_700_000_000.5, AT + 500],
    [AT, AT],
    [AT * 1_000, AT],
    [AT * 1_000_000, AT],
    ['1700000000', AT],
    ['2023-11-14 22:13:20', AT],
    ['Tue, 14 Nov 2023 22:13:20 GMT', AT],
  ])('reads the time %s', (time, at) => expect(one({ text: 'x', time })?.at).toBe(at))

  it.each(['Room 5', '12:30', true, 5, '', {}])(
    'takes no time from %j: it is the time of arrival',
    (time) => {
      expect(one({ text: 'x', time })?.at).toBe(AT)
    },
  )

  it.each([
    [1, 1],
    [3, 3],
    [0, 1],
    [10, 5],
    ['urgent', 5],
    ['LOW', 2],
    ['4', 4],
    ['constructor', undefined],
  ])('reads the priority %s', (priority, is) => expect(one({ text: 'x', priority })?.priority).toBe(is))

  it('takes an author that is an object by its name', () => {
    expect(one({ text: 'x', user: { id: 1, login: 'kim' } })?.from).toBe('kim')
  })

  it('looks into the record that a record is about', () => {
    expect(
      one({ type: 'insert', table: 'orders', row: { id: 3, body: 'two teas', created_at: 1_700_000_000 } }),
    ).toMatchObject({
      id: '3',
      body: 'two teas',
      at: AT,
    })
    expect(one({ event: 'chat', data: { message: { text: 'deep', user: 'a' } } })).toMatchObject({
      body: 'deep',
      from: 'a',
    })
  })

  it('makes a message of each element of a list, also of one under a usual name', () => {
    expect(read(['a', 1, true, { text: 'b' }]).map(({ body }) => body)).toEqual(['a', '1', 'true', 'b'])
    expect(read({ total: 2, items: [{ text: 'a' }, { text: 'b' }] }).map(({ body }) => body)).toEqual([
      'a',
      'b',
    ])
    expect(read([])).toEqual([])
  })

  it.each([
    [42, '42'],
    [-0.5, '-0.5'],
    [true, 'true'],
    [null, 'null'],
    ['text', 'text'],
  ])('shows the plain value %j', (value, body) => expect(one(value)?.body).toBe(body))

  it('shows as it came what it does not know', () => {
    const text = '{ "lat": 37.5,\n "lon": 126.9 }'
    expect(readMessages(JSON.parse(text), text, { at: AT })[0]).toMatchObject({ body: text, source: text })
    expect(one({ title: 'Order', total: 30 })).toMatchObject({
      title: 'Order',
      body: '{"title":"Order","total":30}',
    })
  })

  it('prefers a name that says something to one that is empty', () => {
    expect(one({ text: '', title: null, message: 'mm' })?.body).toBe('mm')
  })

  it('needs no text where the title says all', () =>
    expect(one({ title: 'Backup done', id: 1 })?.body).toBe(''))

  it('shows a number beyond 2^53 exactly, where it is the whole frame', () => {
    const text = '{"big":12345678901234567890}'
    expect(readMessages(JSON.parse(text), text, { at: AT })[0]?.body).toBe(text)
  })

  it('takes the event’s name for a tag and its id for the message’s, where it has none of its own', () => {
    expect(one('x', { event: 'tick', id: '5' })).toMatchObject({ id: '5', tags: ['tick'] })
    expect(one({ id: 'own', text: 'x' }, { id: '5' })?.id).toBe('own')
  })

  it('is not led astray by the names of Object', () => {
    const text = '{"__proto__":{"text":"evil"},"constructor":"c","toString":1}'
    const [message] = readMessages(JSON.parse(text), text, { at: AT })
    expect(message?.body).toBe(text)
    expect(({} as Record<string, unknown>)['text']).toBeUndefined()
  })

  it('keeps the frame, so that all of it can be looked at', () => {
    expect(one({ text: 'x', more: 1 })?.source).toBe('{"text":"x","more":1}')
    expect(one('x')?.source).toBeUndefined()
  })
})
