import type { Draft } from '../model/act.ts'
import type { DraftKeeper } from './outbox.ts'

/** So many drafts may wait, of so many characters in all. */
export const MAX_DRAFTS = 1_000
export const MAX_DRAFT_CHARS = 8 * 1024 * 1024

/** The list of what is not sent, here and where it is kept: each change is written down as it is made. */
export class Waiting {
  #drafts: readonly Draft[] = []
  readonly #keeper: DraftKeeper
  readonly #changed: () => void

  constructor(keeper: DraftKeeper, changed: () => void) {
    this.#keeper = keeper
    this.#changed = changed
  }

  get drafts(): readonly Draft[] {
    return this.#drafts
  }

  get full(): boolean {
    const chars = this.#drafts.reduce((sum, draft) => sum + charsOf(draft), 0)
    return this.#drafts.length >= MAX_DRAFTS || chars >= MAX_DRAFT_CHARS
  }

  get(id: string): Draft | undefined {
    return this.#drafts.find((draft) => draft.id === id)
  }

  /** Takes in what was kept. What is there already stays as it is. */
  restore(kept: readonly Draft[]): void {
    const before = kept.filter(({ id }) => !this.get(id))
    this.#drafts = inOrder([...before, ...this.#drafts])
    this.#changed()
  }

  /** In the order of writing: what a page wrote while another tab had the wire may come after what it wrote since. */
  add(draft: Draft): void {
    this.#drafts = inOrder([...this.#drafts, draft])
    void this.#keeper.put(draft)
    this.#changed()
  }

  set(draft: Draft): void {
    this.#put(draft)
    void this.#keeper.change(draft)
  }

  /** As `set`; resolves with whether it is still this tab's to hand over. */
  claim(draft: Draft): Promise<boolean> {
    this.#put(draft)
    return this.#keeper.claim(draft)
  }

  remove(id: string): void {
    if (this.drop(id)) void this.#keeper.remove(id)
  }

  /** It waits no more, but stays written down until its line is. */
  sent(draft: Draft): void {
    if (this.drop(draft.id)) void this.#keeper.sent(draft)
  }

  /** Takes it from the list only. */
  drop(id: string): boolean {
    if (!this.get(id)) return false
    this.#drafts = this.#drafts.filter((draft) => draft.id !== id)
    this.#changed()
    return true
  }

  #put(changed: Draft): void {
    this.#drafts = this.#drafts.map((draft) => (draft.id === changed.id ? changed : draft))
    this.#changed()
  }
}

function inOrder(drafts: Draft[]): Draft[] {
  return drafts.sort((one, other) => one.at - other.at)
}

function charsOf({ act }: Draft): number {
  if (act.kind !== 'say') return 0
  return typeof act.body === 'string' ? act.body.length : act.body.byteLength
}
