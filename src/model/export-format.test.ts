import { describe, expect, it } from 'vitest'
import type { FormatName } from './export-format.ts'
import { formatOf } from './export-format.ts'
import type { Entry } from './log.ts'
import { messageRecord, parseMessageLine } from './message-line.ts'
import type { JsonRecord } from './record.ts'
import type { SessionHeader, SessionOf } from './session.ts'
import { parseHeader, parseTraced, tracedRecord } from './session.ts'
import type { Traced } from './traced.ts'

const AT = Date.UTC(2026, 10, 20, 12)
const header = (of: SessionOf): SessionHeader => ({
  ...{ of, name: 'Room', view: 'chat', backend: 'json', options: { server: 'ws://x' }, at: AT },
})
const entries: Entry[] = [
  { kind: 'day', key: 'day 1', at: AT },
  {
    kind: 'message',
    key: 1,
    at: AT,
    message: { id: '7', at: AT, body: 'hello,\n"you"', from: '=mina', tags: ['a', 'b'], priority: 4 },
  },
  { kind: 'message', key: 2, at: AT + 1, message: { id: '~1', at: AT + 1, body: 'mine', own: true } },
  {
    kind: 'draft',
    key: 3,
    at: AT + 2,
    draft: {
      id: 'd',
      at: AT + 2,
      act: { kind: 'say', body: '잘 갔나' },
      state: 'unconfirmed',
      error: { code: 'ended' },
    },
  },
  { kind: 'gap', key: 4, at: AT + 4, from: AT + 2, to: AT + 4, why: { code: 'cannot-resume' } },
  { kind: 'garbled', key: 5, at: AT + 5, frame: new Uint8Array([255, 0]).buffer, why: { code: 'binary' } },
]
const traced: Traced[] = [
  { at: AT, kind: 'open', url: 'ws://x/room' },
  { at: AT + 1, kind: 'in', frame: '{"a":1}', event: 'note', id: '7' },
  { at: AT + 2, kind: 'out', frame: '-1' },
  { at: AT + 3, kind: 'close', detail: 'closed', code: 1011, reason: 'deploy', why: { code: 'closed' } },
  { at: AT + 4, kind: 'status', status: { name: 'closed' } },
]

function written(name: FormatName, of: SessionOf): string {
  const format = formatOf(name, of)
  const records: JsonRecord[] =
    of === 'session' ? traced.map(tracedRecord) : entries.flatMap((entry) => messageRecord(entry) ?? [])
  return (
    format.head(header(of)) +
    records.map((record, index) => format.line(record, index)).join('') +
    format.foot
  )
}

describe('messages', () => {
  it('are NDJSON that is read again', () => {
    const [first = '', ...lines] = written('ndjson', 'messages').trimEnd().split('\n')
    expect(parseHeader(first)).toEqual(header('messages'))
    expect(lines[0]).toBe(
      `{"at":${AT},"time":"2026-11-20T12:00:00.000Z","direction":"in","from":"=mina","text":"hello,\\n\\"you\\"","priority":4,"tags":["a","b"],"id":"7"}`,
    )
    expect(lines.map((line) => parseMessageLine(line)?.kind)).toEqual(['in', 'out', 'out', 'note', 'in'])
    expect(parseMessageLine(lines[2] as string)).toEqual({
      at: AT + 2,
      kind: 'out',
      frame: `{"type":"message","id":"d","text":"잘 갔나","at":${AT + 2}}`,
    })
  })

  it('are one JSON document', () => {
    const { messages, ...head } = JSON.parse(written('json', 'messages')) as { messages: unknown[] }
    expect(head).toMatchObject({ signalbox: 'messages', name: 'Room' })
    expect(messages).toHaveLength(5)
    const { head: begin, foot } = formatOf('json', 'messages')
    expect(JSON.parse(begin(header('messages')) + foot)).toMatchObject({ messages: [] })
  })

  it('are a table', () => {
    expect(written('csv', 'messages').split('\r\n').slice(0, 3)).toEqual([
      '\ufefftime,at,direction,from,title,text,kind,room,priority,tags,links,format,attachments,offers,facts,options,replyTo,id,state,why,since,until,binary',
      `2026-11-20T12:00:00.000Z,${AT},in,'=mina,,"hello,\n""you""",,,4,a b,,,,,,,,7,,,,,`,
      `2026-11-20T12:00:00.001Z,${AT + 1},out,,,mine,,,,,,,,,,,,,,,,,`,
    ])
  })

  it('are lines to read', () => {
    expect(written('text', 'messages')).toBe(
      [
        'Room',
        '2026-11-20T12:00:00.000Z',
        '',
        '2026-11-20T12:00:00.000Z ← =mina: hello,',
        '    "you"',
        '2026-11-20T12:00:00.001Z → mine',
        '2026-11-20T12:00:00.002Z → 잘 갔나 (unconfirmed, ended)',
        '2026-11-20T12:00:00.004Z · (gap, cannot-resume)',
        '2026-11-20T12:00:00.005Z ← /wA= (unreadable, binary)',
        '',
      ].join('\n'),
    )
  })
})

