import { ECHO_MS } from './echo.ts'

/** From so many on it is looked which of them are in no doubt any more. */
const MANY = 1_000

/** What a wire took without a receipt. Nobody knows whether it arrived, but for one thing: a wire that still brought
 *  something a while later was alive. */
export class Handed {
  /** Ids of drafts, and when they were handed over (epoch ms). */
  #at = new Map<string, number>()
  #lookAt = MANY

  get size(): number {
    return this.#at.size
  }

  /** `heardAt`: when the server was heard last. However many there are, none that is in doubt is forgotten. */
  add(id: string, now: number, heardAt: number | undefined): void {
    this.#at.set(id, now)
    if (this.#at.size < this.#lookAt) return
    this.#at = new Map([...this.#at].filter(([, at]) => isDoubtful(at, heardAt)))
    this.#lookAt = Math.max(MANY, 2 * this.#at.size)
  }

  /** It came back: it has arrived. */
  settle(id: string): void {
    this.#at.delete(id)
  }

  /** The wire is over. Returns the ids of those that are in doubt. */
  over(heardAt: number | undefined): string[] {
    const doubtful = [...this.#at].filter(([, at]) => isDoubtful(at, heardAt)).map(([id]) => id)
    this.#at.clear()
    this.#lookAt = MANY
    return doubtful
  }
}

/** Was the server not heard for long enough after it was handed over? (Epoch ms.) */
export function isDoubtful(handedAt: number, heardAt: number | undefined): boolean {
  return handedAt > (heardAt ?? 0) - ECHO_MS
}
