import type { Act, Draft } from '../model/act.ts'
import { globalId } from '../model/ids.ts'
import type { Entry, Fresh } from '../model/log.ts'
import { Log } from '../model/log.ts'
import type { Incoming, Message } from '../model/message.ts'
import { Rows } from '../model/rows.ts'
import { Seen } from '../model/seen.ts'
import type { Status } from '../model/status.ts'
import type { Clock } from '../net/clock.ts'
import { ECHO_MS, EchoMatcher } from './echo.ts'
import { Outbox } from './outbox.ts'
import type { Step } from './steps.ts'
import { takeSteps } from './steps.ts'

/** New rows are shown in batches this far apart. By timer and not by frame: a hidden tab must keep up too. */
export const BATCH_MS = 16
/** The close code of a frame that was too big: it fails the draft that it was, not the channel. */
const TOO_BIG = 1009
/** A batch that grew so large is not waited with. */
const BATCH_MAX = 5_000

/** What a channel told, for those that follow it live. */
export type Told = Extract<Incoming, { type: 'messages' | 'snapshot' | 'garbled' | 'gap' }>

/** One live profile: its status, its log and the drafts that are on their way. Told by a connection, drawn by views. */
export class Channel {
  status = $state.raw<Status>({ name: 'closed' })
  /** Grows whenever the log or the drafts changed; what reads those without it goes stale. */
  version = $state(0)
  /** What can be done now: empty before the handshake and after the drop. */
  can = $state.raw<readonly Act['kind'][]>([])
  /** How many messages of others came, ever. */
  arrived = $state(0)
  /** Since when it is down (epoch ms), if it was ready before. */
  downSince = $state<number | undefined>(undefined)
  /** What every view of it needs a row of. */
  rows = $derived.by(() => (void this.version, new Rows(this.log, this.#outbox.drafts)))

  readonly log = new Log()
  /** The last cursor that was told: where to resume. */
  cursor: string | undefined
  readonly #clock: Clock
  readonly #outbox: Outbox
  readonly #echo = new EchoMatcher()
  readonly #seen = new Seen()
  #droppedAt: number | undefined
  readonly #followers = new Set<(told: Told) => void>()
  #steps: Step[] = []
  #cancelFlush: (() => void) | undefined
  #attempt = 0

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock
    this.#outbox = new Outbox(
      {
        sending: (draft) => this.#echo.handed(draft, clock.now()),
        sent: (draft) => this.#sent(draft),
        kept: ({ id }) => this.#echo.release(id),
        changed: () => this.#soon(),
      },
      clock,
      random,
    )
  }

  /** Follows what is told, as it is told. Returns how to stop. */
  follow(hear: (told: Told) => void): () => void {
    this.#followers.add(hear)
    return () => void this.#followers.delete(hear)
  }

  /** Does something, or queues it until that is possible. Its row shows at once. */
  do(act: Act): Draft {
    const draft: Draft = { id: globalId(), at: this.#clock.now(), act, state: 'queued' }
    this.#outbox.add(draft)
    this.#flush()
    return draft
  }

  /** Sends a draft again that failed or that nobody confirmed. */
  retry(id: string): void {
    const settled = this.log.remove((entry) => entry.kind === 'draft' && entry.draft.id === id)[0]
    if (settled?.kind === 'draft') {
      const { error: _, ...draft } = settled.draft
      this.#outbox.add({ ...draft, state: 'queued' })
    } else this.#outbox.retry(id)
    this.#flush()
  }

  discard(id: string): void {
    this.#echo.forget({ id })
    this.#outbox.remove(id)
    this.log.remove((entry) => entry.kind === 'draft' && entry.draft.id === id)
    this.#flush()
  }

  /** From the loop. */
  readonly hearStatus = (status: Status): void => {
    const before = this.status.name
    this.status = status
    if (status.name === 'ready') this.downSince = undefined
    else if (before === 'ready') this.#dropped(status)
    else if (status.name !== 'connecting' && this.can.length > 0) this.#silence()
    // A wire that healed by itself is another connection too.
    if (status.name === 'connecting' || (status.name === 'ready' && before === 'waiting')) this.#attempt++
    if (status.name === 'closed') this.downSince = undefined
  }

  /** From the loop. */
  readonly hear = (incoming: Incoming): void => {
    switch (incoming.type) {
      case 'ready':
      case 'able':
        this.can = incoming.can
        this.#outbox.open(incoming.act)
        return
      case 'messages':
        this.cursor = incoming.cursor ?? this.cursor
        this.#messages(incoming.messages, incoming.cursor !== undefined)
        break
      case 'snapshot':
        this.cursor = incoming.cursor ?? this.cursor
        this.#messages(incoming.news ?? [])
        break
      case 'gap':
        this.#put({
          kind: 'gap',
          at: this.#clock.now(),
          to: incoming.to ?? this.#clock.now(),
          why: incoming.why,
          ...((incoming.from ?? this.#droppedAt) !== undefined && { from: incoming.from ?? this.#droppedAt }),
        })
        break
      case 'garbled':
        this.#put({ kind: 'garbled', at: this.#clock.now(), frame: incoming.frame, why: incoming.why })
        break
      default:
        return
    }
    for (const hear of this.#followers) hear(incoming)
  }

  /** Nothing can be said any more. */
  #silence(): void {
    this.can = []
    this.#outbox.open(undefined)
  }

  #dropped(status: Status): void {
    this.#silence()
    this.#droppedAt = this.downSince = this.#clock.now()
    const { unechoed, last } = this.#echo.dropped()
    // Handed to a wire without acks that then dropped: nobody knows.
    for (const { id } of unechoed) this.#steps.push({ mark: id, state: 'unconfirmed' })
    if (status.name === 'waiting' && last && status.why.params?.['code'] === TOO_BIG) {
      this.#outbox.fail(last.id, status.why)
      this.#steps.push({ mark: last.id, state: 'failed', error: status.why })
    }
    this.#soon()
  }

  /** `identified`: their ids are the wire's own, and not only a name in a record. */
  #messages(messages: readonly Message[], identified = false): void {
    const now = this.#clock.now()
    for (const message of messages) {
      if (!this.#seen.fresh(message, this.#attempt, identified)) continue
      const draft = this.#echo.match(message, now)
      if (!draft) {
        this.#put({ kind: 'message', at: message.at, message })
        continue
      }
      this.#outbox.remove(draft.id)
      const own = { ...message, own: true, echoOf: draft.id }
      this.#steps.push({ settle: draft.id, by: [{ kind: 'message', at: message.at, message: own }] })
      this.#soon()
    }
  }

  /** What was taken for an echo was another person's line: both are shown. */
  #takeBack(match: { draft: Draft; message: Message } | undefined): void {
    if (!match) return
    const { draft, message } = match
    const ours: Fresh = { kind: 'draft', at: draft.at, draft: { ...draft, state: 'sent' } }
    this.#steps.push({ settle: draft.id, by: [ours, { kind: 'message', at: message.at, message }] })
    this.#soon()
  }

