import { readMessages } from '../../backends/json-read.ts'
import { isLocalId } from '../../model/ids.ts'
import type { Message } from '../../model/message.ts'
import type { Value, WorldEvent } from '../book.ts'
import type { Deed } from '../deed.ts'
import { ROOM } from '../deed.ts'
import type { Told, Tongue } from '../three-wires.ts'
import { threeWires, Unreadable } from '../three-wires.ts'

type Json = Record<string, unknown>

/** Rows as records; in the chat the session that `backends/json-session.ts` speaks: hello, acks, ping. */
export const jsonTongue: Tongue = {
  contentType: 'application/json',
  identified: true,
  row: (told) => JSON.stringify({ type: told.type, ...record(told) }),
  // Without their times: those would be half of all that changes.
  table: (world) => JSON.stringify(world.readings.map(({ name, value }) => ({ name, value }))),
  value(place, rows, world) {
    return place === 'readings' ? this.table(world) : JSON.stringify(rows.map(record))
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
  greeting: (place) =>
    place === 'chat' ? JSON.stringify({ type: 'hello', signalbox: 1, acks: true }) : undefined,
  aside(text) {
    const { type, id } = recordIn(text) ?? {}
    return type === 'ping' ? JSON.stringify({ type: 'pong', id }) : undefined
  },
  receipt(place, text, events) {
    const { type, id } = recordIn(text) ?? {}
    if (place !== 'chat' || type !== 'message' || id === undefined) return undefined
    return JSON.stringify({ type: 'ack', id, messageId: events.map(idOf)[0] })
  },
}

function record(told: Told): Json {
  const echo = told.key === undefined ? {} : { echoOf: told.key }
  if (told.type === 'notification') return { ...told.notice, ...echo }
  const { id, room, author, body, at } = told.message
  return {
    id,
    ...echo,
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

function isValue(value: unknown): value is Value {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const json = threeWires(jsonTongue)
