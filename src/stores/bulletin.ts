import type { Draft } from '../model/act.ts'
import type { Change, Fresh, Log } from '../model/log.ts'
import type { Message } from '../model/message.ts'
import type { Clock } from '../net/clock.ts'
import type { Batch, Condition, Told } from './desk.ts'
import type { Step } from './steps.ts'
import { takeSteps } from './steps.ts'

/** New rows are shown in batches this far apart, half a frame: what comes is seen within two. By timer and not by frame:
 *  a hidden tab must keep up too. */
export const BATCH_MS = 8
/** A batch that grew so large is not waited with: a hidden page's timers come once a minute. */
const BATCH_MAX = 5_000
const BATCH_CHARS = 4 * 1024 * 1024

/** The condition of a channel that was never connected. */
const CLOSED: Condition = {
  status: { name: 'closed' },
  can: [],
  downSince: undefined,
  drafts: [],
  full: false,
  members: [],
  typing: [],
  reaches: false,
  nextAt: undefined,
  unread: [],
  cursor: undefined,
  rooms: undefined,
}

/** What the bulletin says of the outbox, whenever it says something. */
type Unsent = () => { drafts: readonly Draft[]; full: boolean }

/** What happens in a channel, put together in batches: what happens to its log, what lenses follow, and how it is. */
export class Bulletin {
  readonly #log: Log
  readonly #clock: Clock
  readonly #told: (batch: Batch) => void
  readonly #unsent: Unsent
  #condition = CLOSED
  #now: Partial<Condition> = {}
  #steps: Step[] = []
  /** The messages that came last, if nothing else came since: the last step. */
  #run: Message[] | undefined
  /** How many steps there are, each message one. */
  #count = 0
  #news: Told[] = []
  /** Of the texts that the news have, and so about those of the steps. */
  #chars = 0
  #cancel: (() => void) | undefined
  #closed = false

  constructor(log: Log, clock: Clock, told: (batch: Batch) => void, unsent: Unsent) {
    this.#log = log
    this.#clock = clock
    this.#told = told
    this.#unsent = unsent
  }

  /** How it is, also what was not told yet. */
  get condition(): Condition {
    return { ...this.#condition, ...this.#now, ...this.#unsent() }
  }

  is(now: Partial<Condition>): void {
    Object.assign(this.#now, now)
    this.soon()
  }

  /** For all but messages. */
  put(put: Fresh): void {
    this.step({ put })
  }

  message(message: Message): void {
    if (this.#closed) return
    if (this.#run) this.#run.push(message)
    else this.#steps.push({ run: (this.#run = [message]) })
    this.#count++
    this.soon()
  }

  step(step: Step): void {
    if (this.#closed) return
    this.#steps.push(step)
    this.#run = undefined
    this.#count++
    this.soon()
  }

  /** For lenses, which follow what is told. */
  news(told: Told): void {
    this.#news.push(told)
    this.#chars += charsOf(told)
    this.soon()
  }

  /** For lenses, the texts that messages were read from: all of them, or the last one of a batch. */
  texts(texts: readonly string[], all: boolean): void {
    const sources = all ? [...texts] : texts.slice(-1)
    if (!all) this.#news = this.#news.filter(({ type }) => type !== 'messages')
    this.news({ type: 'messages', messages: [], sources })
  }

  soon(): void {
    if (this.#closed) return
    const size = Math.max(this.#count, this.#news.length)
    if (size >= BATCH_MAX || this.#chars >= BATCH_CHARS) this.flush()
    else this.#cancel ??= this.#clock.after(BATCH_MS, () => this.flush())
  }

  /** Tells what has come up to now. */
  flush(): void {
    if (this.#closed) return
    this.#cancel?.()
    this.#cancel = undefined
    const [steps, told] = [this.#steps, this.#news]
    this.#steps = []
    this.#run = undefined
    this.#count = 0
    this.#news = []
    this.#chars = 0
    this.#tell({ ...takeSteps(this.#log, steps), told })
  }

  /** What comes from now on is not for this log any more: another exchange may have it. */
  close(): void {
    this.flush()
    this.#closed = true
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Tells at once what was done to the log already, after all that came before it. */
  did(changes: readonly Change[], cleared?: true): void {
    this.#tell({ changes, ...(cleared && { cleared }) })
  }

  #tell({ changes = [], arrived = 0, told = [], cleared }: Batch): void {
    const unsent = this.#unsent()
    const now = this.#now
    if (unsent.drafts !== this.#condition.drafts) Object.assign(now, unsent)
    this.#now = {}
    this.#condition = { ...this.#condition, ...now }
    const batch: Batch = {
      ...(cleared && { cleared }),
      ...(changes.length > 0 && { changes }),
      ...(arrived > 0 && { arrived }),
      ...(told.length > 0 && { told }),
      ...(Object.keys(now).length > 0 && { now }),
    }
    if (Object.keys(batch).length > 0) this.#told(batch)
  }
}

function charsOf(told: Told): number {
  if (told.type === 'garbled')
    return typeof told.frame === 'string' ? told.frame.length : told.frame.byteLength
  if (told.type === 'messages') return (told.sources ?? []).reduce((sum, text) => sum + text.length, 0)
  return told.type === 'snapshot' ? (told.snapshot.source?.length ?? 0) : 0
}
