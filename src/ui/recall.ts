/** Walks through what was said before, as a shell does: `said` oldest first. */
export class Recall {
  readonly #said: readonly string[]
  /** Undefined: at the line that is being written. */
  #at: number | undefined

  constructor(said: readonly string[]) {
    this.#said = said
  }

  /** The line before (-1) or after (+1), if `text` is nothing yet or what was recalled last. Past the newest: empty. */
  move(by: -1 | 1, text: string): string | undefined {
    const at = this.#at
    const untouched = at === undefined ? text === '' : text === this.#said[at]
    if (!untouched) {
      this.#at = undefined
      return text === '' ? this.move(by, text) : undefined
    }
    if (at === undefined && by === 1) return undefined
    const next = (at ?? this.#said.length) + by
    if (next < 0) return undefined
    this.#at = next < this.#said.length ? next : undefined
    return this.#said[next] ?? ''
  }
}
