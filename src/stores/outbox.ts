import type { Draft } from '../model/act.ts'
import type { Reason } from '../model/reason.ts'
import { NetError, reasonOf } from '../net/errors.ts'
import { delay } from '../net/backoff.ts'
import type { Clock } from '../net/clock.ts'

export type Act = (draft: Draft) => Promise<string | void>

/** These say that nothing was handed over: it may go out again. A request that got no answer says no such thing. */
const UNSENT: ReadonlySet<string> = new Set(['dropped-unsent', 'offline', 'full'])

/** What the outbox tells. A draft is a new object whenever its state changes. */
export type OutboxListener = {
  /** It is being handed over. */
  sending(draft: Draft): void
  /** The wire, or the server by its ack, has it. */
  sent(draft: Draft): void
  /** It is not sent after all, or nobody knows. */
  kept(draft: Draft): void
  /** The list of what is not sent has changed. */
  changed(): void
}

/** Drafts that no wire has taken, in order. One is handed over at a time, and the next only when it is out. */
export class Outbox {
  #drafts: readonly Draft[] = []
  #act: Act | undefined
  #busy = false
  #attempts = 0
  /** Nothing goes out before (epoch ms); `asked`: because the server said so. */
  #notBefore = 0
  #asked = false
  #cancelRetry: () => void = () => undefined
  readonly #on: OutboxListener
  readonly #clock: Clock
  readonly #random: () => number

  constructor(on: OutboxListener, clock: Clock, random: () => number) {
    this.#on = on
    this.#clock = clock
    this.#random = random
  }

  get drafts(): readonly Draft[] {
    return this.#drafts
  }

  add(draft: Draft): void {
    this.#drafts = [...this.#drafts, draft]
    this.#on.changed()
    void this.#flush()
  }

  /** The wire is ready: from now on drafts go out through `act`. Undefined: it is not any more. */
  open(act: Act | undefined): void {
    this.#act = act
    this.#cancelRetry()
    // A new wire need not wait for the old one's sake, but what the server asked for holds.
    if (!this.#asked) this.#notBefore = 0
    if (act && this.#notBefore > this.#clock.now()) this.#wait()
    else void this.#flush()
  }

  /** A person's word: this one once more. */
  retry(id: string): void {
    const draft = this.#drafts.find((each) => each.id === id)
    if (!draft || (draft.state !== 'failed' && draft.state !== 'unconfirmed')) return
    const { error: _, ...rest } = draft
    this.#notBefore = 0
    this.#set({ ...rest, state: 'queued' })
    void this.#flush()
  }

  remove(id: string): void {
    if (!this.#drafts.some((draft) => draft.id === id)) return
    this.#drafts = this.#drafts.filter((draft) => draft.id !== id)
    this.#on.changed()
  }

  #set(changed: Draft): void {
    this.#drafts = this.#drafts.map((draft) => (draft.id === changed.id ? changed : draft))
    this.#on.changed()
  }

  /** A draft that was taken turned out to be refused. */
  fail(id: string, why: Reason): void {
    const draft = this.#drafts.find((each) => each.id === id)
    if (draft) this.#set({ ...draft, state: 'failed', error: why })
  }

  async #flush(): Promise<void> {
    if (this.#busy || this.#clock.now() < this.#notBefore) return
    this.#busy = true
    try {
      for (;;) {
        const act = this.#act
        const queued = this.#drafts.find(({ state }) => state === 'queued')
        if (!act || !queued) return
        const draft: Draft = { ...queued, state: 'sending' }
        this.#set(draft)
        this.#on.sending(draft)
        const more = await this.#hand(draft, act)
        if (!more) return
      }
    } finally {
      this.#busy = false
    }
  }

  /** Hands one over. Returns whether the next may follow now. */
  async #hand(draft: Draft, act: Act): Promise<boolean> {
    try {
      const messageId = await act(draft)
      this.#attempts = 0
      // Its echo may have come before the ack, and taken it.
      if (!this.#drafts.some(({ id }) => id === draft.id)) return true
      this.remove(draft.id)
      this.#on.sent({ ...draft, state: 'sent', ...(messageId && { messageId }) })
      return true
    } catch (thrown) {
      // The connection was ended under it, by whomever: nobody knows what became of it.
      const error = isAbort(thrown) ? new NetError('dropped', { code: 'ended' }) : thrown
      const why = reasonOf(error)
      this.#on.kept(draft)
      if (!(error instanceof NetError) || !error.retryable)
        this.#set({ ...draft, state: 'failed', error: why })
      else if (error.kind === 'busy' || UNSENT.has(why.code)) {
        this.#set({ ...draft, state: 'queued', error: why })
        this.#later(error)
        return false
      } else this.#set({ ...draft, state: 'unconfirmed', error: why })
      return true
    }
  }

  #later(error: NetError): void {
    const now = this.#clock.now()
    this.#asked = error.retryAt !== undefined
    this.#notBefore = now + delay(this.#attempts++, this.#random, (error.retryAt ?? now) - now)
    this.#wait()
  }

  #wait(): void {
    this.#cancelRetry()
    this.#cancelRetry = this.#clock.after(this.#notBefore - this.#clock.now(), () => void this.#flush())
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
