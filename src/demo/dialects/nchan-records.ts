import { readMessages } from '../../backends/json-read.ts'
import type { Told } from '../book.ts'
import type { Deed } from '../deed.ts'
import { ROOM } from '../deed.ts'
import type { Place } from '../place.ts'
import { idOf, kindOf, timeOf } from '../place.ts'
import { Unreadable } from '../three-wires.ts'
import type { World } from '../world.ts'
import { plainTongue } from './plain.ts'

/** A message in a channel's buffer: the second in which it was published, and its number in that. */
export type Stored = { time: number; tag: number; type: string; body: string }
/** Where a subscriber is. */
export type Cursor = Pick<Stored, 'time' | 'tag'>

/** What is older is forgotten (nchan_message_buffer_length). */
const BUFFERED = 200
const TEXT = 'text/plain; charset=utf-8'
const JSON_TYPE = 'application/json'
/** Ids above this are milliseconds, those below count. */
const LEAST_MS = 1e11

/** What a channel has after that place, oldest first; all of it where there is none. */
export function storedAfter(world: World, place: Place, after?: Cursor): Stored[] {
  const kind = kindOf(place)
  const all = kind ? world.before(kind, undefined, BUFFERED).rows.map(storedOf) : [tableOf(world)]
  return after ? all.filter((stored) => isAfter(stored, after)) : all
}

export function isAfter(one: Cursor, other: Cursor): boolean {
  return one.time > other.time || (one.time === other.time && one.tag > other.tag)
}

/** A row as its publisher would have written it. */
export function storedOf(told: Told): Stored {
  const id = idOf(told)
  const at = timeOf(told)
  const where =
    id > LEAST_MS
      ? { time: Math.floor(id / 1_000), tag: id % 1_000 }
      : { time: Math.floor(at / 1_000), tag: id }
  if (told.type === 'notification') {
    const { title, body, priority } = told.notice
    return { ...where, type: JSON_TYPE, body: JSON.stringify({ title, body, priority }) }
  }
  const { author, body, room } = told.message
  if (!author && room === ROOM) return { ...where, type: TEXT, body }
  const record = { ...(author && { from: author }), text: body, ...(room !== ROOM && { room }) }
  return { ...where, type: JSON_TYPE, body: JSON.stringify(record) }
}

/** All readings as one message: the table, as it was when one changed last. */
export function tableOf(world: World): Stored {
  const at = Math.max(1_000, ...world.readings.map((reading) => reading.at))
  const body = JSON.stringify(world.readings.map(({ name, value }) => ({ name, value })))
  return { time: Math.floor(at / 1_000), tag: at % 1_000, type: JSON_TYPE, body }
}

/** What is to happen in the world by what somebody publishes. Throws Unreadable. */
export function deedsOf(place: Place, text: string): Deed[] {
  const record = place === 'readings' ? undefined : recordIn(text)
  if (!record) return plainTongue.hear(place, text)
  return readMessages(record, text, { at: 0 }).map(({ from = '', title = '', body, priority }) => {
    if (!title && !body) throw new Unreadable('Nothing was said.')
    return place === 'chat'
      ? { kind: 'say', author: from, body: body || title }
      : { kind: 'notify', title, body, ...(priority && { priority }) }
  })
}

function recordIn(text: string): object | undefined {
  if (!/^\s*\{/.test(text)) return undefined
  try {
    return JSON.parse(text) as object
  } catch {
    // Text, then.
    return undefined
  }
}
