import type { Receipt } from '../model/act.ts'
import type { Clock } from '../net/clock.ts'
import { NetError } from '../net/errors.ts'

/** So long may an answer take: an acknowledgement, a pong, a page of history. */
export const ANSWER_TIMEOUT_MS = 10_000

type Waiting<Answer> = { resolve: (answer: Answer) => void; reject: (error: NetError) => void }

/** Who waits for the server's word, by the id that was given along: that of a draft, or one that was made up. */
export class Receipts<Answer = Receipt> {
  readonly #clock: Clock
  readonly #waiting = new Map<string, Waiting<Answer>>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Says it, by `send`, and resolves with the answer. Throws NetError: `timeout`, the server's no, or what became of the
   *  wire. */
  ask(id: string, send: () => Promise<void>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(ANSWER_TIMEOUT_MS, () => {
        const seconds = ANSWER_TIMEOUT_MS / 1000
        this.refuse(id, new NetError('timeout', { code: 'timeout', params: { seconds } }))
      })
      const settle =
        <T>(pass: (value: T) => void) =>
        (value: T) => {
          cancel()
          this.#waiting.delete(id)
          pass(value)
        }
      const waiting = { resolve: settle(resolve), reject: settle(reject) }
      this.#waiting.set(id, waiting)
      send().catch(waiting.reject)
    })
  }

  /** The answer came. False where nobody waits for it. */
  answer(id: string, answer: Answer): boolean {
    const waiting = this.#waiting.get(id)
    waiting?.resolve(answer)
    return waiting !== undefined
  }

  /** The server's no came. False where nobody waits for it: then it is about something else. */
  refuse(id: string, error: NetError): boolean {
    const waiting = this.#waiting.get(id)
    waiting?.reject(error)
    return waiting !== undefined
  }

  /** Does that one still wait? */
  waits(id: string): boolean {
    return this.#waiting.has(id)
  }

  /** The wire is gone: nobody will answer. To be called at the end of `connect`. */
  drop(): void {
    for (const { reject } of [...this.#waiting.values()]) reject(new NetError('dropped', { code: 'ended' }))
  }
}
