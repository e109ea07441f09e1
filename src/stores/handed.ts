import { ECHO_MS } from './echo.ts'

/** So many are remembered. */
const HANDED_MAX = 1_000

/** What a wire took without a receipt. Nobody knows whether it arrived, but for one thing: a wire that still brought
 *  something a while later was alive. */
export class Handed {
  /** Ids of drafts, and when they were handed over (epoch ms). */
  readonly #at = new Map<string, number>()

  add(id: string, now: number): void {
    this.#at.set(id, now)
    for (const oldest of this.#at.keys()) {
      if (this.#at.size <= HANDED_MAX) break
      this.#at.delete(oldest)
    }
  }

  /** It came back: it has arrived. */
  settle(id: string): void {
    this.#at.delete(id)
  }

  /** The wire is over. Returns the ids of those that are in doubt. */
  over(heardAt: number | undefined): string[] {
    const doubtful = [...this.#at].filter(([, at]) => isDoubtful(at, heardAt)).map(([id]) => id)
    this.#at.clear()
    return doubtful
  }
}

/** Was the server not heard for long enough after it was handed over? (Epoch ms.) */
export function isDoubtful(handedAt: number, heardAt: number | undefined): boolean {
  return handedAt > (heardAt ?? 0) - ECHO_MS
}
