import type { Draft, Perform } from '../model/act.ts'
import type { Key, Log, Put } from '../model/log.ts'
import type { Incoming, Message } from '../model/message.ts'
import type { Trust } from '../model/seen.ts'
import { REMEMBERED, Seen } from '../model/seen.ts'
import type { Status } from '../model/status.ts'
import type { Clock } from '../net/clock.ts'
import { Bulletin } from './bulletin.ts'
import type { Batch, Condition, Page } from './desk.ts'
import type { DraftKeeper } from './outbox.ts'
import { Outbox } from './outbox.ts'
import { Own } from './own.ts'
import { Typists } from './typists.ts'

/** While a person writes, it is told so often. */
const TYPED_MS = 3_000

/** What an exchange stands on. `log` is its channel's: only the exchange changes it. */
export type Ground = {
  log: Log
  keeper: DraftKeeper
  /** Hears every batch, in order: the channel, the history, the other tabs. */
  told: (batch: Batch) => void
  clock: Clock
  random: () => number
  /** Does somebody follow each text that comes? Else the last one is enough. */
  follows: () => boolean
}

/** What is known from an earlier life of the page, or from another tab. `heardAt`: when the server was last heard. */
export type Before = Pick<Condition, 'cursor' | 'unread' | 'drafts'> & { heardAt: number | undefined }

/** One profile's conversation where its wire is held: takes what the connection tells, leaves out what was shown
 *  before, knows its own lines again, sends what is said, and tells what became of the log in batches. */
export class Exchange {
  /** When anything was heard last (epoch ms): what the server said before it has arrived. */
  heardAt: number | undefined
  readonly #log: Log
  readonly #clock: Clock
  readonly #bulletin: Bulletin
  readonly #outbox: Outbox
  readonly #own: Own
  readonly #seen = new Seen()
  readonly #typists: Typists
  readonly #follows: () => boolean
  #attempt = 0
  #cursor: string | undefined
  #perform: Perform | undefined
  #reach: (Incoming & { type: 'ready' })['history']
  #typedAt = 0
  /** When the server was last heard before it was lost, for a gap. */
  #lostAt: number | undefined

