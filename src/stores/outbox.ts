import type { Draft, Perform } from '../model/act.ts'
import type { Reason } from '../model/reason.ts'
import { delay } from '../net/backoff.ts'
import type { Clock } from '../net/clock.ts'
import { NetError, reasonOf } from '../net/errors.ts'
import { Waiting } from './waiting.ts'

/** These say that nothing was handed over: it may go out again. A request that got no answer says no such thing. */
const UNSENT: ReadonlySet<string> = new Set(['dropped-unsent', 'offline', 'full'])
const DAY_MS = 86_400_000
/** What waited longer is not sent without being asked for. */
export const MAX_AGE_DAYS = 7

/** Where drafts are kept, so that they outlive the page. Never rejects. */
export interface DraftKeeper {
  /** A new one, or one that is written anew. */
  put(draft: Draft): Promise<unknown>
  /** One that is there: what has gone meanwhile does not come back by it. */
  change(draft: Draft): Promise<void>
  /** Writes it, and says whether it was still there: else another tab has settled it. */
  claim(draft: Draft): Promise<boolean>
  remove(id: string): Promise<void>
  /** It is sent: it may go as soon as its line is kept elsewhere. */
  sent(draft: Draft): Promise<void>
}

/** What the outbox tells. A draft is a new object whenever its state changes. */
export type OutboxListener = {
  /** It is being handed over. */
  sending(draft: Draft): void
  /** One is about to leave the list: all that came before it is to be told first. */
  leaving(): void
  /** The wire, or the server by its receipt, has it. It has left the list. */
  sent(draft: Draft): void
  /** It is not sent after all, or nobody knows. */
  kept(draft: Draft): void
  /** The list of what is not sent has changed. */
  changed(): void
}

/** Drafts that no wire has taken, in order. One is handed over at a time, and the next only when it is out. */
export class Outbox {
  #act: Perform | undefined
  #dedupes = false
  #busy = false
  #closed = false
  #attempts = 0
  /** Nothing goes out before (epoch ms); `asked`: because the server said so. */
  #notBefore = 0
  #asked = false
  #cancelRetry: () => void = () => undefined
  readonly #waiting: Waiting
  readonly #on: OutboxListener
  readonly #clock: Clock
  readonly #random: () => number

  constructor(on: OutboxListener, keeper: DraftKeeper, clock: Clock, random: () => number) {
    this.#on = on
    this.#waiting = new Waiting(keeper, () => on.changed())
    this.#clock = clock
    this.#random = random
  }

  get drafts(): readonly Draft[] {
    return this.#waiting.drafts
  }

  /** No more are taken until some went out. */
  get full(): boolean {
    return this.#waiting.full
  }

