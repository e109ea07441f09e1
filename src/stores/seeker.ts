import type { Query, Range } from '../model/query.ts'
import { matcher, patternOf, piecesOf, rangesOf } from '../model/query.ts'
import { Bench, TooSlow } from './seeker-bench.ts'
import { Slices } from './slices.ts'

/** Why texts were not searched. `syntax`: it is no regular expression; `slow`: one that did not come to an end in time.
 *  `detail` is what the browser says of it. */
export class SearchError extends Error {
  readonly kind: 'syntax' | 'slow'
  readonly detail: string

  constructor(kind: SearchError['kind'], detail = '') {
    super(`The search was given up: ${kind}. ${detail}`)
    this.kind = kind
    this.detail = detail
  }
}

/** So much text (characters) is looked at in one step, or goes to the worker at once: copying it takes time as well. */
const LOT_CHARS = 256 * 1024

/** Searches texts without holding up the page: for a plain text here, in slices; by a regular expression in a worker, with
 *  a deadline. */
export class Seeker {
  readonly #slices = new Slices()
  readonly #bench = new Bench()

  /** The indexes of the texts that match, in order. Rejects with a SearchError, or with the signal's reason. */
  async find(texts: readonly string[], query: Query, signal: AbortSignal): Promise<number[]> {
    signal.throwIfAborted()
    if (query.text === '') return []
    return query.regex ? this.#findByPattern(texts, query, signal) : this.#findText(texts, query, signal)
  }

  /** Where in each text the query matches: for the few that are on the screen. Rejects as `find` does. */
  async mark(texts: readonly string[], query: Query, signal: AbortSignal): Promise<Range[][]> {
    signal.throwIfAborted()
    if (query.text === '') return texts.map(() => [])
    if (!query.regex) return texts.map((text) => rangesOf(text, query))
    return (await this.#ask('ranges', { query, texts }, signal)).ranges
  }

  /** Lets the page have its turn, where it is due: for whoever puts the texts together. */
  async turn(signal: AbortSignal): Promise<void> {
    if (this.#slices.over) await this.#slices.turn(signal)
  }

  /** A regular expression is about to be written: it will be answered sooner. */
  warm(): void {
    this.#bench.warm()
  }

  /** Ends what runs, and the worker. It can be used again. */
  close(): void {
    this.#bench.close()
  }

  async #findText(texts: readonly string[], query: Query, signal: AbortSignal): Promise<number[]> {
    const matches = matcher(query)
    const found: number[] = []
    for (const [index, text] of texts.entries()) {
      for (const piece of text.length > LOT_CHARS ? piecesOf(text, query, LOT_CHARS) : [text]) {
        if (this.#slices.over) await this.#slices.turn(signal)
        if (!matches(piece)) continue
        found.push(index)
        break
      }
    }
    return found
  }

  async #findByPattern(texts: readonly string[], query: Query, signal: AbortSignal): Promise<number[]> {
    const found: number[] = []
    for (let from = 0; from < texts.length;) {
      const lot: string[] = []
      for (let chars = 0; from + lot.length < texts.length && chars < LOT_CHARS;) {
        const text = texts[from + lot.length] as string
        chars += text.length
        lot.push(text)
      }
      const { indexes } = await this.#ask('indexes', { query, texts: lot }, signal)
      for (const index of indexes) found.push(from + index)
      from += lot.length
    }
    return found
  }

  async #ask<T extends 'indexes' | 'ranges'>(
    want: T,
    what: { query: Query; texts: readonly string[] },
    signal: AbortSignal,
  ) {
    checkSyntax(what.query)
    try {
      return await this.#bench.ask(want, what, signal)
    } catch (error) {
      throw error instanceof TooSlow ? new SearchError('slow', error.message) : error
    }
  }
}

/** It is only read here, never run. */
function checkSyntax(query: Query): void {
  try {
    patternOf(query)
  } catch (error) {
    throw new SearchError('syntax', error instanceof Error ? error.message : '')
  }
}
