import type { SQLInputValue, SQLOutputValue } from 'node:sqlite'
import type { Priority } from '../model/message.ts'
import type { Line, Notice, Reading, Value } from './book.ts'
import { DATABASE, ROOM } from './deed.ts'

// Evaluated by the library of whoever inserts: older ones know no unixepoch('subsec').
const NOW = `(CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))`

/** The tables that any other process may write to. AUTOINCREMENT: an id is never used twice, as pages know rows by it. */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  room TEXT DEFAULT '${ROOM}',
  author TEXT DEFAULT '${DATABASE}',
  body TEXT NOT NULL,
  at INTEGER DEFAULT ${NOW},
  key TEXT
);
CREATE TABLE IF NOT EXISTS notifications (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT DEFAULT '',
  body TEXT NOT NULL,
  priority INTEGER DEFAULT 3,
  at INTEGER DEFAULT ${NOW},
  key TEXT
);
CREATE TABLE IF NOT EXISTS readings (
  name TEXT PRIMARY KEY,
  value,
  at INTEGER DEFAULT ${NOW}
);`

/** A row as SQLite gives it: any column may hold anything, whatever its type says. */
export type Raw = Record<string, SQLOutputValue>

/** `now` (epoch ms) is for rows that tell no time. */
export function readLine(raw: Raw, now: number): Line {
  const { id, room, author, body, at, key } = raw
  return {
    id: Number(id),
    room: stringOf(room) || ROOM,
    author: stringOf(author),
    body: stringOf(body),
    at: timeOf(at, now),
    ...keyOf(key),
  }
}

export function readNotice({ id, title, body, priority, at, key }: Raw, now: number): Notice {
  const level = Math.min(5, Math.max(1, Math.round(Number(priority ?? 3)) || 3)) as Priority
  return {
    id: Number(id),
    title: stringOf(title),
    body: stringOf(body),
    priority: level,
    at: timeOf(at, now),
    ...keyOf(key),
  }
}

export function readReading({ name, value, at }: Raw, now: number): Reading {
  return { name: stringOf(name), value: valueOf(value), at: timeOf(at, now) }
}

function keyOf(key: SQLOutputValue | undefined): { key?: string } {
  return typeof key === 'string' ? { key } : {}
}

/** A value on its way in. SQLite has no booleans: they are 1 and 0 there, as everywhere. */
export function bound(value: Value): SQLInputValue {
  return typeof value === 'boolean' ? Number(value) : value
}

function valueOf(value: SQLOutputValue | undefined): Value {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  return typeof value === 'number' || typeof value === 'string'
    ? value
    : (value ?? null) === null
      ? null
      : stringOf(value)
}

function stringOf(value: SQLOutputValue | undefined): string {
  if (value === null || value === undefined) return ''
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value)
}

/** Epoch ms; seconds too (told apart by size), and text as `datetime('now')` writes it, which is UTC. */
function timeOf(value: SQLOutputValue | undefined, now: number): number {
  const text = typeof value === 'string' ? value.trim() : ''
  const number = typeof value === 'string' && !/^\d+(\.\d+)?$/.test(text) ? NaN : Number(value ?? NaN)
  if (number > 0) return Math.round(number < 1e11 ? number * 1_000 : number)
  const zoneless = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text)
  const at = Date.parse(zoneless ? `${text.replace(' ', 'T')}Z` : text)
  return Number.isNaN(at) ? now : at
}
