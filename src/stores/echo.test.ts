import { beforeEach, describe, expect, it } from 'vitest'
import type { Draft } from '../model/act.ts'
import type { Message } from '../model/message.ts'
import { ECHO_MS, EchoMatcher } from './echo.ts'

const draft = (id: string, body: string | ArrayBuffer): Draft => ({
  id,
  at: 0,
  state: 'sending',
  act: { kind: 'say', body },
})
const message = (id: string, body: string, more: Partial<Message> = {}): Message => ({
  id,
  at: 0,
  body,
  ...more,
})

let echo: EchoMatcher
beforeEach(() => (echo = new EchoMatcher()))

describe('an echo', () => {
  it('is told by the id that the server repeats', () => {
    echo.handed(draft('d1', 'hi'), 0)
    expect(echo.match(message('7', 'HI', { echoOf: 'd1', from: 'me' }), 60_000)?.id).toBe('d1')
  })

  it('is told by the id that an ack gave', () => {
    echo.handed(draft('d1', 'hi'), 0)
    echo.named(draft('d1', 'hi'), '7')
    expect(echo.match(message('7', 'hi', { from: 'me' }), 1)?.id).toBe('d1')
  })

  it('is told by body and order, where there is no id', () => {
    echo.handed(draft('d1', 'hi'), 0)
    echo.handed(draft('d2', 'hi'), 1)
    expect(echo.match(message('~1', 'hi'), 5)?.id).toBe('d1')
    expect(echo.match(message('~2', 'hi'), 6)?.id).toBe('d2')
    expect(echo.match(message('~3', 'hi'), 7)).toBeUndefined()
  })

  it('is nobody else’s line, however equal', () => {
    echo.handed(draft('d1', 'hi'), 0)
    expect(echo.match(message('1', 'hi', { from: 'jun' }), 5)).toBeUndefined()
    expect(echo.match(message('2', 'hi', { from: 'me', own: true }), 5)?.id).toBe('d1')
  })

  it('is no line of another room, however equal', () => {
    const there = { ...draft('d1', 'hi'), act: { kind: 'say' as const, body: 'hi', room: 'a' } }
    echo.handed(there, 0)
    expect(echo.match(message('~1', 'hi', { room: 'b' }), 5)).toBeUndefined()
    expect(echo.match(message('~2', 'hi', { room: 'a' }), 6)?.id).toBe('d1')
    // A relay may not say where.
    echo.handed({ ...there, id: 'd2' }, 7)
    expect(echo.match(message('~3', 'hi'), 8)?.id).toBe('d2')
  })

  it('may be slow, and another’s line may come before it', () => {
    echo.handed(draft('d1', 'hi'), 0)
    expect(echo.match(message('~1', 'yo'), 5_000)).toBeUndefined()
    expect(echo.match(message('~2', 'hi'), 9_000)?.id).toBe('d1')
  })

  it('comes within 10 s', () => {
    echo.handed(draft('d1', 'hi'), 0)
    expect(echo.match(message('~1', 'hi'), ECHO_MS + 1)).toBeUndefined()
  })

  it('comes by its id also after the connection was lost in between', () => {
    echo.handed(draft('d1', 'hi'), 0)
    echo.dropped()
    expect(echo.match(message('7', 'hi', { echoOf: 'd1' }), 60_000)?.id).toBe('d1')
  })
})

