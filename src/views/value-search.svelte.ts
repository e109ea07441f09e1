import type { Query, Range } from '../model/query.ts'
import type { Polling } from '../stores/polling.svelte.ts'
import { SearchError, Seeker } from '../stores/seeker.ts'
import { briefOf } from '../ui/brief.ts'
import { textsOf } from '../ui/value-texts.ts'

const NOTHING: Query = { text: '', regex: false, matchCase: false }

/** Where something was found: in the value by its path, or in the list of its changes by key. */
export type ValueHit = { in: 'value'; path: string } | { in: 'changes'; key: number }

/** A search in a value and its changes: from the top of the one to the end of the other. It does nothing while it looks
 *  for nothing. */
export class ValueSearch {
  query = $state.raw(NOTHING)
  hits = $state.raw<readonly ValueHit[]>([])
  isSearching = $state(false)
  error = $state.raw<SearchError | undefined>()
  /** The hit that the person is at. The same one while the value goes on. */
  current = $state.raw<ValueHit | undefined>()
  /** Grows whenever the person went to a hit, be it the same one. */
  moves = $state(0)
  /** Which hit that is: 1 is the first; 0: none. */
  readonly position = $derived(this.hits.findIndex((hit) => isSame(hit, this.current)) + 1)

  readonly #lens: Polling
  readonly #seeker = new Seeker()
  #run = new AbortController()
  #isGoing = false
  #isStale = false
  #isChosen = false

  constructor(lens: Polling) {
    this.#lens = lens
  }

  look(query: Query): void {
    this.#run.abort()
    this.#run = new AbortController()
    this.#isGoing = this.#isStale = this.#isChosen = false
    this.query = query
    this.error = undefined
    if (query.text === '') this.hits = []
    if (query.text === '') this.current = undefined
    if (query.regex) this.#seeker.warm()
    this.again()
  }

  /** The value is another one now. A search that is under way comes to its end first. */
  again(): void {
    if (this.query.text === '' || this.error) return
    this.#isStale = true
    if (!this.#isGoing) void this.#go(this.#run.signal)
  }

  move(by: -1 | 1): void {
    const { length } = this.hits
    if (length === 0) return
    const at = this.position - 1
    this.#goTo(this.hits[at < 0 ? (by > 0 ? 0 : length - 1) : (at + by + length) % length])
  }

  /** Where in each text the query matches: for what is on the screen. Rejects as `Seeker.mark` does. */
  mark(texts: readonly string[], signal: AbortSignal): Promise<Range[][]> {
    return this.#seeker.mark(texts, this.query, signal)
  }

  close(): void {
    this.look(NOTHING)
    this.#seeker.close()
  }

  async #go(signal: AbortSignal): Promise<void> {
    this.#isGoing = true
    this.isSearching = true
    try {
      while (this.#isStale) {
        this.#isStale = false
        await this.#lookAt(signal)
      }
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof SearchError)) throw error
      this.error = error
      this.hits = []
    }
    this.#isGoing = this.isSearching = false
  }

  async #lookAt(signal: AbortSignal): Promise<void> {
    await this.#seeker.turn(signal)
    const { snapshot, changes } = this.#lens
    const values = snapshot ? textsOf(snapshot.value) : []
    const listed = changes.map(({ path, from, to }) => [path, briefOf(from), briefOf(to)].join('\n'))
    const texts = [...values.map(({ text }) => text), ...listed]
    const found = await this.#seeker.find(texts, this.query, signal)
    this.hits = found.map((index): ValueHit => {
      const value = values[index]
      if (value) return { in: 'value', path: value.path }
      return { in: 'changes', key: changes[index - values.length]?.key ?? 0 }
    })
    if (this.#isChosen) return
    // What comes from now on takes the person nowhere.
    this.#isChosen = true
    this.#goTo(this.hits.find((hit) => isSame(hit, this.current)) ?? this.hits[0])
  }

  #goTo(hit: ValueHit | undefined): void {
    this.current = hit
    if (hit) this.moves++
  }
}

function isSame(one: ValueHit, other: ValueHit | undefined): boolean {
  if (one.in === 'value') return other?.in === 'value' && other.path === one.path
  return other?.in === 'changes' && other.key === one.key
}
