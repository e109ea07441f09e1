import type { Change, Entry, Key } from '../model/log.ts'
import type { Query, Range } from '../model/query.ts'
import { soughtIn } from '../model/sought.ts'
import type { Clock } from '../net/clock.ts'
import { clock as realClock } from '../net/clock.ts'
import { Frontier } from './frontier.ts'
import { Hits } from './hits.svelte.ts'
import type { Reading } from './reading.ts'
import { SearchError, Seeker } from './seeker.ts'

/** What is found is shown so often at most (ms); the first of it at once. */
const SHOW_MS = 100
const NOTHING: Query = { text: '', regex: false, matchCase: false }

/** Which entries are shown at all. */
type Accept = (entry: Entry) => boolean

/** A search in the log of a channel, or of a room of it: from its newest entry to its oldest, and in what comes and what is read back, as it
 *  does. It does nothing, and holds nothing, while it looks for nothing. */
export class Search {
  query = $state.raw(NOTHING)
  /** The log was not looked through to its beginning yet. */
  isSearching = $state(false)
  /** What is older than the log is being read and looked through: so far back (epoch ms). */
  backTo = $state<number | undefined>()
  /** Why it was given up. */
  error = $state.raw<SearchError | undefined>()
  /** The hit that the person is at, by key. */
  current = $state.raw<number | undefined>()
  /** Grows whenever the person went to a hit, be it the same one. */
  moves = $state(0)
  readonly hits: Hits

  readonly #reading: Reading
  readonly #accept: () => Accept
  readonly #clock: Clock
  readonly #seeker = new Seeker()
  #unwatch: (() => void) | undefined
  #run = new AbortController()
  #back: AbortController | undefined
  #going: Promise<void> | undefined
  #frontier: Frontier
  /** What is not shown yet. */
  #found = new Set<number>()
  #gone = new Set<number>()
  #shownAt = -Infinity
  #cancelShow: (() => void) | undefined
  /** The first hit is chosen from this key on, to older ones. */
  #from = Infinity
  #isChosen = false

  /** `accept`: asked whenever entries are looked at. */
  constructor(reading: Reading, accept: () => Accept = () => () => true, clock = realClock) {
    this.#reading = reading
    this.#accept = accept
    this.#clock = clock
    this.hits = new Hits(reading.log, () => reading.version)
    this.#frontier = new Frontier(reading.log)
  }

  /** Looks for something, from where the person is: the hit that they are at, or else the entry of the key `from`. */
  look(query: Query, from = Infinity): void {
    this.#from = this.current ?? from
    this.query = query
    this.again()
    if (query.regex) this.#seeker.warm()
  }

  /** Looks for the same once more, in what is accepted now. */
  again(): void {
    this.#end()
    if (this.query.text === '') return this.close()
    this.#frontier = new Frontier(this.#reading.log)
    this.#unwatch ??= this.#reading.watch((changes) => this.#heed(changes))
    void this.#go()
  }

  /** These may be others now, or not be accepted any more. */
  recheck(keys: readonly Key[]): void {
    this.#frontier.recheck(keys)
    void this.#go()
  }

