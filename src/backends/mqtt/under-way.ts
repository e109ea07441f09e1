import type { Clock } from '../../net/clock.ts'

/** Nobody confirms any more what was not confirmed for so long, on a connection that is there. */
const UNANSWERED_MS = 30_000
/** A timer that comes so much too late says that the page slept, and that answers may wait behind it. */
const LATE = 1.5

/** A PUBLISH or PUBREL as it went out. Times are epoch ms. */
export type Sent = {
  id: number
  at: number
  /** Of its payload. */
  bytes: number
  /** For how long the connection had been ready (ms). */
  calmMs: number
  /** It went out before, on an earlier connection. */
  again: boolean
}

/** What went out with QoS 1 or 2 on one connection, and is not confirmed. */
export class UnderWay {
  readonly #sent = new Map<number, Sent & { cancel: () => void }>()
  readonly #clock: Clock
  readonly #unanswered: (id: number) => void
  #waiting: (() => void)[] = []
  #isOver = false

  /** `unanswered` is told what nobody confirms, though the connection is there. */
  constructor(clock: Clock, unanswered: (id: number) => void) {
    this.#clock = clock
    this.#unanswered = unanswered
  }

  get all(): readonly Sent[] {
    return [...this.#sent.values()]
  }

  add(sent: Omit<Sent, 'at'>): void {
    const before = this.#sent.get(sent.id)
    before?.cancel()
    const at = this.#clock.now()
    // The second half of QoS 2 is of the same message.
    const { bytes, again } = before ?? sent
    this.#sent.set(sent.id, { ...sent, bytes, again, at, cancel: this.#watch(sent.id) })
  }

  get size(): number {
    return this.#sent.size
  }

  wasSentAgain(id: number): boolean {
    return this.#sent.get(id)?.again ?? false
  }

  answered(id: number): void {
    this.#sent.get(id)?.cancel()
    this.#sent.delete(id)
    this.#waiting.shift()?.()
  }

  /** Resolves when one fewer is under way, or when it is over; in the order in which it was asked for. */
  fewer(): Promise<void> {
    if (this.#isOver) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** The connection is over: what is under way stays so. */
  close(): void {
    for (const { cancel } of this.#sent.values()) cancel()
    this.#isOver = true
    for (const go of this.#waiting.splice(0)) go()
  }

  #watch(id: number): () => void {
    const from = this.#clock.now()
    let cancel = this.#clock.after(UNANSWERED_MS, () => {
      if (this.#clock.now() - from < LATE * UNANSWERED_MS) this.#unanswered(id)
      else cancel = this.#watch(id)
    })
    return () => cancel()
  }
}