  /** Takes over what was kept from before, ahead of what was added since. What was on its way then may have arrived. */
  restore(kept: readonly Draft[]): void {
    this.#waiting.restore(kept.map(inDoubt))
    if (this.#dedupes) this.#again()
    void this.#flush()
  }

  /** One that another tab had on its way may have arrived. */
  add(draft: Draft): void {
    this.#waiting.add(inDoubt(draft))
    if (this.#dedupes) this.#again()
    void this.#flush()
  }

  /** The wire is ready: from now on drafts go out through `act`. Undefined: it is not any more. Where the server takes
   *  what comes twice for one (`dedupes`), what nobody confirmed goes out again, in its place. */
  open(act: Perform | undefined, dedupes = false): void {
    this.#act = act
    if (act) this.#dedupes = dedupes
    this.#cancelRetry()
    if (act && dedupes) this.#again()
    // A new wire need not wait for the old one's sake, but what the server asked for holds.
    if (!this.#asked) this.#notBefore = 0
    if (act && this.#notBefore > this.#clock.now()) this.#wait()
    else void this.#flush()
  }

  /** Another tab goes on with it: nothing is handed over here any more. What is on its way is still written down. */
  close(): void {
    this.#closed = true
    this.open(undefined)
  }

  /** A person's word: this one once more. */
  retry(id: string): void {
    const draft = this.#waiting.get(id)
    if (!draft || (draft.state !== 'failed' && draft.state !== 'unconfirmed')) return
    this.#notBefore = 0
    this.#waiting.set(fresh({ ...draft, at: this.#clock.now() }))
    void this.#flush()
  }

  remove(id: string): void {
    this.#waiting.remove(id)
  }

  /** Its echo came: it stands in the log. */
  settle(id: string): void {
    const draft = this.#waiting.get(id)
    if (draft) this.#waiting.sent({ ...fresh(draft), state: 'sent' })
  }

  /** A draft that was taken turned out to be refused. */
  fail(id: string, why: Reason): void {
    const draft = this.#waiting.get(id)
    if (draft) this.#waiting.set({ ...draft, state: 'failed', error: why })
  }

  #again(): void {
    for (const draft of this.drafts) if (draft.state === 'unconfirmed') this.#waiting.set(fresh(draft))
  }

  async #flush(): Promise<void> {
    if (this.#busy || this.#closed || this.#clock.now() < this.#notBefore) return
    this.#busy = true
    try {
      for (;;) {
        const act = this.#act
        const queued = this.drafts.find(({ state }) => state === 'queued')
        // Nothing may be awaited between this look and the end: what is added then would be left lying.
        if (!act || !queued || !(await this.#next(queued, act))) return
      }
    } finally {
      this.#busy = false
    }
  }

  /** Hands the next one over. Returns whether another may follow now. */
  async #next(queued: Draft, act: Perform): Promise<boolean> {
    if (this.#clock.now() - queued.at > MAX_AGE_DAYS * DAY_MS) {
      const error: Reason = { code: 'outbox-old', params: { days: MAX_AGE_DAYS } }
      this.#waiting.set({ ...queued, state: 'failed', error })
      return true
    }
    const draft: Draft = { ...fresh(queued), state: 'sending' }
    // Written down before it goes out: a page that dies in between must not send it twice.
    const mine = await this.#waiting.claim(draft)
    if (!this.#waiting.get(draft.id)) return true
    if (!mine) {
      this.#waiting.drop(draft.id)
      return true
    }
    // The wire may have gone meanwhile.
    if (this.#act !== act || this.#closed) {
      this.#waiting.set(queued)
      return !this.#closed
    }
    this.#on.sending(draft)
    return this.#hand(draft, act)
  }

  async #hand(draft: Draft, act: Perform): Promise<boolean> {
    try {
      const receipt = await act(draft)
      this.#attempts = 0
      // Its echo may have come before the receipt, and taken it.
      if (!this.#waiting.get(draft.id)) return true
      const sent: Draft = { ...draft, state: 'sent', ...(receipt && { ...receipt, confirmed: true }) }
      this.#on.leaving()
      this.#waiting.sent(sent)
      this.#on.sent(sent)
      return true
    } catch (thrown) {
      // The connection was ended under it, by whomever: nobody knows what became of it.
      const error = isAbort(thrown) ? new NetError('dropped', { code: 'ended' }) : thrown
      const why = reasonOf(error)
      this.#on.kept(draft)
      if (!this.#waiting.get(draft.id)) return true
      if (!(error instanceof NetError) || !error.retryable)
        this.#waiting.set({ ...draft, state: 'failed', error: why })
      else if (this.#dedupes || error.kind === 'busy' || UNSENT.has(why.code)) {
        this.#waiting.set({ ...draft, state: 'queued', error: why })
        // A newer wire need not wait.
        if (this.#act && this.#act !== act) return true
        this.#later(error)
        return false
      } else this.#waiting.set({ ...draft, state: 'unconfirmed', error: why })
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
    this.#cancelRetry = this.#clock.after(this.#notBefore - this.#clock.now(), () => {
      // Whatever the time is said to be: a timer may come a little early, and the clock may have been set back.
      this.#notBefore = 0
      void this.#flush()
    })
  }
}

function inDoubt(draft: Draft): Draft {
  return draft.state === 'sending'
    ? { ...draft, state: 'unconfirmed', error: { code: 'closed-page' } }
    : draft
}

function fresh({ error: _, ...draft }: Draft): Draft {
  return { ...draft, state: 'queued' }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
