import type { Found, Finding } from '../backends/find.ts'
import type { Credentials } from '../backends/find-login.ts'
import type { Reason } from '../model/reason.ts'
import type { Platform } from '../net/platform.ts'
import { loadPart } from '../net/part.ts'

/** One look at an address, while a person waits for it: what is done just now, and what it turned out to be. */
export class Finder {
  /** What is being asked; undefined before the first question and after the last. */
  step = $state.raw<Reason | undefined>(undefined)
  /** Undefined while it looks. */
  found = $state.raw<Found | undefined>(undefined)
  /** The part of the page that looks could not be loaded. */
  broken = $state(false)
  readonly #round = new AbortController()

  /** What to connect to, if it is something that can be connected to. */
  get best(): Finding | undefined {
    return this.found?.findings.find(({ cannot }) => cannot === undefined)
  }

  /** Looks, as whoever `login` lets in. Resolves when it is over, also by `stop`, and never rejects. */
  async look(
    server: string,
    platform: Platform,
    page: URL | Location | undefined,
    login?: Credentials,
  ): Promise<void> {
    const { signal } = this.#round
    const onStep = (step: Reason) => signal.aborted || (this.step = step)
    try {
      const { find } = await loadPart(() => import('../backends/find.ts'))
      const found = await find(server, { platform, page, signal, onStep, login })
      if (!signal.aborted) this.found = found
    } catch {
      // Only the part itself can fail: a look tells of every other failure.
      this.broken = !signal.aborted
    } finally {
      this.step = undefined
    }
  }

  stop(): void {
    this.#round.abort()
  }
}
