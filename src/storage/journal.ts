import type { Draft } from '../model/act.ts'
import type { Local } from './local.ts'

type Noted = { n: number; draft: Draft }

/** A longer text is not noted: it would be most of what the browser gives. */
const MAX_CHARS = 100_000

/** Drafts that were just written, for the few milliseconds until the database has them: what is noted here is kept at
 *  once, also by a page that is closed the next moment. */
export class Journal {
  readonly #local: Local
  readonly #prefix: string
  readonly #keeps: () => boolean
  #count = 0

  /** `keeps`: may anything be kept now? */
  constructor(local: Local, profile: string, keeps: () => boolean = () => true) {
    this.#local = local
    this.#keeps = keeps
    this.#prefix = `noted:${profile}:`
  }

  add(draft: Draft): void {
    if (!this.#keeps()) return
    if (draft.act.kind !== 'say' || typeof draft.act.body !== 'string' || draft.act.body.length > MAX_CHARS)
      return
    const noted: Noted = { n: draft.at + this.#count++ / 1_000_000, draft }
    this.#local.set(this.#prefix + draft.id, noted)
  }

  remove(id: string): void {
    this.#local.remove(this.#prefix + id)
  }

  /** What was noted, in the order in which it was. */
  load(): Draft[] {
    const noted = this.#local.keys(this.#prefix).map((key) => this.#local.get(key))
    return noted
      .filter(isNoted)
      .sort((one, other) => one.n - other.n)
      .map(({ draft }) => draft)
  }
}

/** Anything may stand in a browser's storage. */
function isNoted(value: unknown): value is Noted {
  const { n, draft } = Object(value) as Partial<Noted>
  return typeof n === 'number' && typeof draft?.id === 'string' && draft.act?.kind === 'say'
}
