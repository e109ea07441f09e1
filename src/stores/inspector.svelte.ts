import type { Captured } from '../model/captured.ts'
import { Ring } from '../model/ring.ts'
import type { Status } from '../model/status.ts'
import type { Traced, TracedEvent } from '../model/traced.ts'
import type { Clock } from '../net/clock.ts'
import { clock as realClock } from '../net/clock.ts'
import type { Captures } from './inspector-capture.ts'
import { Capture } from './inspector-capture.ts'
import type { FrameFilter } from './inspector-filter.ts'
import { acceptOf, formatFilter, parseFilter } from './inspector-filter.ts'
import { Hunt } from './inspector-hunt.ts'
import type { Keys } from './inspector-keys.ts'
import { Rates } from './inspector-rates.ts'
import { FrameSelection } from './inspector-selection.svelte.ts'
import { Shown } from './inspector-shown.ts'
import { Sieve } from './inspector-sieve.ts'
import type { Glimpse, Watch } from './inspector-watch.ts'
import type { SearchError } from './seeker.ts'
import { Seeker } from './seeker.ts'

const KEPT_EVENTS = 2_000
const KEPT_TRIPS = 100

/** A line that was drawn: what is before `key` was cleared, at `at` (epoch ms). `hides`: it is not shown. */
export type Mark = { key: number; at: number; hides: boolean }

/** How far a search has come. */
export type Hits = { count: number; isBusy: boolean; error: SearchError | undefined }

/** What crosses one wire, while somebody looks: held within bounds, filtered, searched, frozen, selected. */
export class Inspector {
  /** A new one whenever it changed. */
  shown: Shown = $state.raw() as Shown
  filter = $state.raw<FrameFilter>(parseFilter(() => undefined))
  /** Since when (epoch ms) the view stands still. */
  frozenAt = $state<number | undefined>(undefined)
  /** So many came since. */
  came = $state(0)
  mark = $state.raw<Mark | undefined>(undefined)
  hits = $state.raw<Hits | undefined>(undefined)
  /** Opens, closes and changes of state, oldest first. */
  timeline = $state.raw<readonly Captured[]>([])
  /** The round trips that were measured (ms), oldest first. */
  trips = $state.raw<readonly number[]>([])
  /** So many things are held. */
  count = $state(0)
  readonly selection = new FrameSelection()
  readonly rates: Rates
  readonly #clock: Clock
  readonly #capture = new Capture()
  readonly #events = new Ring<Captured>(KEPT_EVENTS)
  readonly #trips = new Ring<number>(KEPT_TRIPS)
  readonly #stop: () => void
  /** What is looked at: all that is held, or how it was when it was frozen. */
  #captures: Captures = this.#capture
  #sieve = new Sieve(this.#capture)
  readonly #seeker = new Seeker()
  #hunt: Hunt | undefined
  #status: Status['name'] | undefined
  #isDue = false

