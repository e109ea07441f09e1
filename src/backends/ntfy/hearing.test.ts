import { describe, expect, it } from 'vitest'
import type { Incoming } from '../../model/message.ts'
import { Hearing } from './hearing.ts'
import { messagesIn } from './gathered.ts'

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
    expect(told.at(-1)).toMatchObject({ cursor: '103/alerts/b', sources: ['body of b'] })
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
    attempt().hear(open(100), message('a', 105, { expires: 105 }))
    expect(attempt().hear(open(110), message('b', 111, { expires: 111 }))).toBe('gap b')
  })

  it('looks whether a server keeps anything that says nothing of it, as ntfy 1 does', () => {
    const old = (id: string, time: number) => message(id, time, { expires: undefined })
    const attempt = channel()
    attempt().hear(open(100), old('a', 105))
    expect(attempt().hear(open(110), old('a', 105))).toBe('')
    expect(attempt().hear(open(120), old('a', 105), old('b', 115))).toBe('b')
    expect(attempt().hear(open(130), old('c', 140))).toBe('gap c')
  })

  it('says at once that there is a gap where what was told has no name to ask by', () => {
    const attempt = channel()
    attempt().hear(open(100), line({ time: 105, event: 'message', message: 'x' }))
    expect(attempt().hear(open(110))).toBe('gap')
  })

  it('takes only names for names that no other message gets', () => {
    const exact = (...ids: unknown[]) => {
      const { hear, told } = channel()()
      hear(...ids.map((id, n) => line({ id, time: 100 + n, event: 'message', message: `${n}` })))
      return told.map((each) => 'exact' in each)
    }
    expect(exact('SLiKI64DOt', 'hwQ2YpKdmgEF')).toEqual([true, true])
    expect(exact('1', '1', 'hwQ2YpKdmgEF')).toEqual([false, false, false])
    expect(exact(20_000_001, undefined)).toEqual([false, false])
    // Two of one second are two, though they are called the same.
    expect(channel()().hear(message('1', 5), message('1', 5, { message: 'other' }))).toBe('1 1')
  })

  it('does not tell again what was shown as history of the same second', async () => {
    const { hearing, hear } = channel()()
    hear(open(100))
    hearing.gave(await messagesIn([message('old', 50), message('same', 100)], OPENED))
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

  it('knows a sequence as one of its topic', () => {
    const { hear } = channel()()
    expect(
      hear(
        message('a', 1, { sequence_id: 'disk' }),
        message('b', 2, { sequence_id: 'disk', topic: 'backups' }),
        line({ id: 'c', time: 3, event: 'message_delete', sequence_id: 'disk' }),
      ),
    ).toBe('-disk a -disk b -a')
  })

  it('takes away nothing a second time that came anew in the same second', () => {
    const attempt = channel()
    const all = [
      message('a', 5, { sequence_id: 'disk' }),
      line({ id: 'b', time: 5, event: 'message_delete', sequence_id: 'disk' }),
      message('c', 5, { sequence_id: 'disk' }),
    ]
    expect(attempt().hear(open(1), ...all)).toBe('-disk a -a -a c')
    expect(attempt().hear(open(9), ...all)).toBe('')
  })

  it('goes on after a deletion', () => {
    const attempt = channel()
    attempt().hear(
      open(1),
      message('a', 5),
      line({ id: 'b', time: 7, event: 'message_delete', sequence_id: 'a' }),
    )
    const again = attempt()
    expect(again.hearing.since).toBe('7')
    expect(
      again.hear(line({ id: 'b', time: 7, event: 'message_delete', sequence_id: 'a' }), message('c', 8)),
    ).toBe('c')
  })

  it('knows an updated notification also after a reload', () => {
    const memory = new Map<string, unknown>()
    const first = new Hearing({ memory, cursor: undefined }, ['alerts'], OPENED)
    first.read(message('a', 1, { sequence_id: 'disk' }), OPENED)
    first.keep()
    const lasting = new Map([...memory].filter(([name]) => name.startsWith('lasting ')))
    const later = new Hearing({ memory: lasting, cursor: '1/alerts/a' }, ['alerts'], OPENED)
    expect(later.read(message('b', 2, { sequence_id: 'disk' }), OPENED).map(brief)).toEqual([
      'gap',
      '-a',
      'b',
    ])
  })

  it('takes nothing away after a reload that stood there before it', () => {
    const all = [
      message('a', 5, { sequence_id: 'disk' }),
      line({ id: 'b', time: 5, event: 'message_delete', sequence_id: 'disk' }),
      message('c', 5, { sequence_id: 'disk' }),
    ]
    const memory = new Map<string, unknown>()
    const first = new Hearing({ memory, cursor: undefined }, ['alerts'], OPENED)
    for (const each of all) first.read(each, OPENED)
    first.keep()
    const lasting = new Map([...memory].filter(([name]) => name.startsWith('lasting ')))
    const later = new Hearing({ memory: lasting, cursor: first.cursor }, ['alerts'], OPENED)
    expect([...all, message('d', 6)].flatMap((each) => later.read(each, OPENED)).map(brief)).toEqual(['d'])
  })

  it('knows what stands though the page was left before one of both was written down', () => {
    const [ten, fifty, all] = ['ten', 'fifty', 'all'].map((id) =>
      message(id, 5, { sequence_id: 'disk' }),
    ) as [string, string, string]
    const after = (kept: string[], cursor: string) => {
      const memory = new Map<string, unknown>()
      const first = new Hearing({ memory, cursor: undefined }, ['alerts'], OPENED)
      for (const each of kept) first.read(each, OPENED)
      first.keep()
      const lasting = new Map([...memory].filter(([name]) => name.startsWith('lasting ')))
      const later = new Hearing({ memory: lasting, cursor }, ['alerts'], OPENED)
      return [ten, fifty, all].flatMap((each) => later.read(each, OPENED)).map(brief)
    }
    expect(after([ten], '5/alerts/fifty')).toEqual(['-fifty', 'all'])
    expect(after([ten, fifty], '5/alerts/ten')).toEqual(['-ten', 'fifty', '-fifty', 'all'])
  })

  it('knows an updated notification also after a reconnect', () => {
    const attempt = channel()
    attempt().hear(message('a', 1, { sequence_id: 'disk' }))
    expect(attempt().hear(message('b', 2, { sequence_id: 'disk' }))).toBe('gap -a b')
  })
})

describe('all there is', () => {
  it('has of an updated notification the last, and of a deleted one none', async () => {
    const lines = [
      message('a', 1, { sequence_id: 'disk' }),
      message('b', 2),
      'no JSON',
      message('c', 3, { sequence_id: 'disk' }),
      message('d', 4, { sequence_id: 'load' }),
      line({ id: 'e', time: 5, event: 'message_delete', sequence_id: 'load' }),
    ]
    const messages = await messagesIn(lines, OPENED)
    expect(messages.map(({ id }) => id)).toEqual(['b', 'c'])
  })

  it('lets the page draw in between, where there is much of it', async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => message(`id-${n}-of-all`, n + 1))
    let drawn = 0
    const draw = () => {
      drawn++
      timer = setTimeout(draw, 0)
    }
    let timer = setTimeout(draw, 0)
    expect(await messagesIn(lines, OPENED)).toHaveLength(20_000)
    clearTimeout(timer)
    expect(drawn).toBeGreaterThan(0)
  })
})
