import { describe, expect, it } from 'vitest'
import type { Incoming } from '../../model/message.ts'
import { Hearing, messagesIn } from './hearing.ts'

const OPENED = 2_000_000
const line = (record: Record<string, unknown>) => JSON.stringify({ topic: 'alerts', ...record })
const open = (time: number) => line({ id: 'open', time, event: 'open' })
const message = (id: string, time: number, more: Record<string, unknown> = {}) =>
  line({ id, time, expires: time + 43_200, event: 'message', message: `body of ${id}`, ...more })

/** One channel: each attempt goes on with what the one before left. */
function channel() {
  const memory = new Map<string, unknown>()
  let cursor: string | undefined
  return (topics = ['alerts']) => {
    const hearing = new Hearing({ memory, cursor }, topics, OPENED)
    const told: Incoming[] = [...hearing.begin(memory)]
    const hear = (...lines: string[]) => {
      for (const each of lines) told.push(...hearing.read(each, OPENED))
      cursor = hearing.cursor
      return told.map(brief).filter(Boolean).join(' ')
    }
    return { hearing, hear, told }
  }
}

function brief(told: Incoming): string {
  if (told.type === 'messages') return told.messages.map(({ id }) => id).join(' ')
  if (told.type === 'change') return `-${told.id}`
  return told.type === 'cursor' ? '' : told.type
}

describe('a stream', () => {
  it('tells messages, and no signs of life', () => {
    const { hear, told } = channel()()
    expect(
      hear(open(100), line({ id: 'k', time: 101, event: 'keepalive' }), message('a', 102), message('b', 103)),
    ).toBe('a b')
    expect(told.at(-1)).toMatchObject({ cursor: '103/alerts/b', exact: true, sources: ['body of b'] })
  })

  it('shows what it cannot read, and what it does not know', () => {
    const { hear, told } = channel()()
    expect(hear('{', '[]', '{"id":1}', line({ event: 'dance' }))).toBe('garbled garbled garbled garbled')
    const codes = told.map((each) => ('why' in each ? each.why.code : ''))
    expect(codes).toEqual(['not-json', 'ntfy.not-record', 'ntfy.not-record', 'ntfy.unknown-event'])
  })

  it('is gone on with by the second, also where nothing was told yet', () => {
    const attempt = channel()
    const first = attempt()
    expect(first.hearing.since).toBeUndefined()
    first.hear(open(100))
    expect(attempt().hearing.since).toBe('100')
    attempt().hear(message('a', 107))
    expect(attempt().hearing.since).toBe('107')
  })

  it('is gone on with after what was told of the same second, also what was delayed', () => {
    const attempt = channel()
    attempt().hear(open(100), message('a', 105), message('b', 105))
    expect(
      attempt().hear(
        open(110),
        message('late', 105),
        message('a', 105),
        message('b', 105),
        message('c', 106),
      ),
    ).toBe('late c')
  })

  it('says that there is a gap where the server has not the last message any more', () => {
    const attempt = channel()
    attempt().hear(open(100), message('a', 105))
    const again = attempt()
    expect(again.hear(open(50_000), message('x', 49_000), message('y', 49_001))).toBe('gap x y')
    expect(again.told.find(({ type }) => type === 'gap')).toMatchObject({
      to: OPENED,
      why: { code: 'not-kept' },
    })
  })

  it('says nothing of a gap where its topic was left', () => {
    const attempt = channel()
    attempt().hear(open(100), message('a', 105))
    expect(attempt(['backups']).hear(open(110), message('b', 107, { topic: 'backups' }))).toBe('b')
  })

  it('says nothing of a gap where the last message is there, or was none that is kept', () => {
    const attempt = channel()
    attempt().hear(open(100), message('a', 105))
    expect(attempt().hear(open(110), message('a', 105), message('b', 106))).toBe('b')
    // Published with "Cache: no".
    attempt().hear(message('c', 107, { expires: undefined }))
    expect(attempt().hear(open(120), message('d', 119))).toBe('d')
  })

  it('says at once that there is a gap where the server keeps nothing at all', () => {
    const attempt = channel()
    attempt().hear(open(100), message('a', 105, { expires: undefined }))
    expect(attempt().hear(open(110), message('b', 111, { expires: undefined }))).toBe('gap b')
  })

  it('does not tell again what was shown as history of the same second', () => {
    const { hearing, hear } = channel()()
    hear(open(100))
    hearing.gave(messagesIn([message('old', 50), message('same', 100)], OPENED))
    expect(hear(message('same', 100), message('new', 100))).toBe('new')
  })

  it('replaces a notification that is updated by its sequence, and takes out one that is deleted', () => {
    const { hear } = channel()()
    expect(
      hear(
        message('a', 1),
        message('b', 2, { sequence_id: 'a' }),
        message('c', 3, { sequence_id: 'a' }),
        line({ id: 'd', time: 4, event: 'message_clear', sequence_id: 'a' }),
        line({ id: 'e', time: 5, event: 'message_delete', sequence_id: 'a' }),
      ),
    ).toBe('a -a b -b c -c')
  })

  it('knows an updated notification also after a reconnect', () => {
    const attempt = channel()
    attempt().hear(message('a', 1, { sequence_id: 'disk' }))
    expect(attempt().hear(message('b', 2, { sequence_id: 'disk' }))).toBe('gap -a b')
  })
})

describe('all there is', () => {
  it('has of an updated notification the last, and of a deleted one none', () => {
    const lines = [
      message('a', 1, { sequence_id: 'disk' }),
      message('b', 2),
      'no JSON',
      message('c', 3, { sequence_id: 'disk' }),
      message('d', 4, { sequence_id: 'load' }),
      line({ id: 'e', time: 5, event: 'message_delete', sequence_id: 'load' }),
    ]
    expect(messagesIn(lines, OPENED).map(({ id }) => id)).toEqual(['b', 'c'])
  })
})
