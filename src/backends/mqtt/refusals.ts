import type { Answer } from './ask.ts'

/** A wire may be cut so many times at the same place by accident. */
const ACCIDENTS = 1

/** Which filters a broker hung up at: one that is not to be heard must not keep the others from being heard. */
export class Refusals {
  readonly #refused = new Map<string, Answer>()
  readonly #times = new Map<string, number>()
  #wary = false

  /** It is to be asked for one after the other, since it hung up at several. */
  get isWary(): boolean {
    return this.#wary
  }

  /** What it said of that one by hanging up, if it did. */
  of(filter: string): Answer | undefined {
    return this.#refused.get(filter)
  }

  /** It was asked for those and answered: where the wire was cut there before, that was by accident. */
  answered(filters: readonly string[]): void {
    for (const filter of filters) this.#times.delete(filter)
  }

  /** All is to be asked for anew. */
  forget(): void {
    this.#refused.clear()
    this.#times.clear()
  }

  /** It hung up when it was asked for those. `isSaid`: with a word; without one it may be an accident, unless it does so again
   *  where it is asked for that one alone. */
  hungUpAt(
    filters: readonly string[],
    isSaid: boolean,
    { code, words }: { code?: number | undefined; words?: string | undefined } = {},
  ): void {
    this.#wary = true
    const [only = ''] = filters
    if (filters.length > 1) return
    const times = (this.#times.get(only) ?? 0) + 1
    this.#times.set(only, times)
    if (isSaid || times > ACCIDENTS)
      this.#refused.set(only, { filter: only, ...(code !== undefined && { code }), ...(words && { words }) })
  }
}
