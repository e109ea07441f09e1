import type { Incoming, Message } from '../../model/message.ts'
import type { Context } from '../backend.ts'
import { CONNECTED } from '../backend.ts'
import type { Cursor } from './cursor.ts'
import { cursorOf, formatCursor, isKept, parseCursor } from './cursor.ts'
import { messageOf } from './message.ts'
import type { NtfyRecord } from './record.ts'
import { idOf, parseRecord, sequenceOf, timeOf } from './record.ts'

const HEARD = 'ntfy heard'
/** So many notifications are known that may be updated. */
const MAX_SEQUENCES = 1_000
/** So many ids of one second are told apart. */
const MAX_IDS = 10_000

/** What is known of a channel beyond one attempt. */
type Memory = {
  /** The last message of each notification that is updated or deleted by its sequence. */
  sequences: Map<string, string>
  /** What was shown of the cursor's second: it is told again by a resume. */
  latest: { time: number; ids: Set<string> }
  /** Of what was told the server kept this: something, or nothing at all. */
  keeps?: boolean
}

/** Of one attempt: what records tell, given where it went on from. */
export class Hearing {
  readonly #memory: Memory
  #cursor: Cursor | undefined
  /** The message to go on from is not seen yet among what is told again. */
  #looksFor: Cursor | undefined
  readonly #openedAt: number

  /** `openedAt` (epoch ms): when the attempt began. `topics`: those that are heard. */
  constructor(
    { memory, cursor }: Pick<Context, 'memory' | 'cursor'>,
    topics: readonly string[],
    openedAt: number,
  ) {
    this.#memory = memoryOf(memory)
    this.#cursor = parseCursor(cursor)
    // Of a topic that was left nothing is told again.
    const { topic } = this.#cursor ?? {}
    this.#looksFor = topic !== undefined && topics.includes(topic) ? this.#cursor : undefined
    this.#openedAt = openedAt
  }

  /** The query to go on with: by the second. Undefined at the very first. */
  get since(): string | undefined {
    return this.#cursor && String(this.#cursor.time)
  }

  get cursor(): string | undefined {
    return this.#cursor && formatCursor(this.#cursor)
  }

  /** The second up to which all was told, or is history; undefined before anything was. */
  get second(): number | undefined {
    return this.#cursor?.time
  }

  /** The first line, before it is read: where nothing was told yet, what comes later begins there. */
  greet(text: string): void {
    const parsed = parseRecord(text)
    const time = 'record' in parsed && parsed.record.event === 'open' ? timeOf(parsed.record) : undefined
    if (time !== undefined) this.#cursor ??= { time }
  }

