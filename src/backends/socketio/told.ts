import { nextTick } from 'engine.io-client'
import type { Incoming } from '../../model/message.ts'
import type { Turn } from '../lump.ts'
import { Lump } from '../lump.ts'

/** What a connection's callbacks tell, as the story of a generator: what has come by then is one batch. What was told
 *  before the end is still handed out. */
export class Told implements AsyncIterable<Incoming> {
  #lump = new Lump()
  #isEmpty = true
  #over: { error?: unknown } | undefined
  #wake: () => void = () => undefined
  #given: (() => void)[] = []
  readonly #last: () => Incoming | undefined

  /** `last`: what is told at the end of each batch, if anything. */
  constructor(last: () => Incoming | undefined = () => undefined) {
    this.#last = last
  }

  get isOver(): boolean {
    return this.#over !== undefined
  }

  add(turn: Turn): void {
    if (this.#over) return
    this.#lump.add(turn)
    this.#isEmpty = false
    this.#wake()
  }

  end(): void {
    this.#over ??= {}
    this.#wake()
  }

  fail(error: unknown): void {
    this.#over ??= { error }
    this.#wake()
  }

  /** Resolves when whoever reads has all that was told. */
  async given(): Promise<void> {
    // What the library was given it hands on a turn of its own later.
    await new Promise<void>((resolve) => nextTick(resolve, resolve))
    if (this.#isEmpty || this.#over) return
    await new Promise<void>((resolve) => this.#given.push(resolve))
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Incoming> {
    for (;;) {
      while (!this.#isEmpty) {
        this.#isEmpty = true
        yield* this.#lump.give()
        const last = this.#last()
        if (last) yield last
      }
      const given = this.#given
      this.#given = []
      for (const resolve of given) resolve()
      if (this.#over) {
        if ('error' in this.#over) throw this.#over.error
        return
      }
      if (this.#isEmpty) await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}
