import type { Incoming } from '../model/message.ts'
import type { Clock } from '../net/clock.ts'

/** Who was not heard to go on writing for so long has stopped. */
export const TYPING_MS = 6_000
const MAX_TYPISTS = 20

/** Who is writing just now. */
export class Typists {
  readonly #clock: Clock
  readonly #changed: (names: string[]) => void
  readonly #cancels = new Map<string, () => void>()

  constructor(clock: Clock, changed: (names: string[]) => void) {
    this.#clock = clock
    this.#changed = changed
  }

  hear({ from, on }: Incoming & { type: 'typing' }): void {
    if (!on) return this.said(from)
    const known = this.#cancels.get(from)
    known?.()
    if (!known && this.#cancels.size >= MAX_TYPISTS) return
    this.#cancels.set(
      from,
      this.#clock.after(TYPING_MS, () => this.said(from)),
    )
    if (!known) this.#tell()
  }

  /** This one has said it, or stopped. */
  said(from: string): void {
    const cancel = this.#cancels.get(from)
    if (!cancel) return
    cancel()
    this.#cancels.delete(from)
    this.#tell()
  }

  clear(): void {
    if (this.#cancels.size === 0) return
    for (const cancel of this.#cancels.values()) cancel()
    this.#cancels.clear()
    this.#tell()
  }

  #tell(): void {
    this.#changed([...this.#cancels.keys()])
  }
}
