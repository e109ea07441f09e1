import { isLocalId } from './ids.ts'
import type { Message } from './message.ts'

/** At least so many ids are remembered, and at most twice as many. */
export const REMEMBERED = 5_000

type Told = { attempt: number; at: number; body: string }

/** The ids already shown, so that what a server tells again after a reconnect is not shown twice. Only what an earlier
 *  attempt showed counts: a server that repeats an id within one attempt does not name messages by it (many name the
 *  sender), and is not trusted with that again. */
export class Seen {
  // Two generations: forgetting the oldest one by one makes a Map slower and slower.
  #young = new Map<string, Told>()
  #old = new Map<string, Told>()
  #trusted = true

  /** Is this message to be shown? `attempt` counts the channel's connections. An id is believed alone where it is the
   *  wire's own (`identified`); else the server's time must be the same too, since many count anew after a restart. */
  fresh({ id, at, body }: Message, attempt: number, identified = false): boolean {
    if (!this.#trusted || isLocalId(id)) return true
    const before = this.#young.get(id) ?? this.#old.get(id)
    if (before?.attempt === attempt) {
      this.#trusted = false
      this.#young.clear()
      this.#old.clear()
      return true
    }
    if (before?.body === body && (identified || before.at === at)) return false
    this.#young.set(id, { attempt, at, body })
    if (this.#young.size >= REMEMBERED) {
      this.#old = this.#young
      this.#young = new Map()
    }
    return true
  }
}
