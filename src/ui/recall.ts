/** Walks through what was said before, as a shell does. */
export class Recall {
  readonly #lines: () => readonly string[]
  /** Undefined: at the line that is being written. */
  #at: number | undefined

  /** `lines`: what was said up to now, oldest first. */
  constructor(lines: () => readonly string[]) {
    this.#lines = lines
  }

  /** The line before (-1) or after (+1), if `text` is nothing yet or what was recalled last. Past the newest: empty. */
  move(by: -1 | 1, text: string): string | undefined {
    const said = this.#lines()
    const at = this.#at
    const untouched = at === undefined ? text === '' : text === said[at]
    if (!untouched) {
      this.#at = undefined
      return text === '' ? this.move(by, text) : undefined
    }
    if (at === undefined && by === 1) return undefined
    const next = (at ?? said.length) + by
    if (next < 0) return undefined
    this.#at = next < said.length ? next : undefined
    return said[next] ?? ''
  }
}
