import type { Locks } from './tab.ts'

/** One of the tabs leads: the one that holds the lock. `begin` and `end` come in turn. */
export class Election {
  readonly #locks: Locks | undefined
  readonly #name: string
  readonly #on: { begin: () => void; end: () => void }
  #round: AbortController | undefined
  #release: (() => void) | undefined

  constructor(locks: Locks | undefined, name: string, on: { begin: () => void; end: () => void }) {
    this.#locks = locks
    this.#name = name
    this.#on = on
  }

  get leading(): boolean {
    return this.#release !== undefined
  }

  /** Waits for its turn, and leads from then on; where there are no locks, at once. */
  stand(): void {
    if (!this.#round) void this.#stand({})
  }

  /** Takes the lead from a leader that hangs, or gave it away. */
  seize(): void {
    this.leave()
    void this.#stand({ steal: true })
  }

  /** Lets another lead, and does not wait for another turn. */
  leave(): void {
    this.#round?.abort()
    this.#round = undefined
    this.#end()
  }

  /** Ceases to lead but keeps the lock, until whoever it was promised to takes it. */
  cede(): void {
    const held = this.#release
    if (!held) return
    this.#release = undefined
    this.#on.end()
  }

  async #stand(how: { steal?: true }): Promise<void> {
    const round = new AbortController()
    this.#round = round
    const lead = () =>
      new Promise<void>((resolve) => {
        if (round.signal.aborted) return resolve()
        // Also a leader that ceded lets go of the lock when it leaves.
        round.signal.addEventListener('abort', () => resolve(), { once: true })
        this.#release = resolve
        this.#on.begin()
      })
    const locks = this.#locks
    try {
      // [spec] A request that steals takes no signal.
      if (!locks) await lead()
      else await locks.request(this.#name, how.steal ? { steal: true } : { signal: round.signal }, lead)
    } catch (error) {
      // AbortError: it was stolen, or we left. Anything else is a browser that forbids locks: then each tab leads.
      if (Object(error).name !== 'AbortError' && !round.signal.aborted) return void lead()
    }
    if (this.#round !== round) return
    this.#round = undefined
    this.#end()
    if (!round.signal.aborted) this.stand()
  }

  #end(): void {
    const release = this.#release
    this.#release = undefined
    if (!release) return
    release()
    this.#on.end()
  }
}
