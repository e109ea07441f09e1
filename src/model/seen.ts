import { isLocalId } from './ids.ts'
import type { Message } from './message.ts'

/** So many ids are remembered. */
export const REMEMBERED = 10_000

/** The ids already shown, so that what a server tells again after a reconnect is not shown twice. Only what an earlier
 *  attempt showed counts: a server that repeats an id within one attempt does not name messages by it (many name the
 *  sender), and is not trusted with that again. */
export class Seen {
  #bodies = new Map<string, { attempt: number; body: string }>()
  #trusted = true

  /** Is this message to be shown? `attempt` counts the channel's connections. */
  fresh({ id, body }: Message, attempt: number): boolean {
    if (!this.#trusted || isLocalId(id)) return true
    const before = this.#bodies.get(id)
    if (before?.attempt === attempt) {
      this.#trusted = false
      this.#bodies.clear()
      return true
    }
    if (before?.body === body) return false
    this.#bodies.set(id, { attempt, body })
    if (this.#bodies.size > REMEMBERED) {
      const oldest = this.#bodies.keys().next()
      if (!oldest.done) this.#bodies.delete(oldest.value)
    }
    return true
  }
}
