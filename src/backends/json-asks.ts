import type { Frame } from '../model/message.ts'
import type { Clock } from '../net/clock.ts'
import { NetError } from '../net/errors.ts'
import type { Words } from './json-words.ts'
import { nameOf, own } from './json-words.ts'
import { Receipts } from './receipts.ts'

/** Questions that wait for the frame that has their id. */
export class Asks {
  readonly #send: (frame: Frame) => Promise<void>
  readonly #receipts: Receipts<Words>
  #answers: (() => void)[] = []

  constructor(send: (frame: Frame) => Promise<void>, clock: Clock) {
    this.#send = send
    this.#receipts = new Receipts(clock)
  }

  /** Sends it and resolves with the answer. Throws NetError: `timeout`, `refused` with the server's words, or what became
   *  of the wire. */
  ask(id: string, frame: Frame): Promise<Words> {
    return this.#receipts.ask(id, () => this.#send(frame))
  }

  /** Takes an answer, if it is one, for `answered`. An error counts only where it names a question. */
  take(words: Words): boolean {
    const type = own(words, 'type')
    const id = nameOf(own(words, 'id')) ?? ''
    if (type === 'ack' || type === 'pong' || type === 'history') this.settle(id, words)
    else if (type !== 'error' || !this.waits(id)) return false
    else this.settle(id, refusal(nameOf(own(words, 'text')) ?? ''))
    return true
  }

  /** Does that one still wait? */
  waits(id: string): boolean {
    return this.#receipts.waits(id)
  }

  /** An answer in words of its server's own, or its no, for `answered`. */
  settle(id: string, answer: Words | NetError): void {
    const receipts = this.#receipts
    this.#answers.push(() =>
      answer instanceof NetError ? receipts.refuse(id, answer) : receipts.answer(id, answer),
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
    this.#receipts.drop()
  }
}

/** The server's no. */
export function refusal(detail: string): NetError {
  return new NetError('refused', { code: 'server-error', detail })
}