  #sent(draft: Draft): void {
    if (draft.act.kind !== 'say') return this.#echo.forget(draft)
    const { id, messageId } = draft
    if (messageId) this.#echo.named(draft, messageId)
    this.#clock.after(ECHO_MS + 1, () => this.#takeBack(this.#echo.judge(this.#clock.now())))
    this.#flush()
    // The echo may have come before the answer that told its id.
    const known = (entry: Entry) => entry.kind === 'message' && entry.message.id === messageId
    const isOwn = (entry: Entry) =>
      entry.kind === 'message' ? { ...entry, message: { ...entry.message, own: true, echoOf: id } } : entry
    if (messageId && this.log.change(known, isOwn)) this.#echo.forget(draft)
    else this.#put({ kind: 'draft', at: this.#clock.now(), draft })
  }

  #put(put: Fresh): void {
    this.#steps.push({ put })
    this.#soon()
  }

  #soon(): void {
    if (this.#steps.length >= BATCH_MAX) return this.#flush()
    this.#cancelFlush ??= this.#clock.after(BATCH_MS, () => this.#flush())
  }

  #flush(): void {
    this.#cancelFlush?.()
    this.#cancelFlush = undefined
    const steps = this.#steps
    this.#steps = []
    const arrived = takeSteps(this.log, steps)
    this.version++
    if (arrived) this.arrived += arrived
  }
}
