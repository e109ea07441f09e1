import type { Draft, Perform } from '../model/act.ts'
import type { Frame, Incoming, Message } from '../model/message.ts'
import { NetError } from '../net/errors.ts'
import { CONNECTED } from './backend.ts'
import type { CarrierContext, Session } from './carrier.ts'
import { GREETING_MS, greetingWaitMs, mayGreet, rememberGreeting } from './greets.ts'
import { Asks, refusal } from './json-asks.ts'
import { Crowd } from './json-crowd.ts'
import type { Greeting, Words } from './json-words.ts'
import { greetingOf, missedOf, nameOf, own, recordOf } from './json-words.ts'
import { Patience } from './patience.ts'
import { resumeName, resumesByAddress } from './resume.ts'

/** So many messages is a page of history. */
export const HISTORY_PAGE = 100

/** Who is speaking, and how drafts are written and records read. */
export type Speaker = {
  author: string
  write: (draft: Draft) => Frame
  read: (records: unknown[]) => Message[]
}

/** What a server that greets with `{"type":"hello","signalbox":1}` agrees to: acks, a ping, resuming, history, presence
 *  and typing (see json.md). With any other server nothing of this is ever sent. */
export class JsonSession implements Session {
  readonly waitMs: number
  readonly #send: (frame: Frame) => Promise<void>
  readonly #speaker: Speaker
  readonly #context: CarrierContext
  readonly #asks: Asks
  readonly #crowd = new Crowd()
  readonly #patience: Patience
  /** There was something before, of which some may be missed. */
  readonly #again: boolean
  #greeting: Greeting | undefined
  /** No frame of this connection was looked at yet: only the first can be a greeting. */
  #fresh = true
  #toldGap = false
  /** Until it is known whether the server greets, nothing is said. */
  #known: Promise<void> | undefined
  #decide: () => void = () => undefined
  #questions = 0

  constructor(send: (frame: Frame) => Promise<void>, speaker: Speaker, context: CarrierContext) {
    this.#send = send
    this.#speaker = speaker
    this.#context = context
    this.#asks = new Asks(send, context.net.clock)
    this.#patience = new Patience(context.net.clock)
    this.#again = context.memory.get(CONNECTED) === true || context.cursor !== undefined
    this.waitMs = greetingWaitMs(context)
  }

  get patience(): Promise<void> | undefined {
    return this.#patience.over
  }

  get exact(): boolean {
    return this.#greeting?.resumes === true
  }

