import type { Draft, Perform } from '../model/act.ts'
import type { Ack, Mapping } from '../model/mapping.ts'
import type { Frame, Incoming } from '../model/message.ts'
import { NetError } from '../net/errors.ts'
import type { CarrierContext, Session } from './carrier.ts'
import { unlessFirst } from './frame.ts'
import { Asks, refusal } from './json-asks.ts'
import type { Finder } from './json-map-pick.ts'
import { compileConditions } from './json-map-pick.ts'
import { scalar } from './json-record.ts'
import { resumeName, resumesByAddress } from './resume.ts'

/** How drafts and heartbeats are written, and plain paths read. */
export type MapSpeaker = {
  write: (draft: Draft) => Frame
  fill: (template: string) => string
  find: (path: string) => Finder
}

/** What a mapping says of a conversation over one open socket: how a line is acknowledged, and what is said by itself. */
export class MapSession implements Session {
  readonly waitMs = 0
  readonly exact = false
  readonly patience = undefined
  readonly places: boolean
  readonly #send: (frame: Frame) => Promise<void>
  readonly #speaker: MapSpeaker
  readonly #context: CarrierContext
  readonly #mapping: Mapping
  readonly #asks: Asks
  readonly #acknowledges: ((value: unknown) => Incoming[] | undefined) | undefined
  #saidAt = 0
  #stop: () => void = () => undefined

  constructor(
    send: (frame: Frame) => Promise<void>,
    speaker: MapSpeaker,
    context: CarrierContext,
    mapping: Mapping,
  ) {
    this.#speaker = speaker
    this.#context = context
    this.#mapping = mapping
    this.#send = (frame) => {
      this.#saidAt = context.net.clock.now()
      return send(frame)
    }
    this.places = resumeName(context.options) !== ''
    this.#asks = new Asks(this.#send, context.net.clock)
    this.#acknowledges = mapping.ack && this.#compileAck(mapping.ack)
  }

  *begin(): Generator<Incoming> {
    yield* unlessFirst(this.#context, resumesByAddress(this.#context))
    this.#saidAt = this.#context.net.clock.now()
    this.#beat()
    yield { type: 'ready', can: ['say'], act: this.#act() }
  }

  take(value: unknown): Incoming[] | undefined {
    return this.#acknowledges?.(value)
  }

  answered(): (() => void) | undefined {
    return this.#asks.answered()
  }

  giveUp(): Incoming[] {
    return []
  }

  close(): void {
    this.#stop()
    this.#asks.drop()
  }

  #act(): Perform {
    return async (draft) => {
      if (draft.act.kind !== 'say') throw new NetError('refused', { code: 'cannot-say' })
      const frame = this.#speaker.write(draft)
      // Without our id in it nobody can acknowledge it.
      const named = typeof frame === 'string' && frame.includes(draft.id)
      if (!this.#mapping.ack || !named) return this.#send(frame)
      const messageId = scalar((await this.#asks.ask(draft.id, frame))['messageId'])
      return messageId === undefined ? {} : { messageId }
    }
  }

  #compileAck({ when, id, messageId, refused, why }: Ack): (value: unknown) => Incoming[] | undefined {
    const { find } = this.#speaker
    const [isAck, isNo] = [compileConditions(when, find), compileConditions(refused, find)]
    const read = (path: string | undefined) => {
      const finder = path === undefined ? undefined : find(path)
      return (value: unknown) => scalar(finder?.(value)[0])
    }
    const [idOf, messageIdOf, whyOf] = [read(id), read(messageId), read(why)]
    return (value) => {
      if (!isAck(value)) return undefined
      const refuses = refused.length > 0 && isNo(value)
      const draft = idOf(value)
      if (draft !== undefined && this.#asks.waits(draft)) {
        const answer = { messageId: messageIdOf(value) }
        this.#asks.settle(draft, refuses ? refusal(whyOf(value) ?? '') : answer)
        return []
      }
      // To a login or a heartbeat: only a no is worth a row.
      return when.length > 0 && !refuses ? [] : undefined
    }
  }

  #beat(): void {
    const { heartbeat } = this.#mapping
    if (!heartbeat) return
    const { clock } = this.#context.net
    const everyMs = heartbeat.seconds * 1_000
    const wait = (ms: number) => {
      this.#stop = clock.after(ms, () => {
        const rest = heartbeat.idle ? this.#saidAt + everyMs - clock.now() : 0
        // A timer may come a little early.
        if (rest > 1) return wait(rest)
        // A wire that is gone says so to whoever reads it.
        this.#send(this.#speaker.fill(heartbeat.frame)).catch(() => undefined)
        wait(everyMs)
      })
    }
    wait(everyMs)
  }
}
