import { formatCsvRow } from './csv.ts'
import type { JsonRecord } from './record.ts'
import type { SessionHeader, SessionOf } from './session.ts'
import { formatHeader } from './session.ts'

export type FormatName = 'ndjson' | 'json' | 'csv' | 'text'
export const FORMATS: readonly FormatName[] = ['ndjson', 'json', 'csv', 'text']

/** How a list is written: what stands before it, each of its lines, and what stands behind it. Pure. */
export interface Format {
  /** Of the file: its media type and what its name ends with. */
  type: string
  extension: string
  head(header: SessionHeader): string
  /** `index` counts from 0. */
  line(record: JsonRecord, index: number): string
  foot: string
}

const COLUMNS: Record<SessionOf, readonly string[]> = {
  messages: [
    ...['time', 'at', 'direction', 'from', 'title', 'text', 'kind', 'room', 'priority', 'tags', 'links'],
    ...['format', 'attachments', 'offers', 'facts', 'options'],
    ...['replyTo', 'id', 'state', 'why', 'since', 'until', 'binary'],
  ],
  session: [
    ...[
      'time',
      'at',
      'kind',
      'event',
      'id',
      'text',
      'binary',
      'type',
      'ms',
      'url',
      'detail',
      'code',
      'reason',
    ],
    ...['status', 'why'],
  ],
}
/** By it a spreadsheet knows that the text is UTF-8. */
const BOM = '\ufeff'

export function formatOf(name: FormatName, of: SessionOf): Format {
  switch (name) {
    case 'ndjson':
      return {
        type: 'application/x-ndjson',
        extension: 'ndjson',
        head: (header) => `${formatHeader(header)}\n`,
        line: (record) => `${JSON.stringify(record)}\n`,
        foot: '',
      }
    case 'json': {
      const list = of === 'session' ? 'frames' : 'messages'
      return {
        type: 'application/json',
        extension: 'json',
        head: (header) => `${formatHeader(header).slice(0, -1)},"${list}":[`,
        line: (record, index) => `${index > 0 ? ',' : ''}\n${JSON.stringify(record)}`,
        foot: '\n]}\n',
      }
    }
    case 'csv':
      return {
        type: 'text/csv;charset=utf-8',
        extension: 'csv',
        head: () => BOM + formatCsvRow(COLUMNS[of]),
        line: (record) => formatCsvRow(COLUMNS[of].map((name) => cellOf(name, record[name]))),
        foot: '',
      }
    case 'text':
      return {
        type: 'text/plain;charset=utf-8',
        extension: 'txt',
        head: ({ name, at }) => `${name}\n${new Date(at).toISOString()}\n\n`,
        line: of === 'session' ? frameLine : messageLine,
        foot: '',
      }
  }
}

/** Lists of records that a cell holds in a line each. */
const LINES: Readonly<Record<string, (part: JsonRecord) => readonly unknown[]>> = {
  attachments: ({ name, url }) => [name, url],
  offers: ({ kind, label, method, url, value }) => [
    label,
    kind === 'http' ? method : undefined,
    url ?? value,
  ],
  facts: ({ name, value }) => [`${String(name)}: ${String(value)}`],
}

function cellOf(name: string, value: unknown): string | number | undefined {
  const lines = linesOf(name, value)
  if (lines) return lines.join('\n')
  if (typeof value === 'string' || typeof value === 'number' || value === undefined) return value
  return Array.isArray(value) && value.every((part) => typeof part === 'string')
    ? value.join(' ')
    : JSON.stringify(value)
}

/** The parts of such a list as a person reads them; undefined where it is none. Options are one of names and values. */
function linesOf(name: string, value: unknown): string[] | undefined {
  if (name === 'options' && value)
    return Object.entries(value as JsonRecord).map(([key, each]) => `${key}: ${String(each)}`)
  const wordsOf = Object.hasOwn(LINES, name) ? LINES[name] : undefined
  if (!wordsOf || !Array.isArray(value)) return undefined
  const said = value.map((part) =>
    wordsOf(part as JsonRecord)
      .filter(Boolean)
      .join(' '),
  )
  return said.filter((line) => line !== '')
}

/** `2026-11-20T12:00:00.000Z ← #ops mina: hello`, and what it carries below it. */
function messageLine(record: JsonRecord): string {
  const { direction, room, from, title, text, binary, kind, state, why } = record
  const arrow = { in: '←', out: '→' }[String(direction)] ?? '·'
  const said = [title, text ?? binary].filter(Boolean).join(': ')
  const about = [kind, state === 'sent' ? undefined : state, why].filter(Boolean).join(', ')
  const where = room && `#${String(room).replace(/^#/, '')}`
  const first = [where, from && `${String(from)}:`, said, about && `(${about})`]
  const carried = ['attachments', 'offers', 'facts', 'options'].flatMap((name) => {
    const lines = linesOf(name, record[name]) ?? []
    return name === 'facts' || name === 'options' ? [lines.join(', ')] : lines
  })
  return lineOf(record, arrow, [[first.filter(Boolean).join(' '), ...carried].filter(Boolean).join('\n')])
}

/** `2026-11-20T12:00:00.000Z ← note #7 hello` */
function frameLine(record: JsonRecord): string {
  const { kind, event, id, url, text, binary, detail, code, reason, status, why } = record
  if (kind === 'in' || kind === 'out')
    return lineOf(record, kind === 'in' ? '←' : '→', [event, id && `#${String(id)}`, url, text ?? binary])
  const rest = [url, code, reason, detail, status ?? why].map((part) =>
    typeof part === 'object' ? JSON.stringify(part) : part,
  )
  return lineOf(record, '·', [kind, ...rest])
}

/** What follows a line that breaks stands under it. */
function lineOf({ time, at }: JsonRecord, arrow: string, parts: readonly unknown[]): string {
  const words = parts.filter((part) => part !== undefined && part !== '').map(String)
  return `${[time ?? at, arrow, ...words].join(' ').replace(/\r\n|\r|\n/g, '\n    ')}\n`
}
