import type { Key, Log } from '../model/log.ts'

/** So many entries are looked at in one step. */
const BLOCK = 500

/** What of a log was looked at, and what comes next: entries by key, which hold while the log goes on at both ends. */
export class Frontier {
  readonly #log: Log
  /** What has a greater key than the one, or a smaller one than the other, was not looked at. */
  #newest: number
  #oldest: number
  /** What became another one since it was looked at. */
  readonly #changed = new Set<number>()

  constructor(log: Log) {
    this.#log = log
    this.#newest = log.lastKey
    this.#oldest = Math.floor(log.lastKey) + 1
  }

  /** Is there something older that was not looked at? */
  get hasOlder(): boolean {
    return this.#oldest > this.#log.firstKey
  }

  /** These are looked at again. */
  recheck(keys: readonly Key[]): void {
    for (const key of keys) if (typeof key === 'number') this.#changed.add(key)
  }

  /** The keys of what is to be looked at next: what changed, what is new, and then what is older, from the newest on; none
   *  where all was. What changed may be gone. */
  next(): number[] {
    const changed = [...this.#changed].slice(0, BLOCK)
    for (const key of changed) this.#changed.delete(key)
    if (changed.length > 0) return changed
    const newer = this.#keys(this.#log.placeOf(this.#newest), this.#log.length).filter(
      (key) => key > this.#newest,
    )
    this.#newest = newer.at(-1) ?? this.#newest
    if (newer.length > 0) return newer
    const end = this.#log.placeOf(this.#oldest)
    const older = this.#keys(Math.max(0, end - BLOCK), end)
    this.#oldest = older[0] ?? this.#oldest
    return older
  }

  #keys(from: number, to: number): number[] {
    const keys: number[] = []
    for (let index = from; index < to && keys.length < BLOCK; index++) {
      const key = this.#log.at(index)?.key
      if (typeof key === 'number') keys.push(key)
    }
    return keys
  }
}
