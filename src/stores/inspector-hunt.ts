import type { Query } from '../model/query.ts'
import { Keys } from './inspector-keys.ts'
import type { Sieve } from './inspector-sieve.ts'
import type { Seeker } from './seeker.ts'
import { SearchError } from './seeker.ts'

/** So much is looked through at once: what comes meanwhile is not waited with for long. */
const LOT = 1_000
const LOT_CHARS = 1024 * 1024

/** Which of those that are shown match a query: found a lot at a time, and what comes, as it comes. */
export class Hunt {
  /** Of the hits. */
  readonly keys = new Keys()
  /** It was given up: the query is no regular expression, or one that does not come to an end. */
  error: SearchError | undefined
  readonly #sieve: Sieve
  readonly #query: Query
  readonly #found: () => void
  readonly #seeker: Seeker
  readonly #over = new AbortController()
  #looked: number
  #running = false

  /** `found` is told whenever something changed. */
  constructor(sieve: Sieve, query: Query, seeker: Seeker, found: () => void) {
    this.#sieve = sieve
    this.#query = query
    this.#seeker = seeker
    this.#found = found
    this.#looked = sieve.captures.first
  }

  /** Is there something that was not looked at yet? */
  get isBusy(): boolean {
    return !this.error && this.#running
  }

  /** Goes on with what is new, and forgets what was dropped. */
  update(): void {
    this.keys.dropBelow(this.#sieve.captures.first)
    if (this.#running || this.error || this.#over.signal.aborted) return
    const keys = this.#next()
    if (keys.length > 0) void this.#run(keys)
  }

  close(): void {
    this.#over.abort()
  }

  async #run(first: readonly number[]): Promise<void> {
    this.#running = true
    try {
      for (let keys = first; keys.length > 0; keys = this.#next()) {
        const texts = keys.map((key) => this.#sieve.captures.at(key)?.text ?? '')
        const found = await this.#seeker.find(texts, this.#query, this.#over.signal)
        this.#over.signal.throwIfAborted()
        for (const index of found) this.keys.push(keys[index] as number)
        if (found.length > 0) this.#found()
      }
    } catch (error) {
      if (this.#over.signal.aborted) return
      if (!(error instanceof SearchError)) throw error
      this.error = error
    } finally {
      this.#running = false
    }
    this.#found()
  }

  /** The keys of the next lot. */
  #next(): number[] {
    const { captures } = this.#sieve
    const keys: number[] = []
    let index = this.#sieve.indexOf(this.#looked)
    for (let chars = 0; keys.length < LOT && chars < LOT_CHARS; index++) {
      const key = this.#sieve.keyAt(index)
      if (key === undefined) break
      chars += captures.at(key)?.bytes ?? 0
      keys.push(key)
    }
    this.#looked = (keys.at(-1) ?? captures.next - 1) + 1
    return keys
  }
}