  /** These were shown as history: of the last second some may still be on their way. */
  gave(messages: readonly Message[]): void {
    for (const { id, source } of messages) {
      const parsed = typeof source === 'string' ? parseRecord(source) : undefined
      const sequence = parsed && 'record' in parsed ? sequenceOf(parsed.record) : undefined
      if (sequence !== undefined && !this.#memory.sequences.has(sequence))
        this.#memory.sequences.set(sequence, id)
    }
    const { second } = this
    if (second === undefined) return
    if (this.#memory.latest.time !== second) this.#memory.latest = { time: second, ids: new Set() }
    for (const { id, at } of messages) if (at === second * 1000) this.#memory.latest.ids.add(id)
  }

  /** A gap at once, where it is known that this server keeps nothing for who was away. */
  *begin(memory: Context['memory']): Generator<Incoming> {
    if (memory.get(CONNECTED) && this.#memory.keeps === false)
      yield { type: 'gap', why: { code: 'cannot-resume' } }
    memory.set(CONNECTED, true)
  }

  /** What a line tells: `at` (epoch ms) is when it came. Never throws. */
  read(text: string, at: number): Incoming[] {
    const parsed = parseRecord(text)
    if ('why' in parsed) return [{ type: 'garbled', frame: text, why: parsed.why }]
    const { record } = parsed
    switch (record.event) {
      case 'message':
        return this.#message(record, text, at)
      case 'message_delete':
        return goneIn(record, this.#memory.sequences)
      case 'open':
        this.greet(text)
        return this.#cursor ? [{ type: 'cursor', cursor: formatCursor(this.#cursor) }] : []
      // Life, a push that is not for us, and that somebody has read it elsewhere.
      case 'keepalive':
      case 'poll_request':
      case 'message_clear':
        return []
      default:
        return [{ type: 'garbled', frame: text, why: { code: 'ntfy.unknown-event' } }]
    }
  }

  #message(record: NtfyRecord, text: string, at: number): Incoming[] {
    const { latest } = this.#memory
    const [id, time, place] = [idOf(record), timeOf(record), cursorOf(record)]
    const gap = this.#gapBefore(id, time)
    if (id !== undefined && (id === this.#looksFor?.id || (time === latest.time && latest.ids.has(id)))) {
      this.#looksFor = undefined
      const sequence = sequenceOf(record)
      if (sequence !== undefined && !this.#memory.sequences.has(sequence))
        this.#memory.sequences.set(sequence, id)
      return gap
    }
    if (place) this.#told(place, id)
    this.#memory.keeps = this.#memory.keeps === true || isKept(record)
    const message = messageOf(record, text, at)
    const cursor = this.cursor
    return [
      ...gap,
      ...replacedBy(record, message, this.#memory.sequences),
      {
        type: 'messages',
        messages: [message],
        ...(message.body !== '' && { sources: [message.body] }),
        ...(cursor && { cursor }),
        exact: true,
      },
    ]
  }

  /** What was told last should be told again first: a later one before it says that the server has not all any more. */
  #gapBefore(id: string | undefined, time: number | undefined): Incoming[] {
    const wanted = this.#looksFor
    if (!wanted || id === wanted.id || time === undefined || time <= wanted.time) return []
    this.#looksFor = undefined
    return [{ type: 'gap', to: this.#openedAt, why: { code: 'not-kept' } }]
  }

  #told(place: Cursor, id: string | undefined): void {
    const { latest } = this.#memory
    this.#cursor = place
    if (latest.time !== place.time) this.#memory.latest = { time: place.time, ids: new Set() }
    const { ids } = this.#memory.latest
    if (id === undefined) return
    ids.add(id)
    for (const oldest of ids) {
      if (ids.size <= MAX_IDS) break
      ids.delete(oldest)
    }
  }
}

/** The messages of an answer that has all there is, oldest first: of a notification that was updated the last, of one
 *  that was deleted none. What cannot be read is left out. */
export function messagesIn(lines: readonly string[], at: number): Message[] {
  const sequences = new Map<string, string>()
  const messages = new Map<string, Message>()
  for (const line of lines) {
    const parsed = parseRecord(line)
    if ('why' in parsed) continue
    const { record } = parsed
    const isMessage = record.event === 'message'
    const message = isMessage ? messageOf(record, line, at) : undefined
    const gone = message
      ? replacedBy(record, message, sequences)
      : record.event === 'message_delete'
        ? goneIn(record, sequences)
        : []
    for (const change of gone) if (change.type === 'change') messages.delete(change.id)
    if (message) messages.set(message.id, message)
  }
  return [...messages.values()]
}

/** Of an updated notification, what stood for it before goes. */
function replacedBy(record: NtfyRecord, { id }: Message, sequences: Map<string, string>): Incoming[] {
  const sequence = sequenceOf(record)
  if (sequence === undefined) return []
  const before = sequences.get(sequence) ?? sequence
  sequences.delete(sequence)
  sequences.set(sequence, id)
  for (const oldest of sequences.keys()) {
    if (sequences.size <= MAX_SEQUENCES) break
    sequences.delete(oldest)
  }
  return before === id ? [] : [{ type: 'change', ...roomOf(record), id: before, set: 'gone' }]
}

/** The first message of a sequence may be what it is called by. */
function goneIn(record: NtfyRecord, sequences: Map<string, string>): Incoming[] {
  const sequence = sequenceOf(record)
  if (sequence === undefined) return []
  const id = sequences.get(sequence) ?? sequence
  return [{ type: 'change', ...roomOf(record), id, set: 'gone' }]
}

function roomOf({ topic }: NtfyRecord): { room?: string } {
  return typeof topic === 'string' && topic !== '' ? { room: topic } : {}
}

function memoryOf(memory: Context['memory']): Memory {
  const known = memory.get(HEARD) as Memory | undefined
  if (known) return known
  const fresh: Memory = { sequences: new Map(), latest: { time: 0, ids: new Set() } }
  memory.set(HEARD, fresh)
  return fresh
}
