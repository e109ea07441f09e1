import type { Clock } from '../net/clock.ts'

/** Who is to tell what was missed may be silent for so long, and take so long for all of it. */
export const SILENT_MS = 10_000
export const LONGEST_MS = 60_000

/** Waits for something that comes after other things: each that is heard is a sign that it may still come. */
export class Patience {
  readonly #clock: Clock
  #heardAt = 0
  #cancel: () => void = () => undefined
  #over: Promise<void> | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Resolves when it is at its end; undefined where nothing is waited for. */
  get over(): Promise<void> | undefined {
    return this.#over
  }

  begin(): void {
    const began = (this.#heardAt = this.#clock.now())
    this.#over = new Promise((resolve) => {
      const watch = () => {
        const now = this.#clock.now()
        const leftMs = Math.min(this.#heardAt + SILENT_MS, began + LONGEST_MS) - now
        if (leftMs <= 0) resolve()
        else this.#cancel = this.#clock.after(leftMs, watch)
      }
      watch()
    })
  }

  heard(): void {
    this.#heardAt = this.#clock.now()
  }

  end(): void {
    this.#cancel()
    this.#over = undefined
  }
}
