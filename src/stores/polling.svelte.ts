import type { Change } from '../model/diff.ts'
import type { Change as LogChange } from '../model/log.ts'
import { diff, merge, numbersIn, valueOf } from '../model/diff.ts'
import { formatJson } from '../model/exact.ts'
import type { Snapshot } from '../model/message.ts'
import { isWithin } from '../model/room.ts'
import type { Reason } from '../model/reason.ts'
import type { Clock } from '../net/clock.ts'
import type { Pace } from '../net/pace.ts'
import type { Channel } from './channel.svelte.ts'
import type { Told } from './desk.ts'
import { RoomValues } from './room-values.ts'

/** So many changes are listed. */
const KEPT_CHANGES = 500
/** So much of a text stands in that list. */
const LISTED_CHARS = 500
/** So many points of a number are drawn. */
const KEPT_POINTS = 1_000
/** So many numbers can be drawn at once. */
const MAX_PICKED = 3
/** So many paths are marked as changed; and so many numbers looked through for those that are drawn. */
const MAX_PATHS = 5_000
/** So many numbers are kept over time, beside those that are drawn. */
const MAX_SERIES = 1_000
/** What is pushed is taken in so often at most; between two of them only the last whole value counts. */
const TAKE_MS = 50
/** The same where there are so many rooms that looking through them takes its time. */
const MANY_ROOMS = 500
const TAKE_MANY_MS = 250

export type Listed = Change & { at: number; key: number }
/** A number over time: epoch ms and values, side by side. */
export type Series = { at: number[]; value: number[] }

/** A channel as a value that changes: polled, or pushed over any wire. Where it has several rooms, it is what each of them
 *  said last, by room. */
export class Polling {
  readonly kind = 'polling'
  readonly channel: Channel
  readonly pace: Pace
  /** What is shown; while paused, the last one before. */
  snapshot = $state.raw<Snapshot | undefined>(undefined)
  /** The paths that changed with the value that is shown. */
  changed = $state.raw<ReadonlySet<string>>(new Set())
  /** How often it changed. */
  times = $state(0)
  /** Newest first. */
  changes = $state.raw<readonly Listed[]>([])
  /** The last answer could not be read: the value is older than it. */
  trouble = $state.raw<{ at: number; why: Reason; text: string } | undefined>(undefined)
  paused = $state(false)
  /** The paths of the numbers that are drawn over time. */
  picked = $state.raw<readonly string[]>([])
  /** What is shown is a record of what is in each room. */
  isByRoom = $state(false)
  /** It was asked for, as a whole, and not put together of what came. */
  isWhole = $state(false)
  /** Grows when a series did. */
  points = $state(0)
  readonly #series = new Map<string, Series>()
  readonly #clock: Clock
  readonly #room: string | undefined
  readonly #values: RoomValues
  readonly #stop: () => void
  #latest: Snapshot | undefined
  /** The person asked for one: it is shown even while paused. */
  #asked = false
  #count = 0
  /** Those that said something since the value that is shown. */
  #changedRooms = new Set<string>()
  #cancelTake: (() => void) | undefined

