import type { Incoming, Message } from '../../model/message.ts'
import type { Context } from '../backend.ts'
import { CONNECTED } from '../backend.ts'
import type { Cursor } from './cursor.ts'
import { cursorOf, formatCursor, isKept, parseCursor, secondOf } from './cursor.ts'
import { messageOf } from './message.ts'
import type { NtfyRecord } from './record.ts'
import { idOf, isUnique, parseRecord } from './record.ts'
import { Sequences } from './sequences.ts'

const HEARD = 'ntfy heard'
/** So many records of one second are told apart. */
const MAX_NAMES = 10_000

/** What is known of a channel beyond one attempt. */
type Memory = {
  sequences: Sequences
  /** What was told of the cursor's second, by name: it is told again by a resume. */
  latest: { time: number; names: Set<string> }
  /** What the server says of what it keeps: that there is something, or nothing at all. Undefined where it says nothing. */
  keeps?: boolean
  /** Its ids are no other record's. */
  unique: boolean
}

/** Of one attempt: what records tell, given where it went on from. */
export class Hearing {
  readonly #memory: Memory
  #cursor: Cursor | undefined
  /** The message to go on from is not seen yet among what is told again. */
  #looksFor: Cursor | undefined
  /** The names of its second are not known. */
  readonly #forgot: boolean
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
    // A reload knows the second, and not the names in it.
    this.#forgot = this.#memory.latest.time !== this.#looksFor?.time
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
    const time = 'record' in parsed && parsed.record.event === 'open' ? secondOf(parsed.record) : undefined
    if (time !== undefined) this.#cursor ??= { time }
  }

  /** These were shown as history: of the last second some may still be on their way. */
  gave(messages: readonly Message[]): void {
    const { second } = this
    const latest = second === undefined ? undefined : this.#latestOf(second)
    for (const { id, at, source } of messages) {
      const text = typeof source === 'string' ? source : ''
      const parsed = parseRecord(text)
      if ('record' in parsed) this.#memory.sequences.knew(parsed.record, id)
      if (Math.floor(at / 1000) === second) latest?.add(nameOf(id, text))
    }
    this.keep()
  }

  /** Writes down what a reload should not forget: to be called after every lump. */
  keep(): void {
    this.#memory.sequences.keep()
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
      // That somebody has read it elsewhere is no news, but a place.
      case 'message_delete':
      case 'message_clear':
        return this.#change(record, text)
      case 'open':
        this.greet(text)
        return this.#cursor ? [{ type: 'cursor', cursor: formatCursor(this.#cursor) }] : []
      // Life, and a push that is not for us.
      case 'keepalive':
      case 'poll_request':
        return []
      default:
        return [{ type: 'garbled', frame: text, why: { code: 'ntfy.unknown-event' } }]
    }
  }

  #message(record: NtfyRecord, text: string, at: number): Incoming[] {
    const id = idOf(record)
    const gap = this.#gapBefore(id, secondOf(record))
    if (this.#isTold(record, text)) {
      if (id !== undefined) this.#memory.sequences.knew(record, id)
      return gap
    }
    this.#told(record, text)
    const message = messageOf(record, text, at)
    const { cursor } = this
    return [
      ...gap,
      ...this.#memory.sequences.replacedBy(record, message),
      {
        type: 'messages',
        messages: [message],
        ...(message.body !== '' && { sources: [message.body] }),
        ...(cursor && { cursor }),
        ...(this.#memory.unique && { exact: true }),
      },
    ]
  }

  /** It comes again with the second that it was told in, and must not take away what came after it. */
  #change(record: NtfyRecord, text: string): Incoming[] {
    const gap = this.#gapBefore(idOf(record), secondOf(record))
    if (this.#isTold(record, text)) return gap
    this.#told(record, text)
    const gone = record.event === 'message_delete' ? this.#memory.sequences.goneIn(record) : []
    const { cursor } = this
    return [...gap, ...gone, ...(cursor ? [{ type: 'cursor' as const, cursor }] : [])]
  }

  /** What was told last should be told again first: a later one before it says that the server has not all any more. */
  #gapBefore(id: string | undefined, time: number | undefined): Incoming[] {
    const wanted = this.#looksFor
    if (!wanted || id === wanted.id || time === undefined || time <= wanted.time) return []
    this.#looksFor = undefined
    return [{ type: 'gap', to: this.#openedAt, why: { code: 'not-kept' } }]
  }

  /** Was it told before? Then it is what was looked for, or of its second. */
  #isTold(record: NtfyRecord, text: string): boolean {
    const { latest, sequences } = this.#memory
    const [id, time] = [idOf(record), secondOf(record)]
    if (id === undefined) return false
    const name = nameOf(id, text)
    const isWanted = id === this.#looksFor?.id
    // After a reload nobody knows the names of that second; what stands now was told after these.
    const isBefore =
      this.#forgot &&
      time !== undefined &&
      time === this.#looksFor?.time &&
      (record.event !== 'message' || sequences.knows(record))
    if (isWanted || isBefore) {
      // Polling tells that second again and again.
      if (time !== undefined) this.#latestOf(time).add(name)
      if (isWanted) this.#looksFor = undefined
      if (isWanted && record.event === 'message') sequences.stood(record, id)
      return true
    }
    return time === latest.time && latest.names.has(name)
  }

  #told(record: NtfyRecord, text: string): void {
    const memory = this.#memory
    const id = idOf(record)
    const says = isKept(record)
    // Who says nothing, and cannot be asked by name either, could lose it in silence.
    if (says !== undefined || id === undefined) memory.keeps = memory.keeps === true || says === true
    memory.unique &&= id === undefined || isUnique(id)
    const place = cursorOf(record, says ?? memory.keeps === undefined)
    if (!place) return
    this.#cursor = place
    const names = this.#latestOf(place.time)
    if (id === undefined) return
    names.add(nameOf(id, text))
    for (const oldest of names) {
      if (names.size <= MAX_NAMES) break
      names.delete(oldest)
    }
  }

  #latestOf(time: number): Set<string> {
    if (this.#memory.latest.time !== time) this.#memory.latest = { time, names: new Set() }
    return this.#memory.latest.names
  }
}

/** Who counts gives the same id twice; the text tells them apart. */
function nameOf(id: string, text: string): string {
  return isUnique(id) ? id : `${id} ${text}`
}

function memoryOf(memory: Context['memory']): Memory {
  const known = memory.get(HEARD) as Memory | undefined
  if (known) return known
  const fresh: Memory = {
    sequences: new Sequences(memory),
    latest: { time: 0, names: new Set() },
    unique: true,
  }
  memory.set(HEARD, fresh)
  return fresh
}
