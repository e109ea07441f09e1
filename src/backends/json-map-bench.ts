import type { Clock } from '../net/clock.ts'
import type { Answer, Work } from './json-map-work.ts'

/** A worker that says no word for so long (ms) is ended, and started anew. */
export const DEADLINE_MS = 500
/** One that does not run by then (ms) never will. */
export const START_MS = 10_000
/** A page that was busy itself hears the timer first, and only then the answers (ms). */
const GRACE_MS = 50

/** What a bench needs of a Worker. */
export interface Bencher {
  postMessage(work: Work): void
  terminate(): void
  onmessage: ((event: MessageEvent<Answer>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

/** What is asked, without its id. */
export type Question = Work extends infer W ? (W extends Work ? Omit<W, 'id'> : never) : never
/** Hears one answer; true: it was the last. */
type Hear = (answer: Answer) => boolean

/** The worker in which paths run, made when there is work. One work at a time. */
export class MapBench {
  readonly #make: () => Bencher
  readonly #clock: Clock
  #worker: Bencher | undefined
  #isReady = false
  #lastId = 0
  #cancel: () => void = () => undefined
  #hearing: { work: Work; hear: Hear; over: (done: boolean) => void } | undefined
  #queue: Promise<unknown> = Promise.resolve()

  constructor(make: () => Bencher, clock: Clock) {
    this.#make = make
    this.#clock = clock
  }

  /** Resolves when all of the answers were heard; false: it took too long, and the worker was ended. */
  ask(question: Question, hear: Hear): Promise<boolean> {
    const asked = this.#queue.then(() => this.#ask({ ...question, id: ++this.#lastId } as Work, hear))
    this.#queue = asked
    return asked
  }

  /** Ends the worker, and what it is asked. It can be used again. */
  close(): void {
    this.#end(false)
  }

  #ask(work: Work, hear: Hear): Promise<boolean> {
    return new Promise((over) => {
      this.#hearing = { work, hear, over }
      try {
        this.#worker ??= this.#open()
      } catch {
        // A browser that makes none here: as one that never runs.
        return this.#end(false)
      }
      if (this.#isReady) this.#worker.postMessage(work)
      this.#limit(this.#isReady ? DEADLINE_MS : START_MS)
    })
  }

  #open(): Bencher {
    const worker = this.#make()
    worker.onmessage = ({ data }) => this.#hear(data)
    worker.onerror = () => this.#end(false)
    return worker
  }

  #hear(answer: Answer): void {
    const { work, hear } = this.#hearing ?? {}
    if (answer.type === 'ready') {
      this.#isReady = true
      if (work) this.#worker?.postMessage(work)
    } else if (!hear || answer.id !== work?.id) return
    else if (hear(answer)) return this.#settle(true)
    this.#limit(DEADLINE_MS)
  }

  #limit(ms: number): void {
    this.#cancel()
    this.#cancel = this.#clock.after(ms, () => {
      this.#cancel = this.#clock.after(GRACE_MS, () => this.#end(false))
    })
  }

  #end(done: boolean): void {
    this.#worker?.terminate()
    this.#worker = undefined
    this.#isReady = false
    this.#settle(done)
  }

  #settle(done: boolean): void {
    this.#cancel()
    const over = this.#hearing?.over
    this.#hearing = undefined
    over?.(done)
  }
}