  /** `room`: of that one, and what is below it, alone. */
  constructor(channel: Channel, pace: Pace, clock: Clock, partial: () => boolean, room?: string) {
    this.channel = channel
    this.pace = pace
    this.#clock = clock
    this.#room = room
    // What is below it may be known later.
    this.#values = new RoomValues((id) => room === undefined || isWithin(room, channel.rooms.separator)(id))
    const unfollow = channel.follow((told) => this.#hear(told, partial()))
    const unwatch = channel.watch((changes) => this.#heed(changes))
    this.#stop = () => {
      unfollow()
      unwatch()
    }
    this.#values.begin(channel.log)
    if (this.#goesByRoom) this.#show()
  }

  /** When it will be asked again (epoch ms); undefined while asking, pushed or paused. */
  get nextAt(): number | undefined {
    return this.paused ? undefined : this.channel.nextAt
  }

  /** The latest value with its own text, where it was put together from several. */
  get whole(): Snapshot | undefined {
    const latest = this.isByRoom ? undefined : this.#latest
    return latest && typeof latest.value === 'object' ? { ...latest, source: textOf(latest) } : latest
  }

  /** A polled value is asked for; one that is pushed comes by itself. */
  get polled(): boolean {
    return this.channel.can.includes('refresh')
  }

  /** When a room said something last (epoch ms). */
  roomAt(room: string): number | undefined {
    void this.snapshot
    return this.#values.at(room)
  }

  /** The number at that path over time: a new object whenever it grew. */
  series(path: string): Series {
    void this.points
    const { at = [], value = [] } = this.#series.get(path) ?? {}
    return { at, value }
  }

  /** Draws the number at that path over time, or not any more. */
  pick(path: string): void {
    const others = this.picked.filter((each) => each !== path)
    this.picked = others.length < this.picked.length ? others : [...others, path].slice(-MAX_PICKED)
    if (this.snapshot && !this.#series.has(path)) this.#record(this.snapshot, this.picked)
  }

  pause(paused: boolean): void {
    this.paused = paused
    this.pace.set({ paused })
    if (!paused) this.#show()
  }

  pollNow(): void {
    this.#asked = true
    this.channel.desk.refresh()
  }

  close(): void {
    this.#cancelTake?.()
    this.#stop()
    // Another view has no way to go on.
    this.pace.set({ paused: false })
  }

  #hear(told: Told, partial: boolean): void {
    if (told.type === 'gap') return
    const at = this.#clock.now()
    if (told.type === 'garbled') {
      this.trouble = { at, why: told.why, text: typeof told.frame === 'string' ? told.frame : '' }
      return
    }
    if (told.type === 'snapshot' && this.#room === undefined) this.isWhole = true
    if (this.#goesByRoom) return
    if (told.type === 'snapshot') {
      this.#latest = told.snapshot
      this.trouble = undefined
      return this.#show()
    }
    for (const source of told.sources ?? []) {
      const value = merge(this.#latest?.value, valueOf(source), partial)
      this.#latest = { at, value, source }
      this.trouble = undefined
    }
    if (told.sources?.length) this.#showSoon()
  }

  /** A value that was asked for is whole, whatever rooms it names. */
  get #goesByRoom(): boolean {
    if (this.#room !== undefined) return true
    return !this.isWhole && !this.polled && this.channel.rooms.isSeveral && this.#values.size > 0
  }

  #heed(changes: readonly LogChange[] | 'anew'): void {
    // What was read back is older than what is there, but for rooms that nothing was there of.
    const begins = changes === 'anew' || changes.length === 0
    const { size } = this.#values
    if (begins) this.#values.begin(this.channel.log)
    const isOther = begins ? size > 0 || this.#values.size > 0 : this.#values.heed(changes)
    if (!isOther || !this.#goesByRoom) return
    this.trouble = undefined
    this.#showSoon()
  }

  #showSoon(): void {
    const wait = this.#values.size > MANY_ROOMS ? TAKE_MANY_MS : TAKE_MS
    this.#cancelTake ??= this.#clock.after(wait, () => this.#show())
  }

  #byRoom(): Snapshot | undefined {
    if (!this.#goesByRoom) return this.#latest
    for (const room of this.#values.changed) this.#changedRooms.add(room)
    const value = this.#values.read(this.#room)
    const at = this.#values.changedAt
    if (this.#values.size === 0 || (this.#latest?.value === value && this.#latest?.at === at))
      return this.#latest
    return { at, value }
  }

  #show(): void {
    this.#cancelTake?.()
    this.#cancelTake = undefined
    const next = (this.#latest = this.#byRoom())
    if ((this.paused && !this.#asked) || !next || next === this.snapshot) return
    this.#asked = false
    const isByRoom = this.#goesByRoom && !this.#values.isAlone(this.#room)
    const before = this.isByRoom === isByRoom ? this.snapshot : undefined
    this.isByRoom = isByRoom
    this.snapshot = next
    const rooms = this.#changedRooms
    this.#changedRooms = new Set()
    this.#record(isByRoom && before ? { ...next, value: partOf(next.value, rooms) } : next)
    if (!before || next.unchanged) return
    const [from, to] = [before.value, next.value]
    const found = isByRoom
      ? diff(partOf(from, rooms), partOf(to, rooms), MAX_PATHS)
      : diff(from, to, MAX_PATHS)
    if (found.length > 0) this.times++
    this.changed = new Set(found.map(({ path }) => path))
    const listed = found.slice(0, KEPT_CHANGES).map(({ path, from, to }) => ({
      path,
      from: brief(from),
      to: brief(to),
      at: next.at,
      key: this.#count++,
    }))
    this.changes = [...listed, ...this.changes].slice(0, KEPT_CHANGES)
  }

  /** The first numbers of a value are kept from the start, so that a chart of one begins with its past; those further
   *  on from when they are picked. */
  #record({ at, value }: Snapshot, only?: readonly string[]): void {
    const numbers = numbersIn(value)
    if (this.picked.some((path) => !numbers.has(path))) {
      const all = numbersIn(value, MAX_PATHS)
      for (const path of this.picked) if (all.has(path)) numbers.set(path, all.get(path) as number)
    }
    for (const [path, number] of numbers) {
      if (only && (!only.includes(path) || this.#series.has(path))) continue
      if (!this.#series.has(path) && this.#series.size >= MAX_SERIES && !this.picked.includes(path)) continue
      const series = this.#series.get(path) ?? { at: [], value: [] }
      series.at.push(at)
      series.value.push(number)
      if (series.at.length > KEPT_POINTS) {
        series.at.shift()
        series.value.shift()
      }
      this.#series.set(path, series)
    }
    this.points++
  }
}

/** Of what is in each room, what is in those. */
function partOf(value: unknown, rooms: ReadonlySet<string>): Record<string, unknown> {
  const of = value as Readonly<Record<string, unknown>>
  const there = [...rooms].filter((room) => Object.hasOwn(of, room))
  return Object.fromEntries(there.map((room) => [room, of[room]]))
}

/** A long text is listed by its beginning. A copy: a part of a string keeps the whole alive. */
function brief(value: unknown): unknown {
  if (typeof value !== 'string' || value.length <= LISTED_CHARS) return value
  return `${Array.from(value.slice(0, LISTED_CHARS)).join('')}…`
}

function textOf({ value, source = '' }: Snapshot): string {
  try {
    return formatJson(value) ?? source
  } catch {
    // Nested too deeply to be written: the text that it came as has to do.
    return source
  }
}
