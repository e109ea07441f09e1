import type { Entry, Key, Log } from '../model/log.ts'
import { countBelow, merged, placeIn } from '../model/sorted.ts'

/** The entries of a log that a search has found, by key, and as a list for the screen. */
export class Hits {
  /** Oldest first. */
  keys = $state.raw<readonly number[]>([])
  readonly #log: Log
  readonly #version: () => unknown
  /** What the list is of, and how it became another one: places can then be held. */
  #of = {}
  #dropped = 0
  #prepended = 0

  /** `version`: read where the list is, so that it is a new one whenever the log is. */
  constructor(log: Log, version: () => unknown) {
    this.#log = log
    this.#version = version
  }

  /** Newest first. Places hold while the search goes on. */
  readonly list = $derived.by(() => {
    this.#version()
    const { keys } = this
    const { length } = keys
    return {
      of: this.#of,
      length,
      dropped: this.#dropped,
      prepended: this.#prepended,
      at: (index: number): Entry | undefined => {
        const key = keys[length - 1 - index]
        return key === undefined ? undefined : this.#log.at(this.#log.indexOf(key))
      },
      indexOf: (key: Key): number => {
        const place = typeof key === 'number' ? placeIn(keys, key) : -1
        return place < 0 ? -1 : length - 1 - place
      },
    }
  })

  has(key: number): boolean {
    return placeIn(this.keys, key) >= 0
  }

  /** Which one that is, counted from the newest: 1 is that; 0: it is none of them. */
  position(key: number | undefined): number {
    const place = key === undefined ? -1 : placeIn(this.keys, key)
    return place < 0 ? 0 : this.keys.length - place
  }

  /** The newest one that is that old, or older. */
  at(key: number): number | undefined {
    return placeIn(this.keys, key) < 0 ? this.keys[countBelow(this.keys, key) - 1] : key
  }

  /** The next one that is older (-1) or newer (1) than that; after the last one, the one at the other end. */
  beside(key: number, by: -1 | 1): number | undefined {
    const { keys } = this
    const older = countBelow(keys, key) - 1
    if (by < 0) return keys.at(older)
    return keys[keys[older + 1] === key ? older + 2 : older + 1] ?? keys[0]
  }

  clear(): void {
    this.keys = []
    this.#of = {}
    this.#dropped = this.#prepended = 0
  }

  /** Takes in what was found, in any order, and leaves out what matches no more and what the log has dropped. */
  take(found: readonly number[], gone: ReadonlySet<number>): void {
    const before = this.keys
    const kept = gone.size > 0 ? before.filter((key) => !gone.has(key)) : before
    const dropped = countBelow(kept, this.#log.firstKey)
    const rest = dropped > 0 ? kept.slice(dropped) : kept
    const fresh = found.toSorted((a, b) => a - b).filter((key) => placeIn(rest, key) < 0)
    const older = countBelow(fresh, rest[0] ?? Infinity)
    const isBetween = countBelow(fresh, rest.at(-1) ?? -Infinity) > older
    if (kept !== before || isBetween) this.#of = {}
    this.#dropped += dropped
    if (rest.length > 0) this.#prepended += older
    if (rest !== before || fresh.length > 0) this.keys = merged(rest, fresh)
  }
}