  /** To the next hit that is older (-1) or newer (1). Before the first one, it is looked for further back. */
  async move(by: -1 | 1): Promise<void> {
    const { current = this.#from, hits } = this
    const isFirst = by < 0 && !this.isSearching && !(hits.keys[0]! < current)
    if (isFirst && this.#reading.older !== 'none' && (await this.lookBack())) return
    this.#goTo(hits.beside(current, by))
  }

  /** Reads back what is older than the log, from the device and from the server, until there is another hit, and goes to
   *  it; or until there is no more. Resolves with whether there is one. */
  async lookBack(): Promise<boolean> {
    if (this.query.text === '' || this.#back) return false
    const back = (this.#back = new AbortController())
    const { signal } = back
    const first = this.hits.keys[0] ?? Infinity
    const isFound = () => (this.hits.keys[0] ?? Infinity) < first
    while (!signal.aborted && !isFound() && !this.error && this.#reading.older !== 'none') {
      const { log } = this.#reading
      const { firstKey } = log
      this.backTo = log.at(0)?.at ?? this.#clock.now()
      await this.#reading.loadOlder()
      // A server that cannot tell more now is not asked again and again.
      if (signal.aborted || log.firstKey === firstKey) break
      await this.#go()
      if (!signal.aborted) this.#show()
    }
    if (signal.aborted) return false
    this.stopLookingBack()
    if (!isFound()) return false
    this.#goTo(this.hits.beside(first, -1))
    return true
  }

  stopLookingBack(): void {
    this.#back?.abort()
    this.#back = undefined
    this.backTo = undefined
  }

  /** Where in each text the query matches: for what is on the screen. Rejects as `Seeker.mark` does. */
  mark(texts: readonly string[], signal: AbortSignal): Promise<Range[][]> {
    return this.#seeker.mark(texts, this.query, signal)
  }

  /** Looks for nothing more. */
  close(): void {
    this.query = NOTHING
    this.#end()
    this.#unwatch?.()
    this.#unwatch = undefined
    this.#seeker.close()
  }

  #end(): void {
    this.#run.abort()
    this.#run = new AbortController()
    this.#going = undefined
    this.stopLookingBack()
    this.#cancelShow?.()
    this.#cancelShow = undefined
    this.#shownAt = -Infinity
    for (const keys of [this.#found, this.#gone]) keys.clear()
    this.hits.clear()
    this.isSearching = this.#isChosen = false
    this.error = this.current = undefined
  }

  #heed(changes: readonly Change[] | 'anew'): void {
    if (changes === 'anew') return this.again()
    for (const change of changes)
      if ('at' in change) this.recheck([change.at, ...change.by.map(({ key }) => key)])
    void this.#go()
    // What a full log drops is no hit any more.
    if ((this.hits.keys[0] ?? Infinity) < this.#reading.log.firstKey) this.#showSoon()
  }

  #go(): Promise<void> {
    if (this.#going || this.error || this.query.text === '') return this.#going ?? Promise.resolve()
    const going = this.#lookAtAll(this.#run.signal).finally(() => {
      if (this.#going === going) this.#going = undefined
    })
    this.#going = going
    return going
  }

  async #lookAtAll(signal: AbortSignal): Promise<void> {
    this.isSearching = this.#frontier.hasOlder
    try {
      for (let keys = this.#frontier.next(); keys.length > 0; keys = this.#frontier.next()) {
        await this.#seeker.turn(signal)
        await this.#lookAt(keys, signal)
      }
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof SearchError)) throw error
      this.error = error
    }
    const wasSearching = this.isSearching
    this.isSearching = false
    if (!wasSearching) return
    this.#show()
    // What comes from now on does not take the person anywhere.
    this.#isChosen = true
  }

  async #lookAt(keys: readonly number[], signal: AbortSignal): Promise<void> {
    const { log } = this.#reading
    const accept = this.#accept()
    const texts = keys.map((key) => {
      const entry = log.at(log.indexOf(key))
      return entry && accept(entry) ? soughtIn(entry) : ''
    })
    const found = new Set(await this.#seeker.find(texts, this.query, signal))
    for (const [index, key] of keys.entries()) {
      const isHit = found.has(index) && texts[index] !== ''
      if (isHit) this.#found.add(key)
      else this.#found.delete(key)
      if (isHit) this.#gone.delete(key)
      else if (this.hits.has(key)) this.#gone.add(key)
    }
    if (this.#found.size > 0 || this.#gone.size > 0) this.#showSoon()
  }

  #showSoon(): void {
    const wait = this.#shownAt + SHOW_MS - this.#clock.now()
    if (wait <= 0) this.#show()
    else this.#cancelShow ??= this.#clock.after(wait, () => this.#show())
  }

  #show(): void {
    this.#cancelShow?.()
    this.#cancelShow = undefined
    this.#shownAt = this.#clock.now()
    this.hits.take([...this.#found], this.#gone)
    this.#found.clear()
    this.#gone.clear()
    if (this.#isChosen) return
    const first = this.hits.at(this.#from) ?? (this.isSearching ? undefined : this.hits.keys.at(-1))
    if (first !== undefined) this.#goTo(first)
  }

  #goTo(key: number | undefined): void {
    if (key === undefined) return
    this.#isChosen = true
    this.current = key
    this.moves++
  }
}
