import { readMessages } from '../../backends/json-read.ts'
import { isLocalId } from '../../model/ids.ts'
import type { Message } from '../../model/message.ts'
import type { Told, Value, WorldEvent } from '../book.ts'
import type { Deed } from '../deed.ts'
import { ROOM } from '../deed.ts'
import type { Tongue } from '../three-wires.ts'
import { threeWires, Unreadable } from '../three-wires.ts'
import type { Words } from '../words.ts'

type Json = Record<string, unknown>

/** So many rows is a page of history where nobody says. */
const PAGE = 100

/** What else each wire can, beside the socket's. */
const CAN = { acks: true, dedupes: true, resumes: true }
/** What each can that speaks while it listens. */
const SOCKET_CAN = { ...CAN, history: true }

/** The words of `backends/json.md`, from the server's side. */
const words: Words = {
  greeting(place, wire) {
    const can =
      wire === 'events'
        ? CAN
        : place === 'chat'
          ? { ...SOCKET_CAN, presence: true, typing: true }
          : SOCKET_CAN
    return JSON.stringify({ type: 'hello', signalbox: 1, ...can })
  },
  read(frame) {
    const { type, id, from, since, on, room, before, limit, signalbox } = recordIn(frame) ?? {}
    const name = textIn(room)
    if (type === 'hello' && signalbox === 1)
      return {
        type,
        from: textIn(from) ?? '',
        ...(textIn(since) !== undefined && { since: textIn(since) ?? '' }),
      }
    if (type === 'ping') return { type, id }
    if (type === 'typing') return { type, on: on !== false, ...(name && { room: name }) }
    if (type !== 'history') return undefined
    const most = typeof limit === 'number' && limit >= 1 ? Math.floor(limit) : PAGE
    return { type, id, limit: most, ...(textIn(before) !== undefined && { before: textIn(before) ?? '' }) }
  },
  write(word) {
    if (word.type !== 'history') return JSON.stringify(word)
    const { rows, ...rest } = word
    return JSON.stringify({ ...rest, messages: rows.map(recordOf) })
  },
  since: (rows, cursor, missed) =>
    JSON.stringify({
      signalbox: 1,
      ...CAN,
      cursor,
      ...(missed && { gap: true }),
      messages: rows.map(recordOf),
    }),
}

/** Rows as records, with the words that `backends/json-session.ts` speaks. */
export const jsonTongue: Tongue = {
  contentType: 'application/json',
  row: (told) => JSON.stringify({ type: told.type, ...recordOf(told) }),
  // Without their times: those would be half of all that changes.
  table: (world) => JSON.stringify(world.readings.map(({ name, value }) => ({ name, value }))),
  value(place, rows, world) {
    return place === 'readings' ? this.table(world) : JSON.stringify(rows.map(recordOf))
  },
  hear(place, text) {
    const value = parse(text)
    if (place === 'readings') return readReadings(value)
    const messages = readMessages(value, text, { at: 0 })
    if (messages.length === 0) throw new Unreadable('Nothing was said.')
    return messages.map((message) => (place === 'chat' ? sayOf(message) : notifyOf(message)))
  },
  said(events) {
    const ids = events.map(idOf).filter((id) => id !== undefined)
    return Response.json({ id: ids[0], ...(ids.length > 1 && { ids }) }, { status: 201 })
  },
  error(text, frame) {
    const id = frame === undefined ? undefined : idIn(frame)
    return JSON.stringify({ type: 'error', id, text })
  },
  receipt(text, events) {
    const { type, id } = recordIn(text) ?? {}
    if (type !== 'message' || id === undefined) return undefined
    return JSON.stringify({ type: 'ack', id, messageId: events.map(idOf)[0] })
  },
  words,
}

function recordOf(told: Told): Json {
  if (told.type === 'notification') {
    const { key, ...notice } = told.notice
    return { ...notice, ...(key !== undefined && { echoOf: key }) }
  }
  const { id, room, author, body, at, key } = told.message
  return {
    id,
    ...(key !== undefined && { echoOf: key }),
    ...(room !== ROOM && { room }),
    ...(author && { from: author }),
    text: body,
    at,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new Unreadable(`That is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function sayOf({ id, room, from = '', title, body }: Message): Deed {
  const text = [title, body].filter(Boolean).join(': ')
  if (!text) throw new Unreadable('Nothing was said: a message has a text.')
  return { kind: 'say', author: from, body: text, ...(room && { room }), ...keyOf(id) }
}

function notifyOf({ id, title = '', body, priority }: Message): Deed {
  if (!title && !body) throw new Unreadable('A notification has a title or a body.')
  return { kind: 'notify', title, body, ...(priority && { priority }), ...keyOf(id) }
}

function keyOf(id: string): { key?: string } {
  return isLocalId(id) ? {} : { key: id }
}

/** `{name, value}`, a list of those, or a record of names with their values. */
function readReadings(value: unknown): Deed[] {
  if (Array.isArray(value)) return value.flatMap(readReadings)
  if (!isRecord(value)) throw new Unreadable('A reading is {"name": …, "value": …}.')
  const named = typeof value['name'] === 'string' && isValue(value['value'])
  const pairs = named ? [[value['name'], value['value']] as const] : Object.entries(value)
  return pairs.map(([name, to]) => {
    if (!isValue(to)) throw new Unreadable('The value of a reading is a number, a text, a boolean or null.')
    return { kind: 'set', name: String(name), value: to }
  })
}

function recordIn(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as unknown
    return isRecord(value) ? value : undefined
  } catch {
    // What is no JSON is no record; `hear` says so to the sender.
    return undefined
  }
}

function idIn(text: string): unknown {
  return recordIn(text)?.['id']
}

function idOf(event: WorldEvent): number | undefined {
  if (event.type === 'reading') return undefined
  return event.type === 'message' ? event.message.id : event.notice.id
}

/** A name or an id, as text. */
function textIn(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

function isValue(value: unknown): value is Value {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const json = threeWires(jsonTongue)
