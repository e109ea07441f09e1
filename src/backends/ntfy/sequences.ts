import type { Incoming, Message } from '../../model/message.ts'
import type { Context } from '../backend.ts'
import type { NtfyRecord } from './record.ts'
import { sequenceOf } from './record.ts'

/** In a channel's memory, also after a reload. */
const SEQUENCES = 'lasting ntfy sequences'
/** So many notifications are known that may be updated, and so many of them after a reload. */
const MAX_SEQUENCES = 1_000
const MAX_KEPT = 200

/** The message that stands for each notification which is updated or deleted by its sequence (ntfy 2.16 and later:
 *  https://docs.ntfy.sh/publish/#updating-deleting-notifications). With a memory they are known after a reload, too. */
export class Sequences {
  /** The message that stands for it, and the one before that: a page may be left after this was written down, and before the
   *  message was. */
  readonly #shown: Map<string, [id: string, before?: string]>
  readonly #memory: Context['memory'] | undefined
  #isKept = true

  constructor(memory?: Context['memory']) {
    this.#memory = memory
    const kept = memory?.get(SEQUENCES)
    this.#shown = new Map(kept instanceof Set ? [...kept].flatMap(parseKept) : [])
  }

  /** Is there a message that stands for the same? */
  knows(record: NtfyRecord): boolean {
    const name = nameOf(record)
    return name !== undefined && this.#shown.has(name)
  }

  /** It was shown before, unless a later one stands for the same already. */
  knew(record: NtfyRecord, id: string): void {
    const name = nameOf(record)
    if (name !== undefined && !this.#shown.has(name)) this.#stands(name, id)
  }

  /** It was told last of all, and stands for its sequence. */
  stood(record: NtfyRecord, id: string): void {
    const name = nameOf(record)
    if (name !== undefined) this.#stands(name, id)
  }

  /** Of a notification that is updated, what stood for it before goes. */
  replacedBy(record: NtfyRecord, { id }: Message): Incoming[] {
    const name = nameOf(record)
    if (name === undefined) return []
    // The first message of a sequence may be what it is called by.
    const [known = sequenceOf(record), older] = this.#shown.get(name) ?? []
    const before = known === id ? older : known
    this.#stands(name, id)
    return before === undefined ? [] : [goneFrom(record, before)]
  }

  /** What a deletion takes away. */
  goneIn(record: NtfyRecord): Incoming[] {
    const [id = sequenceOf(record)] = this.#shown.get(nameOf(record) ?? '') ?? []
    return id === undefined ? [] : [goneFrom(record, id)]
  }

  /** Writes down what it knows, if that is not written down: once for many records, since it takes its time. */
  keep(): void {
    if (this.#isKept) return
    this.#isKept = true
    const last = [...this.#shown].slice(-MAX_KEPT)
    this.#memory?.set(SEQUENCES, new Set(last.map(([name, ids]) => JSON.stringify([name, ...ids]))))
  }

  #stands(name: string, id: string): void {
    const [before, older] = this.#shown.get(name) ?? []
    this.#isKept = false
    this.#shown.delete(name)
    this.#shown.set(name, before === id ? pairOf(id, older) : pairOf(id, before))
    for (const oldest of this.#shown.keys()) {
      if (this.#shown.size <= MAX_SEQUENCES) break
      this.#shown.delete(oldest)
    }
  }
}

function goneFrom({ topic }: NtfyRecord, id: string): Incoming {
  return { type: 'change', ...(typeof topic === 'string' && topic && { room: topic }), id, set: 'gone' }
}

/** A sequence is one of its topic. */
function nameOf(record: NtfyRecord): string | undefined {
  const sequence = sequenceOf(record)
  return sequence === undefined ? undefined : `${String(record['topic'])}/${sequence}`
}

function pairOf(id: string, before: string | undefined): [string, string?] {
  return before === undefined ? [id] : [id, before]
}

function parseKept(text: unknown): [string, [string, string?]][] {
  try {
    const parts: unknown = JSON.parse(String(text))
    const [name, id, before] = Array.isArray(parts) ? parts.filter((part) => typeof part === 'string') : []
    return name !== undefined && id !== undefined ? [[name, pairOf(id, before)]] : []
  } catch {
    // Written by another version of this page.
    return []
  }
}
