import type { Draft } from '../model/act.ts'
import type { Entry, Fresh, Log } from '../model/log.ts'
import type { Message } from '../model/message.ts'
import type { Status } from '../model/status.ts'
import type { Clock } from '../net/clock.ts'
import type { Bulletin } from './bulletin.ts'
import type { Match } from './echo.ts'
import { EchoMatcher, JUDGED_MS } from './echo.ts'
import { Handed, isDoubtful } from './handed.ts'

/** The close code of a frame that was too big: it fails the draft that it was, not the channel. */
const TOO_BIG = 1009

/** Our own lines once a wire took them: where they stand in the log, which message is the echo of which, and what
 *  becomes of them when the wire drops. */
export class Own {
  readonly #log: Log
  readonly #clock: Clock
  readonly #bulletin: Bulletin
  readonly #echo = new EchoMatcher()
  readonly #handed = new Handed()

  constructor(log: Log, clock: Clock, bulletin: Bulletin) {
    this.#log = log
    this.#clock = clock
    this.#bulletin = bulletin
  }

  /** Those of an earlier life of the page. What nobody confirmed is in doubt, if the server was not heard for long
   *  enough after it (`heardAt`, epoch ms). */
  restore({ at, draft }: { at: number; draft: Draft }, heardAt: number | undefined): void {
    this.#echo.remember(draft)
    if (isInDoubt({ at, draft }, heardAt))
      this.#bulletin.step({ mark: draft.id, state: 'unconfirmed', error: { code: 'closed-page' } })
  }

  /** One that was sent, and is nowhere in the log. */
  bring(draft: Draft, heardAt: number | undefined): void {
    this.#bulletin.put({ kind: 'draft', at: draft.at, draft })
    this.#bulletin.flush()
    this.restore({ at: draft.at, draft }, heardAt)
  }

  /** One that waits, from before: its echo may come all the same. */
  remember(draft: Draft): void {
    this.#echo.remember(draft)
  }

  handing(draft: Draft): void {
    this.#echo.handed(draft, this.#clock.now())
  }

  /** It is not sent after all, or nobody knows. */
  kept(id: string): void {
    this.#echo.release(id)
  }

  /** The wire, or the server, has it: it stands in the log from now on. All that came before is in the log already.
   *  `heardAt`: when the server was heard last. */
  sent(draft: Draft, heardAt: number | undefined): void {
    // Whoever goes on with it finds it among what was sent, and brings its line.
    if (this.#bulletin.closed) return
    if (draft.act.kind !== 'say') return this.#echo.forget(draft)
    const { id, messageId } = draft
    const now = this.#clock.now()
    if (messageId) this.#echo.named(draft, messageId)
    if (draft.confirmed) this.#echo.confirmed(draft)
    else this.#handed.add(id, now, heardAt)
    this.#clock.after(JUDGED_MS, () => this.#takeBack())
    // The echo may have come before the answer that told its id.
    const isIt = (entry: Entry) => entry.kind === 'message' && entry.message.id === messageId
    const asOwn = (entry: Entry) =>
      entry.kind === 'message' ? { ...entry, message: { ...entry.message, own: true, echoOf: id } } : entry
    const change = messageId && this.#log.change(isIt, asOwn)
    if (!change) return this.#bulletin.put({ kind: 'draft', at: now, draft })
    this.#echo.forget(draft)
    this.#bulletin.did([change])
  }

  /** Puts a message in its draft's place, if it is the echo of one. Returns the draft's id. */
  settle(message: Message): string | undefined {
    const draft = this.#echo.match(message, this.#clock.now())
    if (!draft) return undefined
    this.#handed.settle(draft.id)
    const own = { ...message, own: true, echoOf: draft.id }
    this.#bulletin.step({ settle: draft.id, by: [{ kind: 'message', at: message.at, message: own }] })
    return draft.id
  }

  /** The wire is over. Returns the id of one that was refused by it. */
  dropped(status: Status, heardAt: number | undefined): string | undefined {
    const { unechoed, last, again } = this.#echo.dropped(heardAt)
    if (again) this.#merge(again)
    const doubtful = this.#handed.over(heardAt)
    if (status.name === 'waiting' && status.why.params?.['code'] === TOO_BIG && last) {
      // What was handed over before it was read before it.
      this.#bulletin.step({ mark: last.id, state: 'failed', error: status.why })
      return last.id
    }
    // Closed by this page, all of it went out.
    if (status.name === 'closed') return undefined
    for (const id of new Set([...unechoed.map((draft) => draft.id), ...doubtful]))
      this.#bulletin.step({ mark: id, state: 'unconfirmed' })
    return undefined
  }

  /** Takes one that stands in the log out of it. */
  take(id: string): Draft | undefined {
    const [entry] = this.#log.remove((each) => each.kind === 'draft' && each.draft.id === id)
    if (entry?.kind !== 'draft') return undefined
    this.#bulletin.did([{ at: entry.key, by: [] }])
    return entry.draft
  }

  discard(id: string): void {
    this.#echo.forget({ id })
    this.take(id)
  }

  /** Does it stand in the log, or its echo? */
  has(id: string): boolean {
    for (let index = this.#log.length - 1; index >= 0; index--) {
      const entry = this.#log.at(index)
      if (entry?.kind === 'draft' && entry.draft.id === id) return true
      if (entry?.kind === 'message' && entry.message.echoOf === id) return true
    }
    return false
  }

  /** It is its echo after all. */
  #merge({ draft, message }: Match): void {
    this.#bulletin.flush()
    const [line] = this.#log.remove((entry) => entry.kind === 'message' && entry.message === message)
    if (!line) return
    this.#bulletin.did([{ at: line.key, by: [] }])
    const own = { ...message, own: true, echoOf: draft.id }
    this.#bulletin.step({ settle: draft.id, by: [{ kind: 'message', at: message.at, message: own }] })
  }

  /** What was taken for an echo was another person's line: both are shown. */
  #takeBack(): void {
    const match = this.#echo.judge(this.#clock.now())
    if (!match) return
    const { draft, message } = match
    const ours: Fresh = { kind: 'draft', at: draft.at, draft: { ...draft, state: 'sent' } }
    this.#bulletin.step({ settle: draft.id, by: [ours, { kind: 'message', at: message.at, message }] })
  }
}

/** Did nobody confirm it, and was the server not heard for long enough after it? */
export function isInDoubt({ at, draft }: { at: number; draft: Draft }, heardAt: number | undefined): boolean {
  return draft.state === 'sent' && !draft.confirmed && isDoubtful(at, heardAt)
}
