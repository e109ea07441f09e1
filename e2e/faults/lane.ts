/** One direction of a connection: what is passed later never overtakes what was passed before, however long each takes. */
export class Lane {
  #waiting: { due: number; run: () => void }[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #held = false

  /** Runs it after so many ms (at once where that is 0), but not before what is already on its way. */
  pass(ms: number, run: () => void): void {
    if (ms <= 0 && this.#waiting.length === 0 && !this.#held) return run()
    this.#waiting.push({ due: performance.now() + ms, run })
    this.#go()
  }

  /** Nothing moves until `release`. */
  hold(): void {
    this.#held = true
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  release(): void {
    this.#held = false
    this.#go()
  }

  #go(): void {
    const first = this.#waiting[0]
    if (this.#held || this.#timer !== undefined || !first) return
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined
        const now = performance.now()
        // A timer may come a little early: then it is set once more.
        while (!this.#held && this.#waiting[0] && this.#waiting[0].due <= now) this.#waiting.shift()?.run()
        this.#go()
      },
      Math.max(0, first.due - performance.now()),
    )
  }
}
