import { nextTask } from './slices.ts'
import { scriptUrl } from '../net/script-url.ts'
import type { Answer, Work } from './seeker-work.ts'
import workerUrl from './seeker.worker.ts?worker&url'

/** A work that takes longer (ms) is given up. */
export const DEADLINE_MS = 1_000
/** A worker that does not run by then (ms) never will. */
export const START_MS = 10_000
/** What nobody waits for any more has so long (ms) to come to an end: a new worker takes longer than most answers. */
export const GRACE_MS = 100

/** Why there is no answer; anything else is the signal's reason. */
export class TooSlow extends Error {}

type Asked = { work: Work; answer: (answer: Answer) => void; fail: (why: unknown) => void }

/** The worker in which regular expressions run, made when there is work: one work at a time, each with a deadline. */
export class Bench {
  readonly #asked: Asked[] = []
  #worker: Worker | undefined
  #isReady = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #lastId = 0

  /** Rejects with `TooSlow` where the work does not come to an end, or with the signal's reason. */
  ask<T extends Answer['type'] & Work['want']>(
    want: T,
    { query, texts }: Pick<Work, 'query' | 'texts'>,
    signal: AbortSignal,
  ): Promise<Extract<Answer, { type: T }>> {
    return new Promise((resolve, reject) => {
      const settle = () => signal.removeEventListener('abort', leave)
      const asked: Asked = {
        work: { id: ++this.#lastId, query, texts, want },
        answer: (answer) => (settle(), resolve(answer as Extract<Answer, { type: T }>)),
        fail: (why) => (settle(), reject(why)),
      }
      const leave = () => this.#drop(asked, signal.reason)
      if (signal.aborted) return reject(signal.reason)
      signal.addEventListener('abort', leave)
      this.#asked.push(asked)
      if (this.#asked.length === 1) this.#begin()
    })
  }

  /** Makes the worker, so that it is there when it is asked. */
  warm(): void {
    this.#worker ??= this.#open()
  }

  /** Ends the worker, and what it is asked. */
  close(): void {
    this.#end()
    for (const { fail } of this.#asked.splice(0)) fail(new DOMException('The search is over.', 'AbortError'))
  }

  #begin(): void {
    const [asked] = this.#asked
    if (!asked) return
    const worker = (this.#worker ??= this.#open())
    if (this.#isReady) worker.postMessage(asked.work)
    this.#limit(asked, this.#isReady ? DEADLINE_MS : START_MS)
  }

  #open(): Worker {
    const worker = new Worker(scriptUrl(workerUrl), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#hear(data)
    worker.onerror = () => this.#giveUp(this.#asked[0], new TooSlow('The worker does not run.'))
    return worker
  }

  #hear(answer: Answer): void {
    const [asked] = this.#asked
    if (answer.type === 'ready') {
      this.#isReady = true
      return this.#begin()
    }
    if (answer.id !== asked?.work.id) return
    clearTimeout(this.#timer)
    this.#asked.shift()
    asked.answer(answer)
    this.#begin()
  }

  #limit(asked: Asked, ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(async () => {
      // A page that was busy itself hears the timer first and then the answer.
      await nextTask()
      await nextTask()
      this.#giveUp(asked, new TooSlow(`No answer within ${ms} ms.`))
    }, ms)
  }

  /** Nobody waits for it any more. */
  #drop(asked: Asked, why: unknown): void {
    asked.fail(why)
    const place = this.#asked.indexOf(asked)
    // What runs cannot be stopped but with the worker.
    if (place === 0 && this.#isReady) return this.#limit(asked, GRACE_MS)
    if (place >= 0) this.#asked.splice(place, 1)
    if (place !== 0) return
    clearTimeout(this.#timer)
    this.#begin()
  }

  /** It is given up, and its worker with it. */
  #giveUp(asked: Asked | undefined, why: TooSlow): void {
    if (!asked || asked !== this.#asked[0]) return
    this.#asked.shift()
    asked.fail(why)
    this.#end()
    this.#begin()
  }

  #end(): void {
    clearTimeout(this.#timer)
    this.#worker?.terminate()
    this.#worker = undefined
    this.#isReady = false
  }
}