describe('a lost connection', () => {
  it('leaves in doubt what a server that is sure to echo has not echoed', () => {
    for (const id of ['a', 'b']) {
      echo.handed(draft(id, id), 0)
      echo.match(message(`~${id}`, id), 1)
    }
    echo.handed(draft('c', 'c'), 2)
    expect(echo.dropped()).toMatchObject({ unechoed: [{ id: 'c' }], last: { id: 'c' } })
    expect(echo.dropped()).toEqual({ unechoed: [], last: undefined })
  })

  it('is no sign that a server does not echo', () => {
    echo.handed(draft('a', 'a'), 0)
    expect(echo.dropped().unechoed).toEqual([])
    expect(echo.judge(ECHO_MS + 1)).toBeUndefined()
    echo.handed(draft('b', 'b'), ECHO_MS + 2)
    expect(echo.match(message('~b', 'b'), ECHO_MS + 3)?.id).toBe('b')
  })

  it('does not doubt what the server said it has, though its echo does not come', () => {
    for (const [n, id] of ['a', 'b'].entries()) {
      echo.handed(draft(id, 'hi'), n)
      echo.match(message(`~${n}`, 'hi'), n)
    }
    const elsewhere = draft('c', 'to a topic that nobody listens to')
    echo.handed(elsewhere, 5)
    echo.confirmed({ ...elsewhere, state: 'sent', confirmed: true })
    echo.handed(draft('d', 'not confirmed'), 6)
    expect(echo.dropped().unechoed).toMatchObject([{ id: 'd' }])
  })
})

describe('a server that does not echo', () => {
  it('is known by its silence after 10 s: then nothing is matched by body any more', () => {
    echo.handed(draft('d1', 'hi'), 0)
    expect(echo.judge(ECHO_MS + 1)).toBeUndefined()
    echo.handed(draft('d2', 'yo'), ECHO_MS + 2)
    expect(echo.match(message('~1', 'yo'), ECHO_MS + 3)).toBeUndefined()
  })

  it('hands back the line that was taken for an echo', () => {
    echo.handed(draft('d1', 'hi'), 0)
    const theirs = message('~1', 'hi')
    expect(echo.match(theirs, 5)?.id).toBe('d1')
    echo.handed(draft('d2', 'how are you'), 10)
    expect(echo.judge(10 + ECHO_MS + 1)).toMatchObject({ draft: { id: 'd1' }, message: theirs })
  })

  it('is not what a server is called that has echoed twice and then loses one', () => {
    echo.handed(draft('d1', 'a'), 0)
    echo.match(message('~1', 'a'), 1)
    echo.handed(draft('d2', 'b'), 2)
    echo.match(message('~2', 'b'), 3)
    echo.handed(draft('d3', 'c'), 4)
    expect(echo.judge(ECHO_MS + 5)).toBeUndefined()
    echo.handed(draft('d4', 'd'), ECHO_MS + 6)
    expect(echo.match(message('~4', 'd'), ECHO_MS + 7)?.id).toBe('d4')
  })
})

describe('bytes', () => {
  const bytes = (text: string) => new TextEncoder().encode(text).buffer

  it('that are text come back as that', () => {
    echo.handed(draft('d1', bytes('hi')), 0)
    expect(echo.match(message('m1', 'hi'), 10)?.id).toBe('d1')
  })

  it('that are none come back as the same bytes, and as no others', () => {
    const bytesOf = (...given: number[]): Message => ({
      ...message('m', ''),
      source: new Uint8Array(given).buffer,
    })
    echo.handed(draft('d1', new Uint8Array([0xff, 0xfe]).buffer), 0)
    expect(echo.match(message('m0', ''), 10)).toBeUndefined()
    expect(echo.match(bytesOf(0xff), 10)).toBeUndefined()
    expect(echo.match(bytesOf(0xff, 0xfd), 10)).toBeUndefined()
    expect(echo.match(bytesOf(0xff, 0xfe), 10)?.id).toBe('d1')
    expect(echo.match(bytesOf(0xff, 0xfe), 10)).toBeUndefined()
  })

  it('that are none prove nothing of whether the server echoes', () => {
    echo.handed(draft('d1', 'hi'), 0)
    expect(echo.match(message('m1', 'hi'), 10)?.id).toBe('d1')
    echo.handed(draft('d2', new Uint8Array([0xff, 0xfe]).buffer), 20)
    expect(echo.judge(20 + 2 * ECHO_MS)).toBeUndefined()
    echo.handed(draft('d3', 'ho'), 30_000)
    expect(echo.match(message('m3', 'ho'), 30_010)?.id).toBe('d3')
  })
})
