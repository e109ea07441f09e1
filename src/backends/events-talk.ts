import type { Perform } from '../model/act.ts'
import type { Incoming } from '../model/message.ts'
import type { CarrierContext, Codec, Conversation } from './carrier.ts'
import { rememberGreeting } from './greets.ts'
import type { Greeting } from './json-words.ts'
import { resumeName } from './resume.ts'

/** What a stream of events agrees to by its first one: what is said goes beside it, so that it only listens. */
export class EventsTalk implements Conversation {
  readonly places: boolean
  readonly #codec: Codec
  readonly #context: CarrierContext
  readonly #act: Perform
  #fresh = true
  #greeting: Greeting | undefined

  constructor(context: CarrierContext, codec: Codec, act: Perform) {
    this.#context = context
    this.#codec = codec
    this.#act = act
    this.places = resumeName(context.options) !== ''
  }

  get greeted(): boolean {
    return this.#greeting !== undefined
  }

  get exact(): boolean {
    return this.#greeting?.resumes === true
  }

  get ready(): Incoming & { type: 'ready' } {
    const { dedupes } = this.#greeting ?? {}
    return {
      type: 'ready',
      can: ['say'],
      act: this.#act,
      ...(this.#greeting && { hello: true }),
      ...(dedupes && { dedupes }),
    }
  }

  /** The stream begins anew, with its greeting. */
  begin(): void {
    this.#fresh = true
  }

  /** The first event, before it is told; undefined where none came for as long as one waits. It still goes to `take`. */
  look(text: string | undefined): void {
    const parsed = text === undefined ? undefined : this.#codec.parse(text)
    this.#greet(parsed && 'value' in parsed ? parsed.value : undefined)
  }

  take(value: unknown): Incoming[] | undefined {
    if (this.#fresh) this.#greet(value)
    this.#fresh = false
    if (!this.#greeting) return undefined
    return this.#codec.greetingOf?.(value) ? [] : this.#codec.missedOf?.(value)
  }

  #greet(value: unknown): void {
    this.#greeting = this.#codec.greetingOf?.(value) ?? this.#greeting
    rememberGreeting(this.#context, this.greeted)
  }
}