  get places(): boolean {
    return this.exact || resumeName(this.#context.options) !== ''
  }

  begin(first?: unknown): Incoming[] {
    const greeting = this.waitMs > 0 ? greetingOf(first) : undefined
    if (greeting) return this.#greet(greeting)
    if (this.waitMs > 0) rememberGreeting(this.#context, false)
    else if (mayGreet(this.#context)) this.#waitToSpeak()
    return [...this.#gap(resumesByAddress(this.#context)), { type: 'ready', can: ['say'], act: this.#act() }]
  }

  take(value: unknown): Incoming[] | undefined {
    const fresh = this.#fresh
    this.#fresh = false
    const greeting = fresh || !this.#greeting ? greetingOf(value) : undefined
    if (fresh && !greeting && !this.#greeting) rememberGreeting(this.#context, false)
    const told = fresh && greeting && !this.#greeting ? this.#greet(greeting) : undefined
    this.#decide()
    if (told) return told
    return this.#greeting && this.#hear(value, this.#greeting)
  }

  answered(): (() => void) | undefined {
    return this.#asks.answered()
  }

  giveUp(): Incoming[] {
    this.#patience.end()
    return this.#gap(false)
  }

  close(): void {
    this.#patience.end()
    this.#decide()
    this.#asks.drop()
  }

  #greet(greeting: Greeting): Incoming[] {
    const { cursor } = this.#context
    this.#fresh = false
    this.#greeting = greeting
    rememberGreeting(this.#context, true)
    const { resumes, history, presence, typing } = greeting
    const asks = resumes && cursor !== undefined
    if (asks) this.#patience.begin()
    const gap = this.#gap(asks || resumesByAddress(this.#context))
    if (resumes || history || presence || typing) this.#answer(asks ? cursor : undefined)
    return [...gap, this.#ready(greeting)]
  }

  #hear(value: unknown, { presence, typing }: Greeting): Incoming[] | undefined {
    this.#patience.heard()
    const words = recordOf(value)
    if (!words) return undefined
    // Said once, at the beginning: one that is relayed from another client must not begin all anew.
    if (greetingOf(words) || this.#asks.take(words)) return []
    const missed = missedOf(words)
    if (missed) this.#patience.end()
    return (
      missed ??
      (presence ? this.#crowd.takePresence(words) : undefined) ??
      (typing ? this.#crowd.takeTyping(words) : undefined)
    )
  }

  #gap(resumed: boolean): Incoming[] {
    this.#context.memory.set(CONNECTED, true)
    if (!this.#again || resumed || this.#toldGap) return []
    this.#toldGap = true
    return [{ type: 'gap', why: { code: 'cannot-resume' } }]
  }

  #answer(since: string | undefined): void {
    const { author } = this.#speaker
    const hello = { type: 'hello', signalbox: 1, ...(author && { from: author }), ...(since && { since }) }
    // A wire that is gone says so to whoever reads it.
    this.#send(JSON.stringify(hello)).catch(() => undefined)
  }

  #ready({ dedupes, history, typing }: Greeting): Incoming {
    return {
      type: 'ready',
      can: typing ? ['say', 'typing'] : ['say'],
      act: this.#act(),
      hello: true,
      probe: async () => void (await this.#ask({ type: 'ping' })),
      ...(dedupes && { dedupes }),
      ...(history && { history: (before) => this.#history(before) }),
    }
  }

  /** A function of its own each time: who has an older one knows that there is a newer. */
  #act(): Perform {
    return async (draft) => {
      if (draft.act.kind === 'typing' && this.#greeting?.typing) {
        const { author } = this.#speaker
        return this.#send(JSON.stringify({ type: 'typing', ...(author && { from: author }), on: true }))
      }
      if (draft.act.kind !== 'say') throw new NetError('refused', { code: 'cannot-say' })
      if (this.#known) {
        await this.#known
        // Something older may have to go out again before it: it comes anew, in its turn.
        if (this.#greeting?.dedupes) throw new NetError('dropped', { code: 'dropped-unsent' })
      }
      return this.#say(draft)
    }
  }

  async #say(draft: Draft): ReturnType<Perform> {
    const frame = this.#speaker.write(draft)
    // JSON that a person typed goes out without our id: nobody can acknowledge it.
    const named = typeof frame === 'string' && frame.includes(draft.id)
    if (!this.#greeting?.acks || !named) return this.#send(frame)
    const messageId = nameOf(own(await this.#asks.ask(draft.id, frame), 'messageId'))
    return messageId === undefined ? {} : { messageId }
  }

  async #history(before: string | undefined): Promise<{ messages: Message[]; done: boolean }> {
    const answer = await this.#ask({
      type: 'history',
      ...(before !== undefined && { before }),
      limit: HISTORY_PAGE,
    })
    const records = own(answer, 'messages')
    if (!Array.isArray(records)) throw refusal('')
    // An empty page that is not the last one would be asked for for ever.
    return {
      messages: this.#speaker.read(records),
      done: records.length === 0 || own(answer, 'done') === true,
    }
  }

  #ask(words: Words): Promise<Words> {
    const id = `${String(words['type'])}-${++this.#questions}`
    return this.#asks.ask(id, JSON.stringify({ ...words, id }))
  }

  #waitToSpeak(): void {
    this.#known = new Promise((resolve) => {
      const cancel = this.#context.net.clock.after(GREETING_MS, () => {
        rememberGreeting(this.#context, false)
        this.#decide()
      })
      this.#decide = () => {
        cancel()
        this.#known = undefined
        this.#decide = () => undefined
        resolve()
      }
    })
  }
}
