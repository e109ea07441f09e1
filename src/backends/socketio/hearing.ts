import { isTooDeep } from '../../model/exact.ts'
import type { Fact, Incoming } from '../../model/message.ts'
import { readEvent } from './event-read.ts'
import { Typed } from './event-write.ts'

/** What is known of an event beside its arguments. `at`: epoch ms; `own`: the id that the server has for us. */
export type Said = { at: number; namespace: string; own: string | undefined; event?: string; facts?: Fact[] }

/** Events as what is told of them, among what was said before. */
export class Hearing {
  readonly typed = new Typed()
  readonly #author: string
  readonly #rooms: ReadonlyMap<string, string>

  /** `author`: whose messages are one's own; `rooms`: what each namespace is called. */
  constructor(author: string, rooms: ReadonlyMap<string, string>) {
    this.#author = author
    this.#rooms = rooms
  }

  read(args: readonly unknown[], { at, namespace, own, event, facts = [] }: Said): Incoming {
    try {
      const { messages, source } = readEvent(args, { at, ...(event !== undefined && { event }) })
      const typed = source === undefined ? undefined : this.typed.take(source, at)
      for (const message of messages) {
        if (this.#rooms.size > 1) message.room = this.#rooms.get(namespace) ?? namespace
        if (message.from !== undefined && (message.from === this.#author || message.from === own))
          message.own = true
        if (typed !== undefined) message.source = typed
        if (facts.length > 0) message.facts = [...(message.facts ?? []), ...facts]
      }
      return { type: 'messages', messages, ...(source !== undefined && { sources: [source] }) }
    } catch (error) {
      if (!isTooDeep(error)) throw error
      return { type: 'garbled', frame: '', why: { code: 'too-deep' } }
    }
  }
}