describe('a message that carries more than text', () => {
  const rich: Entry = {
    kind: 'message',
    key: 1,
    at: AT,
    message: {
      ...{ id: '1', at: AT, body: '**done**', room: 'ops', format: 'markdown', icon: 'https://a.test/i.png' },
      attachments: [{ url: 'https://a.test/f.png', name: 'f.png', size: 3 }],
      offers: [
        { kind: 'view', label: 'Open', url: 'https://a.test' },
        { kind: 'http', label: 'Off', url: 'https://a.test/off', method: 'PUT' },
      ],
      facts: [
        { name: 'qos', value: '1' },
        { name: 'retained', value: 'yes' },
      ],
    },
  }
  const bytes: Entry = {
    kind: 'message',
    key: 2,
    at: AT,
    message: { id: '2', at: AT, body: '', source: new Uint8Array([255, 0]).buffer },
  }
  const draft: Entry = {
    kind: 'draft',
    key: 3,
    at: AT,
    draft: {
      ...{ id: 'd', at: AT, state: 'queued' },
      act: { kind: 'say', body: 'hi', options: { title: '=Deploy', priority: '5' } },
    },
  }
  const record = (entry: Entry) => messageRecord(entry) as JsonRecord

  it('has all of it in JSON', () => {
    const { message } = rich as Extract<Entry, { kind: 'message' }>
    const { format, icon, attachments, offers, facts } = message
    expect(record(rich)).toMatchObject({ text: '**done**', format, icon, attachments, offers, facts })
    expect(record(draft)).toMatchObject({ options: { title: '=Deploy', priority: '5' } })
    expect(record(bytes)).toMatchObject({ binary: '/wA=' })
    expect(record(bytes)).not.toHaveProperty('text')
  })

  it('is read again as the bytes that it was', () => {
    const read = parseMessageLine(JSON.stringify(record(bytes)))
    expect(read).toEqual({ at: AT, kind: 'in', frame: new Uint8Array([255, 0]).buffer })
  })

  it('has a line each in a table, and no formula', () => {
    const format = formatOf('csv', 'messages')
    expect(format.line(record(rich), 0)).toContain(
      `,markdown,f.png https://a.test/f.png,"Open https://a.test\nOff PUT https://a.test/off","qos: 1\nretained: yes",,,1,`,
    )
    expect(format.line(record(draft), 0)).toContain(`"title: =Deploy\npriority: 5"`)
    const odd = { ...record(rich), facts: [{ name: '=1+1', value: '' }] }
    expect(format.line(odd, 0)).toContain(`,"'=1+1: ",`)
  })

  it('has it below the text, to be read', () => {
    const format = formatOf('text', 'messages')
    expect(format.line(record(rich), 0)).toBe(
      [
        '2026-11-20T12:00:00.000Z ← #ops **done**',
        '    f.png https://a.test/f.png',
        '    Open https://a.test',
        '    Off PUT https://a.test/off',
        '    qos: 1, retained: yes',
        '',
      ].join('\n'),
    )
  })
})

describe('frames', () => {
  it('are a session', () => {
    const [first = '', ...lines] = written('ndjson', 'session').trimEnd().split('\n')
    expect(parseHeader(first)).toEqual(header('session'))
    expect(lines.map((line) => parseTraced(line))).toEqual(traced)
  })

  it('are one JSON document, a table, and lines to read', () => {
    const { frames } = JSON.parse(written('json', 'session')) as { frames: unknown[] }
    expect(frames).toHaveLength(traced.length)
    const rows = written('csv', 'session').split('\r\n')
    expect(rows[2]).toBe(`2026-11-20T12:00:00.001Z,${AT + 1},in,note,7,"{""a"":1}",,,,,,,,,`)
    expect(rows[3]).toBe(`2026-11-20T12:00:00.002Z,${AT + 2},out,,,'-1,,,,,,,,,`)
    expect(written('text', 'session').split('\n').slice(3)).toEqual([
      '2026-11-20T12:00:00.000Z · open ws://x/room',
      '2026-11-20T12:00:00.001Z ← note #7 {"a":1}',
      '2026-11-20T12:00:00.002Z → -1',
      '2026-11-20T12:00:00.003Z · close 1011 deploy closed {"code":"closed"}',
      '2026-11-20T12:00:00.004Z · status {"name":"closed"}',
      '',
    ])
  })
})
