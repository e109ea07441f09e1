import type { Kind, Told } from './book.ts'
import { idOf, timeOf } from './place.ts'
import type { World } from './world.ts'

/** So many rows does one who comes anew get. */
export const HISTORY_ROWS = 10
/** So many missed rows, and so many characters of them, are told at one go; the next when those have gone out. */
const BATCH_ROWS = 500
const BATCH_CHARS = 1024 * 1024

/** What is told of a place's rows. */
export interface Follower {
  /** Returns how long it is (characters). */
  row(told: Told): number
  /** Of what was missed some cannot be told any more; `to` (epoch ms): when the first was said that can. */
  gap(to: number | undefined): void
  /** All that was missed was told; the place to go on from. */
  caughtUp(cursor: string): void
  /** Resolves when what was told has gone out. */
  drained?(): Promise<void>
  /** The rows cannot be read. */
  fail(error: unknown): void
}

/** The place that a client names. Undefined where none of this world could be so called. */
export function idFrom(text: string): number | undefined {
  return /^-?\d{1,16}$/.test(text) ? Number(text) : undefined
}

/** Is there no such place in this world: is it from another one, or from before this one began? */
export function isElsewhere(world: World, kind: Kind, since: string): boolean {
  const id = idFrom(since)
  return id === undefined || id > world.lastId(kind)
}

/** Tells what there is, then what comes: the last few rows to who comes anew, all that was missed to who was there.
 *  Returns what ends it. */
export function follow(world: World, kind: Kind, since: string | undefined, to: Follower): () => void {
  let over = false
  let unsubscribe = () => {}
  const listen = () => {
    unsubscribe = world.subscribe((event) => {
      if (event.type === kind) to.row(event as Told)
    })
    to.caughtUp(String(world.lastId(kind)))
  }
  const latest = (lost: boolean) => {
    const { rows } = world.before(kind, undefined, HISTORY_ROWS)
    if (lost) to.gap(rows[0] && timeOf(rows[0]))
    for (const told of rows) to.row(told)
    listen()
  }
  const goOn = async (from: number) => {
    for (let id = from; !over; await to.drained?.()) {
      const { rows, missed } = world.after(kind, id, BATCH_ROWS)
      if (missed) to.gap(rows[0] && timeOf(rows[0]))
      let [chars, at] = [0, 0]
      for (; at < rows.length && chars < BATCH_CHARS; at++) chars += to.row(rows[at] as Told)
      // Nothing may happen between the last look and listening; what happens before is found by the next look.
      if (at === rows.length && at < BATCH_ROWS) return listen()
      id = idOf(rows[at - 1] as Told)
    }
  }
  const fail = (error: unknown) => {
    if (!over) to.fail(error)
  }
  try {
    const id = since === undefined || isElsewhere(world, kind, since) ? undefined : idFrom(since)
    if (id === undefined) latest(since !== undefined)
    else goOn(id).catch(fail)
  } catch (error) {
    fail(error)
  }
  return () => {
    over = true
    unsubscribe()
  }
}
