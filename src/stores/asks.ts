import { globalId } from '../model/ids.ts'

/** What a tab that follows asks of the one that leads: a call of the profile's desk. */
export type Ask = { profile: string; call: string; with: readonly unknown[] }

/** So many are known again, should they come twice. */
const DONE_KEPT = 1_000

/** What was asked of the tab that leads, whoever that is by then: asked again until it is answered, and done once. */
export class Asks {
  readonly #serve: (ask: Ask) => unknown
  readonly #pending = new Map<string, { ask: Ask; resolve: (value: unknown) => void }>()
  readonly #done = new Map<string, Promise<unknown>>()

  /** `serve` does it, in the tab that leads. */
  constructor(serve: (ask: Ask) => unknown) {
    this.#serve = serve
  }

  /** What has no answer yet, by its name. */
  get pending(): [op: string, ask: Ask][] {
    return [...this.#pending].map(([op, { ask }]) => [op, ask])
  }

  /** Resolves with the answer; `say` is told under which name it is asked. */
  ask(ask: Ask, say: (op: string) => void): Promise<unknown> {
    return new Promise((resolve) => {
      const op = globalId()
      this.#pending.set(op, { ask, resolve })
      say(op)
    })
  }

  /** Does it, here; what comes twice is done once. */
  serve(op: string, ask: Ask): Promise<unknown> {
    const before = this.#done.get(op)
    if (before) return before
    const doing = Promise.resolve(this.#serve(ask))
    this.#done.set(op, doing)
    for (const oldest of this.#done.keys()) {
      if (this.#done.size <= DONE_KEPT) break
      this.#done.delete(oldest)
    }
    return doing
  }

  settle(op: string, value: unknown): void {
    const pending = this.#pending.get(op)
    this.#pending.delete(op)
    pending?.resolve(value)
  }
}
