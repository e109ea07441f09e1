import type { Frame } from '../model/message.ts'
import type { Clock } from '../net/clock.ts'
import { NetError } from '../net/errors.ts'
import type { Words } from './json-words.ts'
import { nameOf, own } from './json-words.ts'

/** So long may an answer take: an acknowledgement, a pong, a page of history. */
export const ACK_TIMEOUT_MS = 10_000

type Waiting = { resolve: (answer: Words) => void; reject: (error: NetError) => void }

/** Questions that wait for the frame that has their id. */
export class Asks {
  readonly #send: (frame: Frame) => Promise<void>
  readonly #clock: Clock
  readonly #waiting = new Map<string, Waiting>()
  #answers: (() => void)[] = []

  constructor(send: (frame: Frame) => Promise<void>, clock: Clock) {
    this.#send = send
    this.#clock = clock
  }

  /** Sends it and resolves with the answer. Throws NetError: `timeout`, `refused` with the server's words, or what became
   *  of the wire. */
  ask(id: string, frame: Frame): Promise<Words> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(ACK_TIMEOUT_MS, () => {
        this.#waiting.delete(id)
        reject(new NetError('timeout', { code: 'timeout', params: { seconds: ACK_TIMEOUT_MS / 1000 } }))
      })
      const settle =
        <T>(pass: (value: T) => void) =>
        (value: T) => {
          cancel()
          this.#waiting.delete(id)
          pass(value)
        }
      this.#waiting.set(id, { resolve: settle(resolve), reject: settle(reject) })
      this.#send(frame).catch(settle(reject))
    })
  }

  /** Takes an answer, if it is one, for `answered`. An error counts only where it names a question. */
  take(words: Words): boolean {
    const type = own(words, 'type')
    const waiting = this.#waiting.get(nameOf(own(words, 'id')) ?? '')
    if (type === 'ack' || type === 'pong' || type === 'history')
      this.#answers.push(() => waiting?.resolve(words))
    else if (type !== 'error' || !waiting) return false
    else this.#answers.push(() => waiting.reject(refusal(nameOf(own(words, 'text')) ?? '')))
    return true
  }

  /** Does that one still wait? */
  waits(id: string): boolean {
    return this.#waiting.has(id)
  }

  /** An answer in words of its server's own, or its no, for `answered`. */
  settle(id: string, answer: Words | NetError): void {
    const waiting = this.#waiting.get(id)
    this.#answers.push(() =>
      answer instanceof NetError ? waiting?.reject(answer) : waiting?.resolve(answer),
    )
  }

  /** Hands out what tells whoever asked; to be called when all that came before the answer is told. */
  answered(): (() => void) | undefined {
    const answers = this.#answers
    if (answers.length === 0) return undefined
    this.#answers = []
    return () => {
      for (const answer of answers) answer()
    }
  }

  /** The wire is gone: nobody will answer. */
  drop(): void {
    for (const { reject } of [...this.#waiting.values()]) reject(new NetError('dropped', { code: 'ended' }))
  }
}

/** The server's no. */
export function refusal(detail: string): NetError {
  return new NetError('refused', { code: 'server-error', detail })
}
