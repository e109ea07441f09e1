import type { Change, Entry, Log } from '../model/log.ts'
import { isRecord, valueOf } from '../model/diff.ts'
import type { Message } from '../model/message.ts'
import { MAX_NAMED } from './rooms.svelte.ts'

/** What a room said last, and when (epoch ms). */
type Latest = { at: number; text: string; key: number }

/** The value of each room: what was said there last, read as JSON where it is some. */
export class RoomValues {
  readonly #accept: (room: string) => boolean
  readonly #latest = new Map<string, Latest>()
  /** Those that were read, by room, and as a record. */
  readonly #read = new Map<string, unknown>()
  #values: Readonly<Record<string, unknown>> = {}
  /** Those that became others since. */
  readonly #stale = new Set<string>()
  #changedAt = 0

  /** `accept`: is a room one of them? */
  constructor(accept: (room: string) => boolean) {
    this.#accept = accept
  }

  /** When any of them said something last (epoch ms); 0: none did. */
  get changedAt(): number {
    return this.#changedAt
  }

  /** Those that said something since they were read. */
  get changed(): Iterable<string> {
    return this.#stale
  }

  get size(): number {
    return this.#latest.size
  }

  /** Is that room the only one, with none below it? */
  isAlone(room: string | undefined): boolean {
    return room !== undefined && this.#latest.size === 1 && this.#latest.has(room)
  }

  /** When a room said something last (epoch ms). */
  at(room: string): number | undefined {
    return this.#latest.get(room)?.at
  }

  /** Takes what is there. */
  begin(log: Log): void {
    this.clear()
    for (let index = 0; index < log.length; index++) {
      const entry = log.at(index)
      if (entry) this.#take(entry)
    }
  }

  /** Returns whether any of it was a value. */
  heed(changes: readonly Change[]): boolean {
    let isOther = false
    for (const change of changes)
      for (const entry of 'put' in change ? change.put : change.by) isOther = this.#take(entry) || isOther
    return isOther
  }

  clear(): void {
    this.#latest.clear()
    this.#stale.clear()
    this.#read.clear()
    this.#values = {}
  }

  /** All of them by room; that of the room itself, where it is the only one: a new object whenever one changed. */
  read(room: string | undefined): unknown {
    if (this.#stale.size > 0) {
      for (const each of this.#stale)
        this.#read.set(each, withoutRoom(valueOf(this.#latest.get(each)?.text ?? ''), each))
      this.#stale.clear()
      // Any name is one of its own so.
      this.#values = Object.fromEntries(this.#read)
    }
    return room !== undefined && this.isAlone(room) ? this.#read.get(room) : this.#values
  }

  #take(entry: Entry): boolean {
    if (entry.kind !== 'message') return false
    const { room, at } = entry.message
    if (!room || !this.#accept(room)) return false
    if (this.#latest.size >= MAX_NAMED && !this.#latest.has(room)) return false
    const key = Number(entry.key)
    // What is read or told anew stands where it stood.
    if (key < (this.#latest.get(room)?.key ?? 0)) return false
    this.#latest.set(room, { at, text: textOf(entry.message), key })
    this.#changedAt = at
    this.#stale.add(room)
    return true
  }
}

/** What the row shows; where that is nothing, what it came as. */
function textOf({ source, body }: Message): string {
  return body === '' && typeof source === 'string' ? source : body
}

/** A record need not say once more where it is from. */
function withoutRoom(value: unknown, room: string): unknown {
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== room))
}