  constructor(watch: Watch, clock: Clock = realClock) {
    this.#clock = clock
    this.rates = new Rates(clock.now())
    this.shown = new Shown(this.#sieve, this.#captures, 0)
    this.#stop = watch.start((glimpse) => this.#take(glimpse))
  }

  /** Nothing is heard any more. */
  close(): void {
    this.#stop()
    this.#hunt?.close()
    this.#seeker.close()
  }

  /** All that is held, oldest first; while it is frozen, what was there. */
  get all(): readonly Traced[] {
    const all: Traced[] = []
    for (let key = this.#captures.first; key < this.#captures.next; key++) {
      const captured = this.#captures.at(key)
      if (captured) all.push(captured.traced)
    }
    return all
  }

  /** What is selected of it, oldest first. */
  get selected(): readonly Traced[] {
    const keys = [...this.selection.keys].sort((one, other) => one - other)
    return keys.flatMap((key) => this.#captures.at(key)?.traced ?? [])
  }

  /** Shows only what passes. */
  filterBy(filter: FrameFilter): void {
    const [before, after] = [this.filter, filter].map((each) => JSON.stringify(formatFilter(each)))
    if (before === after) return
    this.filter = filter
    this.#look()
  }

  /** Lets the view stand still, while what comes is counted and held; or shows that too. */
  freeze(freezes: boolean): void {
    if (freezes === (this.frozenAt !== undefined)) return
    this.frozenAt = freezes ? this.#clock.now() : undefined
    this.came = 0
    this.#captures = freezes ? this.#capture.copy() : this.#capture
    this.#look()
  }

  /** Draws a line under what is there, and hides it. */
  clear(): void {
    this.mark = { key: this.#captures.next, at: this.#clock.now(), hides: true }
    this.selection.clear()
    this.#refresh()
  }

  /** Shows what was cleared again, above the line; or hides it again. */
  bringBack(shows: boolean): void {
    if (this.mark) this.mark = { ...this.mark, hides: !shows }
    this.#refresh()
  }

  /** So many are hidden by the line. */
  get hidden(): number {
    void this.shown
    const { mark } = this
    return mark?.hides ? Math.max(0, Math.min(mark.key, this.#captures.next) - this.#captures.first) : 0
  }

  /** Does it match what is searched for? */
  isHit(key: number): boolean {
    void this.hits
    const keys = this.#hunt?.keys
    return keys !== undefined && keys.keyAt(keys.indexOf(key)) === key
  }

  /** Which of the hits the active one is, counted from 1; 0 where it is none. */
  get here(): number {
    void this.hits
    const { active } = this.selection
    const keys = this.#hunt?.keys
    if (!keys || !active || !this.isHit(active.key)) return 0
    return Math.max(0, keys.indexOf(active.key) - this.#firstHit(keys) + 1)
  }

  /** Picks the next hit, or the one before; beyond the last comes the first. Undefined where there is none. */
  jump(step: 1 | -1): Captured | undefined {
    const keys = this.#hunt?.keys
    if (!keys) return undefined
    const since = this.#firstHit(keys)
    const count = keys.length - since
    const { active } = this.selection
    const here = active ? keys.indexOf(active.key) : keys.length
    const isOn = active !== undefined && keys.keyAt(here) === active.key
    const next = step > 0 ? here + Number(isOn) : here - 1
    const key = count > 0 ? keys.keyAt(since + ((((next - since) % count) + count) % count)) : undefined
    const captured = key === undefined ? undefined : this.#captures.at(key)
    if (captured) this.selection.pick(captured)
    return captured
  }

  #take({ traced, missed, kept }: Glimpse): void {
    const now = this.#clock.now()
    for (const [index, each] of traced.entries()) {
      const captured = this.#capture.add(each, index === 0 ? missed : 0)
      if (!('frame' in each)) this.#hearEvent(each, captured)
      else if (!kept) this.rates.add(captured.bytes, now)
    }
    if (this.frozenAt !== undefined) this.came += traced.length
    // What is kept comes in many pieces.
    if (this.#isDue) return
    this.#isDue = true
    queueMicrotask(() => {
      this.#isDue = false
      if (this.frozenAt === undefined) this.#refresh()
      this.count = this.#capture.next - this.#capture.first
      if (this.timeline.at(-1) !== this.#events.at(this.#events.length - 1))
        this.timeline = this.#events.all()
    })
  }

  #hearEvent(event: TracedEvent, captured: Captured): void {
    if (event.kind === 'note') return
    if (event.kind !== 'status') return void this.#events.push(captured)
    const { status } = event
    if (status.name === 'ready' && status.rttMs !== undefined) {
      this.#trips.push(status.rttMs)
      this.trips = this.#trips.all()
    }
    if (this.#status !== status.name) this.#events.push(captured)
    this.#status = status.name
  }

  /** Looks at all of it anew. */
  #look(): void {
    const { filter } = this
    this.#hunt?.close()
    this.#sieve = new Sieve(this.#captures, acceptOf(filter))
    this.#hunt = undefined
    this.#sieve.update()
    if (filter.query.text !== '')
      this.#hunt = new Hunt(this.#sieve, filter.query, this.#seeker, () => this.#refresh())
    this.#refresh()
  }

  #refresh(): void {
    this.#sieve.update()
    this.#hunt?.update()
    const since = this.mark?.hides ? this.mark.key : 0
    const hunt = this.filter.only && !this.#hunt?.error ? this.#hunt : undefined
    // Until something is found, or nothing, what was shown before stays: else every letter that is typed would blink.
    if (!hunt || hunt.keys.length > 0 || !hunt.isBusy)
      this.shown = new Shown(hunt?.keys ?? this.#sieve, this.#captures, since)
    this.#tellHits()
  }

  #tellHits(): void {
    const hunt = this.#hunt
    if (!hunt) return void (this.hits = undefined)
    const { isBusy, error } = hunt
    this.hits = { count: hunt.keys.length - this.#firstHit(hunt.keys), isBusy, error }
  }

  /** The place of the first that the line does not hide. */
  #firstHit(keys: Keys): number {
    return this.mark?.hides ? keys.indexOf(this.mark.key) : 0
  }
}
