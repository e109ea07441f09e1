import * as v from 'valibot'
import type { Local } from '../storage/local.ts'
import { besideKey } from './beside.ts'

/** In so many rooms of a profile a line may be begun; of more the oldest is forgotten. */
const MAX_ROOMS = 200
/** Oldest first: room and text. */
const Saved = v.array(v.tuple([v.string(), v.string()]))

/** What a text is kept in, by key. */
export type Shelf = Pick<Local, 'get' | 'set' | 'remove'>

/** What was begun in each room of a profile and not sent, by room: one value for all of them, so that it goes with the
 *  profile. `what`: the line itself, or how its placeholders are treated. */
export class Begun implements Shelf {
  readonly #local: Local
  readonly #key: string

  constructor(local: Local, what: 'begun' | 'begun-filling', profile: string) {
    this.#local = local
    this.#key = besideKey(what, profile)
  }

  get(room: string): unknown {
    return this.#all.get(room)
  }

  /** Keeps it as the newest. */
  set(room: string, text: unknown): void {
    const all = this.#all
    all.delete(room)
    all.set(room, String(text))
    for (const oldest of all.keys()) {
      if (all.size <= MAX_ROOMS) break
      all.delete(oldest)
    }
    this.#put(all)
  }

  remove(room: string): void {
    const all = this.#all
    if (all.delete(room)) this.#put(all)
  }

  /** Read each time: another tab may have written. */
  get #all(): Map<string, string> {
    const saved = v.safeParse(Saved, this.#local.get(this.#key))
    return new Map(saved.success ? saved.output : [])
  }

  #put(all: ReadonlyMap<string, string>): void {
    if (all.size > 0) this.#local.set(this.#key, [...all])
    else this.#local.remove(this.#key)
  }
}
