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
        line: (record) => formatCsvRow(COLUMNS[of].map((name) => cellOf(record[name]))),
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

function cellOf(value: unknown): string | number | undefined {
  if (typeof value === 'string' || typeof value === 'number' || value === undefined) return value
  return Array.isArray(value) && value.every((part) => typeof part === 'string')
    ? value.join(' ')
    : JSON.stringify(value)
}

/** `2026-11-20T12:00:00.000Z ← mina: hello` */
function messageLine(record: JsonRecord): string {
  const { direction, from, title, text, binary, kind, state, why } = record
  const arrow = { in: '←', out: '→' }[String(direction)] ?? '·'
  const said = [title, text ?? binary].filter(Boolean).join(': ')
  const about = [kind, state === 'sent' ? undefined : state, why].filter(Boolean).join(', ')
  return lineOf(record, arrow, [from && `${String(from)}:`, said, about && `(${about})`])
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
