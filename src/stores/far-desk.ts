import type { Draft } from '../model/act.ts'
import type { Key } from '../model/log.ts'
import type { Hint } from '../net/wake.ts'
import type { Desk, Page } from './desk.ts'

/** A desk in another tab. What is to be said is written down here first: it is not lost with either tab. */
export class FarDesk implements Desk {
  readonly #ask: (call: keyof Desk, ...given: unknown[]) => Promise<unknown>
  readonly #keep: (draft: Draft) => Promise<boolean>

  constructor(
    ask: (call: keyof Desk, ...given: unknown[]) => Promise<unknown>,
    keep: (draft: Draft) => Promise<boolean>,
  ) {
    this.#ask = ask
    this.#keep = keep
  }

  async do(draft: Draft): Promise<void> {
    // In this order: written later, it would outlive its being sent.
    if (await this.#keep(draft)) await this.#ask('do', draft)
  }

  retry(id: string): void {
    void this.#ask('retry', id)
  }

  discard(id: string): void {
    void this.#ask('discard', id)
  }

  remove(keys: readonly Key[]): void {
    void this.#ask('remove', keys)
  }

  typed(): void {
    void this.#ask('typed')
  }

  async reach(before: string | undefined): Promise<Page> {
    const page = (await this.#ask('reach', before)) as Page | undefined
    return page ?? { messages: [], done: false }
  }

  wake(hint: Hint): void {
    void this.#ask('wake', hint)
  }

  refresh(): void {
    void this.#ask('refresh')
  }

  mark(unread: readonly number[]): void {
    void this.#ask('mark', unread)
  }

  clear(): void {
    void this.#ask('clear')
  }
}
