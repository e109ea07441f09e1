import type { Draft } from '../model/act.ts'
import type { Drafts } from '../storage/archive.ts'
import type { Journal } from '../storage/journal.ts'
import type { DraftKeeper } from './outbox.ts'

/** Drafts on this device. One that was sent stays until the history has its line, and goes in the transaction that
 *  writes it: a page that dies in between loses neither and has neither twice. `keeps`: is anything kept at all? */
export class KeptDrafts implements DraftKeeper {
  readonly #drafts: Drafts
  readonly #keeps: () => boolean
  readonly #journal: Journal | undefined

  /** Without a journal nothing is kept at once. */
  constructor(drafts: Drafts, keeps: () => boolean, journal?: Journal) {
    this.#drafts = drafts
    this.#keeps = keeps
    this.#journal = journal
  }

  /** All that waits, in order: what the database has, and what was noted and did not reach it. */
  async load(): Promise<Draft[]> {
    const noted = this.noted
    const kept = await this.#drafts.load()
    const rest = noted.filter(({ id }) => !kept.some((draft) => draft.id === id))
    for (const { id } of noted) if (!rest.some((draft) => draft.id === id)) this.#journal?.remove(id)
    const isOurs = await Promise.all(rest.map((draft) => this.take(draft)))
    // What was noted reaches the database after what was written since: its time tells.
    return [...kept, ...rest.filter((_, n) => isOurs[n])].sort((one, other) => one.at - other.at)
  }

  /** What was written by a page that was closed in the same moment. */
  get noted(): Draft[] {
    return this.#journal?.load() ?? []
  }

  async put(draft: Draft): Promise<boolean> {
    if (draft.state === 'queued') this.#journal?.add(draft)
    const isOurs = await this.#drafts.put(draft)
    this.#journal?.remove(draft.id)
    return isOurs
  }

  /** Takes over what was noted. False: another page did so before, and it may be sent and gone. */
  async take(draft: Draft): Promise<boolean> {
    const isOurs = await this.#drafts.take(draft)
    this.#journal?.remove(draft.id)
    return isOurs
  }

  async change(draft: Draft): Promise<void> {
    await this.#drafts.claim(draft)
  }

  claim(draft: Draft): Promise<boolean> {
    return this.#drafts.claim(draft)
  }

  remove(id: string): Promise<void> {
    this.#journal?.remove(id)
    return this.#drafts.remove(id)
  }

  /** Where nothing can be kept there is no line to wait for. */
  async sent(draft: Draft): Promise<void> {
    if (this.#keeps()) await this.#drafts.claim(draft)
    else await this.#drafts.remove(draft.id)
  }
}
