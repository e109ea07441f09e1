import type { DatabaseSync } from 'node:sqlite'
import type { Kind, Line, Notice, Told } from './book.ts'
import { toldOf } from './book.ts'
import type { Deed } from './deed.ts'
import { lineOf, noticeOf } from './deed.ts'
import { uniqueKey } from './ledger.ts'
import type { Raw } from './schema.ts'
import { readLine, readNotice, SCHEMA } from './schema.ts'
import type { Span } from './world.ts'

const TABLES = {
  message: { table: 'messages', columns: 'id, room, author, body, at', read: readLine },
  notification: { table: 'notifications', columns: 'id, title, body, priority, at', read: readNotice },
} as const

/** Makes what is missing: all tables in a new file, the keys in one from before there were keys. A table of somebody
 *  else's that only has the name of ours is refused, and stays as it was. */
export function openTables(database: DatabaseSync): void {
  database.exec(SCHEMA)
  for (const { table, columns } of Object.values(TABLES)) {
    database.prepare(`SELECT ${columns} FROM ${table}`)
    const named = database.prepare(`PRAGMA table_info(${table})`).all()
    if (!named.some(({ name }) => name === 'key')) database.exec(`ALTER TABLE ${table} ADD COLUMN key TEXT`)
    database.exec(`CREATE UNIQUE INDEX IF NOT EXISTS ${table}_key ON ${table}(key) WHERE key IS NOT NULL`)
  }
}

/** The rows of a span, oldest first. `now` (epoch ms) is for those that tell no time. */
export function readRows<K extends Kind>(
  database: DatabaseSync,
  kind: K,
  { above = -Infinity, upTo = Infinity, limit, end }: Partial<Span> & Pick<Span, 'limit' | 'end'>,
  now: number,
): (K extends 'message' ? Line : Notice)[] {
  const { table, read } = TABLES[kind]
  const order = end === 'oldest' ? 'ASC' : 'DESC'
  const rows = database
    .prepare(`SELECT * FROM ${table} WHERE id > ? AND id <= ? ORDER BY id ${order} LIMIT ?`)
    .all(above, upTo, limit)
    .map((raw) => read(raw, now))
  return (end === 'oldest' ? rows : rows.reverse()) as (K extends 'message' ? Line : Notice)[]
}

/** The row that was made under the deed's key, however long ago. */
export function findRow(database: DatabaseSync, deed: Deed, now: number): Told | undefined {
  const key = deed.kind === 'set' ? undefined : uniqueKey(deed.key)
  if (key === undefined) return undefined
  const kind = deed.kind === 'say' ? 'message' : 'notification'
  const { table, read } = TABLES[kind]
  const raw = database.prepare(`SELECT * FROM ${table} WHERE key = ?`).get(key)
  return raw && toldOf(kind, read(raw, now))
}

/** Adds a row. A key that is no one's alone is told with it, but not kept. */
export function addRow(database: DatabaseSync, deed: Exclude<Deed, { kind: 'set' }>, now: number): Told {
  const insert = (into: string, ...values: (string | number)[]): Raw =>
    database.prepare(`INSERT INTO ${into} RETURNING *`).get(...values, uniqueKey(deed.key) ?? null) ?? {}
  const key = deed.key === undefined ? {} : { key: deed.key }
  if (deed.kind === 'say') {
    const { room, author, body, at } = lineOf(deed, now)
    const columns = 'messages(room, author, body, at, key) VALUES (?, ?, ?, ?, ?)'
    return toldOf('message', { ...readLine(insert(columns, room, author, body, at), now), ...key })
  }
  const { title, body, priority, at } = noticeOf(deed, now)
  const columns = 'notifications(title, body, priority, at, key) VALUES (?, ?, ?, ?, ?)'
  return toldOf('notification', { ...readNotice(insert(columns, title, body, priority, at), now), ...key })
}

/** The newest id that was ever used, also by a row that is not there any more. Throws where another program made the
 *  table and does not count. */
export function lastUsedId(database: DatabaseSync, kind: Kind): number {
  const used = database.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').get(TABLES[kind].table)
  return Number(used?.['seq'] ?? 0)
}
