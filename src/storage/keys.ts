import type { Entry } from '../model/log.ts'
import type { Edit, Placed } from './chunk.ts'
import { isPlaced } from './chunk.ts'

/** From the keys of a page to those of its history: they differ where another tab wrote some under the same keys. */
export class Renumbering {
  /** Oldest first; each holds until the next. */
  #steps: { from: number; more: number }[] = []

  /** From the page's key `from` on, keys go on after `lastKey`, where they are not past it anyway. */
  goOnAfter(lastKey: number, from: number): void {
    this.#steps = this.#steps.filter((step) => step.from < from)
    this.#steps.push({ from, more: Math.max(0, lastKey + 1 - Math.floor(from)) })
  }

  forget(): void {
    this.#steps = []
  }

  key(key: number): number {
    return key + (this.#steps.findLast(({ from }) => from <= key)?.more ?? 0)
  }

  entry(entry: Placed): Placed {
    const key = this.key(entry.key)
    return key === entry.key ? entry : { ...entry, key }
  }

  edit({ at, by, ...rest }: Edit): Edit {
    return {
      ...rest,
      at: this.key(at),
      by: by.map((entry): Entry => (isPlaced(entry) ? this.entry(entry) : entry)),
    }
  }
}
