import type { FakeClock } from './fake-clock.ts'
import type { Line, Locks, Sign, Tab } from './tab.ts'

type Waiting = { grant: () => void }

/** Tabs of one browser, for tests: their locks and their line, on one clock. */
export class FakeTabs {
  readonly clock: FakeClock
  readonly #hearers = new Map<number, (word: unknown) => void>()
  readonly #queue: Waiting[] = []
  #held: { rob: () => void; by: FakeTab } | undefined
  #opened = 0

  constructor(clock: FakeClock) {
    this.clock = clock
  }

  open({ shares = true }: { shares?: boolean } = {}): FakeTab {
    return new FakeTab(this, shares)
  }

  line(hear: (word: unknown) => void) {
    const id = ++this.#opened
    this.#hearers.set(id, hear)
    return {
      say: (word: unknown) => {
        const copy = structuredClone(word)
        for (const [other, tell] of this.#hearers) if (other !== id) queueMicrotask(() => tell(copy))
      },
      close: () => void this.#hearers.delete(id),
    }
  }

  /** A tab's process is gone, and with it what it held. */
  free(tab: FakeTab): void {
    if (this.#held?.by !== tab) return
    this.#held = undefined
    this.#next()
  }

  readonly locksOf = (by: FakeTab): Locks => ({
    request: (_, { signal, steal }, run) =>
      new Promise((resolve, reject) => {
        const abort = () => reject(new DOMException('aborted', 'AbortError'))
        if (signal?.aborted) return abort()
        const waiting: Waiting = {
          grant: () => {
            signal?.removeEventListener('abort', drop)
            const hold = { rob: abort, by }
            this.#held = hold
            const release = () => {
              if (this.#held === hold) this.#held = undefined
              this.#next()
            }
            void run().then(resolve, reject).finally(release)
          },
        }
        const drop = () => {
          this.#queue.splice(this.#queue.indexOf(waiting), 1)
          abort()
        }
        signal?.addEventListener('abort', drop, { once: true })
        if (steal) {
          this.#held?.rob()
          this.#held = undefined
          this.#queue.unshift(waiting)
        } else this.#queue.push(waiting)
        queueMicrotask(() => this.#next())
      }),
  })

  #next(): void {
    if (!this.#held) this.#queue.shift()?.grant()
  }
}

/** One of them. */
export class FakeTab implements Tab {
  readonly clock: FakeClock
  readonly locks: Locks | undefined
  readonly openLine: Tab['openLine']
  hidden = false
  /** A tab that hangs hears nothing. */
  hangs = false
  readonly #tabs: FakeTabs
  #dead = false
  #hear: (sign: Sign) => void = () => {}

  constructor(tabs: FakeTabs, shares: boolean) {
    this.clock = tabs.clock
    this.#tabs = tabs
    this.locks = shares ? tabs.locksOf(this) : undefined
    this.openLine = shares ? (hear) => this.#openLine(hear) : undefined
  }

  #openLine(hear: (word: unknown) => void): Line {
    const line = this.#tabs.line((word) => this.hangs || hear(word))
    return { ...line, say: (word) => this.#dead || line.say(word) }
  }

  /** Its process is killed: what it held is free, and nobody hears it any more. */
  die(): void {
    this.hangs = this.#dead = true
    this.#tabs.free(this)
  }

  isHidden(): boolean {
    return this.hidden
  }

  listen(hear: (sign: Sign) => void): () => void {
    this.#hear = hear
    return () => void (this.#hear = () => {})
  }

  sign(sign: Sign): void {
    if (sign === 'hidden' || sign === 'shown') this.hidden = sign === 'hidden'
    this.#hear(sign)
  }
}
