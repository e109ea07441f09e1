/** Walks through what was said before, as a shell does. */
export class Recall {
  readonly #lines: () => readonly string[]
  /** Undefined: at the line that is being written. */
  #at: number | undefined

  /** `lines`: what was said up to now, oldest first. */
  constructor(lines: () => readonly string[]) {
    this.#lines = lines
  }

  /** A line was found and is what stands there now: what is before and after it is from here on. */
  goTo(text: string): void {
    const at = this.#lines().lastIndexOf(text)
    this.#at = at < 0 ? undefined : at
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

/** A line that was found, and where in it (UTF-16) what was looked for stands. */
export type FoundLine = { text: string; from: number; to: number }

/** So many are shown. */
const MOST = 100

/** The lines that have a text in them, whatever its case, each once: the newest first. Of '' that is every line. */
export function searchLines(lines: readonly string[], query: string): FoundLine[] {
  const sought = query.trim().toLowerCase()
  const newest = [...new Set(lines.toReversed())]
  const found = newest.flatMap((text) => {
    const folded = text.toLowerCase()
    const from = folded.indexOf(sought)
    if (from < 0) return []
    // A character whose other case is longer moves what is after it: then nothing is marked.
    const isExact = folded.length === text.length
    return [{ text, from: isExact ? from : 0, to: isExact ? from + sought.length : 0 }]
  })
  return found.slice(0, MOST)
}

/** The keys that ask for what was said before, as in a shell. They would reload the page. */
export function isRecallKey({ key, ctrlKey, altKey, shiftKey, metaKey }: KeyboardEvent): boolean {
  return ctrlKey && !altKey && !shiftKey && !metaKey && key.toLowerCase() === 'r'
}