  constructor({ log, keeper, told, clock, random, follows }: Ground) {
    this.#log = log
    this.#follows = follows
    this.#clock = clock
    this.#bulletin = new Bulletin(log, clock, told, () => {
      const { drafts, full } = this.#outbox
      return { drafts, full }
    })
    this.#own = new Own(log, clock, this.#bulletin)
    this.#typists = new Typists(clock, (typing) => this.#bulletin.is({ typing }))
    this.#outbox = new Outbox(
      {
        sending: (draft) => this.#own.handing(draft),
        leaving: () => this.flush(),
        sent: (draft) => this.#own.sent(draft, this.heardAt),
        kept: ({ id }) => this.#own.kept(id),
        changed: () => this.#bulletin.soon(),
      },
      keeper,
      clock,
      random,
    )
  }

  /** Where to resume. */
  get cursor(): string | undefined {
    return this.#cursor
  }

  get condition(): Condition {
    return this.#bulletin.condition
  }

  /** Takes over from an earlier life of the page, or from another tab: what the log has was shown. */
  restore({ cursor, unread, heardAt, drafts }: Before): void {
    this.#lostAt = this.heardAt = heardAt
    this.#cursor = cursor
    this.#bulletin.is({ cursor, unread })
    const said = new Set<string>()
    for (let index = 0; index < this.#log.length; index++) {
      const entry = this.#log.at(index)
      if (entry?.kind === 'message' && index >= this.#log.length - REMEMBERED)
        this.#seen.remember(entry.message)
      if (entry?.kind !== 'draft') continue
      this.#own.restore(entry, heardAt)
      said.add(entry.draft.id)
    }
    // One that stands in the log was handed over, whatever was written down of it.
    const waiting = drafts.filter(({ id, state }) => state !== 'sent' && !said.has(id))
    for (const draft of waiting) this.#own.remember(draft)
    this.#outbox.restore(waiting)
    this.flush()
    // Sent by a page that died before its line was kept.
    for (const draft of drafts)
      if (draft.state === 'sent' && !this.#own.has(draft.id)) this.#own.bring(draft, heardAt)
    this.flush()
  }

  /** Does something, or queues it until that is possible. What it has already, it has. */
  do(draft: Draft): void {
    if (draft.act.kind === 'typing') return this.typed()
    // What was sent a moment ago is in the log after this.
    this.flush()
    if (this.#outbox.drafts.some(({ id }) => id === draft.id) || this.#own.has(draft.id)) return
    this.#outbox.add(draft)
    this.flush()
  }

  /** Sends a draft again that failed or that nobody confirmed. */
  retry(id: string): void {
    const settled = this.#own.take(id)
    if (settled) {
      const { error: _, confirmed: __, ...draft } = settled
      this.#outbox.add({ ...draft, at: this.#clock.now(), state: 'queued' })
    } else this.#outbox.retry(id)
    this.flush()
  }

  discard(id: string): void {
    this.#outbox.remove(id)
    this.#own.discard(id)
    this.flush()
  }

  /** Deletes entries, also those that are in the history only. */
  remove(keys: readonly Key[]): void {
    this.flush()
    const wanted = new Set(keys)
    this.#log.remove(({ key }) => wanted.has(key))
    this.#bulletin.did(keys.map((at) => ({ at, by: [] })))
  }

  /** Puts other readings of what was told in its place. */
  reread(changes: readonly Put[]): void {
    if (changes.length === 0) return
    this.flush()
    for (const change of changes) {
      this.#log.take(change)
      // Told again after a reconnect, it reads so.
      for (const entry of change.by) if (entry.kind === 'message') this.#seen.remember(entry.message)
    }
    this.#bulletin.did(changes)
  }

  clear(): void {
    this.flush()
    this.#log.clear()
    this.#bulletin.did([], true)
  }

  mark(unread: readonly number[]): void {
    this.#bulletin.is({ unread })
  }

  /** When a polled value will be asked for again. */
  asksAt(nextAt: number | undefined): void {
    this.#bulletin.is({ nextAt })
  }

  /** From now on it is another server: what the last one told of where to go on means nothing. */
  startOver(): void {
    this.#cursor = this.#lostAt = undefined
    this.#bulletin.is({ cursor: undefined, rooms: undefined })
  }

  /** Tells that the person is writing, where the server is to know; not more often than it needs. */
  typed(): void {
    const now = this.#clock.now()
    if (!this.condition.can.includes('typing') || now - this.#typedAt < TYPED_MS) return
    this.#typedAt = now
    // It is worth nothing later.
    const late = () => undefined
    this.#perform?.({ id: 'typing', at: now, act: { kind: 'typing' }, state: 'sending' }).catch(late)
  }

  async reach(before: string | undefined): Promise<Page> {
    try {
      const page = (await this.#reach?.(before)) ?? { messages: [], done: true }
      // What was told before the answer is in the log before it.
      this.flush()
      return page
    } catch {
      // Refused, or the wire is gone: it can be asked again.
      return { messages: [], done: false }
    }
  }

  /** From the loop. */
  readonly hearStatus = (status: Status): void => {
    const { status: before, can, downSince } = this.condition
    if (status.name === 'ready') this.heardAt = this.#clock.now()
    else if (before.name === 'ready' || (status.name !== 'connecting' && can.length > 0))
      this.#dropped(status)
    // A wire that healed by itself is another connection too.
    if (status.name === 'connecting' || (status.name === 'ready' && before.name === 'waiting'))
      this.#attempt++
    const isDown = status.name === 'waiting' || status.name === 'failed'
    const since = isDown || status.name === 'connecting' ? downSince : undefined
    this.#bulletin.is({ status, downSince: since ?? (isDown ? this.#clock.now() : undefined) })
    this.flush()
  }

  /** From the loop. */
  readonly hear = (incoming: Incoming): void => {
    this.heardAt = this.#clock.now()
    switch (incoming.type) {
      case 'ready':
      case 'able':
        return this.#open(incoming)
      case 'messages': {
        const { messages, cursor, sources = [], exact } = incoming
        this.#at(cursor)
        this.#messages(messages, exact ? 'exact' : cursor === undefined ? 'record' : 'wire')
        // Lenses read the text: the messages themselves are in the log.
        this.#bulletin.texts(sources, this.#follows())
        const last = messages.at(-1)?.source
        // To whoever follows a value, bytes are one that cannot be read.
        if (typeof last === 'object')
          this.#bulletin.news({ type: 'garbled', frame: last, why: { code: 'binary' } })
        return
      }
      case 'snapshot':
        this.#at(incoming.cursor)
        this.#messages(incoming.news ?? [], 'record')
        return this.#bulletin.news({ type: 'snapshot', snapshot: incoming.snapshot })
      case 'cursor':
        return this.#at(incoming.cursor)
      case 'gap':
        return this.#gap(incoming)
      case 'garbled': {
        const { frame, why } = incoming
        this.#bulletin.news(incoming)
        return this.#bulletin.put({ kind: 'garbled', at: this.#clock.now(), frame, why })
      }
      case 'change':
        return this.#bulletin.step({ alter: incoming.id, set: incoming.set })
      case 'rooms': {
        const { type: _, ...rooms } = incoming
        return this.#bulletin.is({ rooms })
      }
      case 'members':
        return this.#bulletin.is({ members: incoming.members })
      case 'typing':
        return this.#typists.hear(incoming)
      case 'lost':
        return
    }
  }

  /** Tells what has come up to now. */
  flush(): void {
    this.#bulletin.flush()
  }

  /** Another tab goes on with it. */
  close(): void {
    this.#outbox.close()
    this.#bulletin.close()
  }

  #open(incoming: Incoming & { type: 'ready' | 'able' }): void {
    const ready = incoming.type === 'ready' ? incoming : undefined
    this.#perform = incoming.act
    this.#reach = ready?.history
    this.#bulletin.is({ can: incoming.can, reaches: this.#reach !== undefined })
    this.flush()
    this.#outbox.open(incoming.act, ready?.dedupes)
  }

  #dropped(status: Status): void {
    this.#bulletin.is({ can: [], members: [], reaches: false })
    this.#typists.clear()
    this.#perform = this.#reach = undefined
    this.#outbox.open(undefined)
    this.#lostAt = this.heardAt
    const refused = this.#own.dropped(status, this.heardAt)
    if (refused && status.name === 'waiting') this.#outbox.fail(refused, status.why)
  }

  #gap({ from = this.#lostAt, to = this.#clock.now(), why, type }: Incoming & { type: 'gap' }): void {
    const span = { to, ...(from !== undefined && { from }) }
    this.#bulletin.news({ type, why, ...span })
    this.#bulletin.put({ kind: 'gap', at: this.#clock.now(), why, ...span })
  }

  #messages(messages: readonly Message[], trust: Trust): void {
    for (const message of messages) {
      if (!this.#seen.fresh(message, this.#attempt, trust)) continue
      if (message.from !== undefined) this.#typists.said(message.from)
      const settled = this.#own.settle(message)
      if (settled === undefined) this.#bulletin.message(message)
      else this.#outbox.settle(settled)
    }
  }

  /** Kept with what came before it: they are told together. */
  #at(cursor: string | undefined): void {
    if (cursor === undefined || cursor === this.#cursor) return
    this.#cursor = cursor
    this.#bulletin.is({ cursor })
  }
}
