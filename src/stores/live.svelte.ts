import { CONNECTED, TOLD } from '../backends/backend.ts'
import { carrierFields } from '../backends/fields.ts'
import type { Entry, Key } from '../model/log.ts'
import type { Profile } from '../model/profile.ts'
import { KEEP, withDefaults } from '../model/profile.ts'
import type { Traced } from '../model/traced.ts'
import { Pace } from '../net/pace.ts'
import type { Platform } from '../net/platform.ts'
import type { Recorder } from '../net/trace.ts'
import type { History } from '../storage/archive.ts'
import { Channel } from './channel.svelte.ts'
import { Compose } from './compose.ts'
import type { Batch, Desk, State } from './desk.ts'
import { Exchange } from './exchange.ts'
import { FarDesk } from './far-desk.ts'
import type { Tapped } from './inspector-tap.ts'
import { Tap } from './inspector-tap.ts'
import { Watch } from './inspector-watch.ts'
import type { Inspector } from './inspector.svelte.ts'
import type { Lens } from './lens.ts'
import { lensOf } from './lens.ts'
import { isInDoubt } from './own.ts'
import { letGo } from './lasting.ts'
import { Loop } from './loop.ts'
import { KeptDrafts } from './kept-drafts.ts'
import { nearDesk } from './near-desk.ts'
import { packed, unpacked } from './pack.ts'
import { PAGE } from './past.ts'
import { Polling } from './polling.svelte.ts'
import { draftsIn, RECENT, reconcile } from './reconcile.ts'
import type { RereadGround } from './rereading.ts'
import { Rereading } from './rereading.ts'
import type { Surroundings } from './surroundings.ts'
import type { Sweep } from './sweeping.ts'
import { sweepFor } from './sweeping.ts'

/** One profile that is live, or was: its channel, the lens that its view is, and, in the tab that has the wire, the
 *  loop that keeps it running. */
export class Live {
  profile = $state.raw() as Profile
  lens = $state.raw() as Lens
  /** What shows its wire, while that is open. */
  inspector = $state.raw<Inspector | undefined>(undefined)
  readonly channel: Channel
  /** What its composer remembers and does by itself, in this tab. */
  readonly compose: Compose
  /** Of what crosses its wire, wherever that is. */
  readonly watch: Watch
  readonly #tap: Tap
  readonly #pace = new Pace()
  readonly #loop: Loop
  readonly #around: Surroundings
  readonly #platform: Platform
  readonly #history: History
  readonly #drafts: KeptDrafts
  readonly #rereading: Rereading
  /** The first page of the history is shown. */
  readonly #shown: Promise<void>
  /** Where the wire is here: who it talks to. */
  #exchange: Exchange | undefined
  #near: Desk | undefined
  #restored = false
  #wanted = false
  #heardAt: number | undefined

  constructor(profile: Profile, around: Surroundings) {
    this.#around = around
    this.profile = profile
    this.#platform = around.platformFor(profile)
    this.#loop = new Loop(() => this.profile, around, this.#pace, around.memoryFor(profile))
    this.#history = around.archive.history(profile.id, () => this.profile.keep ?? KEEP)
    const { clock } = this.#platform
    const stored = around.archive.drafts(profile.id)
    this.#drafts = new KeptDrafts(
      stored,
      () => around.archive.trouble === undefined,
      around.journalFor(profile),
    )
    this.channel = new Channel(clock, this.#farDesk(), (before, limit) => this.#history.page(before, limit))
    const keeps = () => around.keepsSaid() && (this.profile.keep ?? KEEP).count > 0
    const kept = { local: around.localFor(profile), keeps }
    this.compose = new Compose(kept, profile.id, this.channel, around.clock)
    this.#rereading = new Rereading(around.localFor(profile), profile.id)
    this.watch = new Watch(
      around.tab.id,
      (call, ...given) => void around.ask(profile.id, call, given),
      around.clock,
    )
    this.#tap = new Tap(this.#loop.recorder, around.clock, (tapped, whom) => this.#tapped(tapped, whom))
    this.#shown = this.#show()
    this.lens = this.#lensFor(profile)
    this.#pace.onNext = (at) => this.#exchange?.asksAt(at)
    this.#loop.setPace(profile.options)
    this.heedVisibility()
  }

  /** What is kept of it on this device, from its beginning on: the first `limit` entries after that key. */
  stored(after: number, limit: number): Promise<Entry[]> {
    return this.#history.after(after, limit)
  }

  /** What crossed its wire of late, wherever that is, oldest first. */
  async recorded(): Promise<readonly Traced[]> {
    return ((await this.#around.ask(this.profile.id, 'recorded', [])) ?? []) as readonly Traced[]
  }

  /** What crossed its wire of late, in this tab. */
  get recorder(): Recorder {
    return this.#loop.recorder
  }

  /** Tells what has come by now, and not with the next batch: it is about to be drawn. */
  flush(): void {
    if (this.#restored) this.#exchange?.flush()
  }

  /** Is it to be connected? */
  get wanted(): boolean {
    return this.#wanted
  }

  start(): void {
    this.#wanted = true
    if (this.#restored && this.#exchange) this.#loop.run(this.#exchange)
    else if (this.channel.status.name === 'closed') this.#showStatus()
  }

  stop(): void {
    this.#wanted = false
    this.compose.repeat.stop()
    this.#loop.halt()
    this.#exchange?.hearStatus({ name: 'closed' })
    if (!this.#exchange) this.#showStatus()
  }

  /** Has the wire from now on. */
  lead(): void {
    if (this.#exchange) return
    const { clock, random } = this.#platform
    const exchange = new Exchange({
      log: this.channel.log,
      keeper: this.#drafts,
      told: (batch) => this.#exchange === exchange && this.#told(batch),
      follows: () => this.profile.view === 'polling',
      clock,
      random,
    })
    this.#exchange = exchange
    this.#near = nearDesk(exchange, this.#loop)
    this.channel.desk = this.#near
    this.watch.renew()
    void this.#takeOver(exchange)
  }

  /** The wire is with another tab from now on, or with none yet. */
  follow(): void {
    const exchange = this.#exchange
    const { drafts } = this.channel
    this.channel.desk = this.#farDesk()
    if (exchange) {
      if (this.lens.kind === 'notifications') this.lens.save()
      this.#loop.halt()
      exchange.close()
      // Whoever leads next has it in doubt.
      letGo(this.#loop.memory)
      const { heardAt } = exchange
      this.#heardAt = heardAt
      // The page may be gone in a moment.
      this.#history.write([], heardAt === undefined ? {} : { heardAt })
      void this.#history.flush()
      this.#tap.stop()
      this.#rereading.stop()
    }
    this.#exchange = this.#near = undefined
    this.#restored = false
    this.#showStatus()
    // What is kept nowhere else goes with whoever leads next.
    if (exchange && this.#around.archive.trouble) for (const draft of drafts) void this.channel.desk.do(draft)
  }

  /** What is asked of the tab that has the wire. */
  serve(call: string, given: readonly unknown[]): unknown {
    if (call === 'state') return this.state
    if (call === 'recorded') return this.#loop.recorder.all
    if (call === 'watch') return this.#tap.watch(...(given as Parameters<Tap['watch']>))
    if (call === 'unwatch') return this.#tap.leave(...(given as Parameters<Tap['leave']>))
    const desk = this.#near as Record<string, (...given: unknown[]) => unknown> | undefined
    return desk && Object.hasOwn(desk, call) ? desk[call]?.(...given) : undefined
  }

  /** All of it, for a tab that comes later; undefined where the wire is not here. */
  get state(): State | undefined {
    if (!this.#exchange) return undefined
    // All that was heard is told before it is said when that was; what is not restored yet has nothing to tell.
    if (this.#restored) this.#exchange.flush()
    const { heardAt, condition } = this.#exchange
    const state = { ...this.channel.state, now: condition, ...(heardAt !== undefined && { heardAt }) }
    const snapshot = this.lens.kind === 'polling' ? this.lens.whole : undefined
    return packed(snapshot ? { ...state, told: [{ type: 'snapshot', snapshot }] } : state)
  }

  /** Where the wire is with another tab: what that one tells. */
  hear(batch: Batch): void {
    if (this.#exchange) return
    this.#heardAt = batch.heardAt ?? this.#heardAt
    this.channel.take(unpacked(batch), false)
  }

  /** The same, all of it. */
  adopt(state: State): void {
    if (this.#exchange) return
    this.#heardAt = state.heardAt ?? this.#heardAt
    this.channel.adopt(unpacked(state))
    this.watch.renew()
    // What a page wrote that was closed in the same moment, goes to whoever has the wire.
    for (const draft of this.#drafts.noted)
      void this.#drafts.take(draft).then((isOurs) => isOurs && this.channel.desk.do(draft))
  }

  /** A person looks at it in another tab now. */
  nudge(): void {
    if (this.#exchange) this.#loop.wake('visible')
  }

  /** Now, please: ends a wait, or begins anew after a failure. */
  retryNow(): void {
    this.channel.desk.wake('retry')
  }

  /** Forgets what was told up to now, here, on this device and in other tabs. What waits to be sent stays. */
  clear(): void {
    this.channel.desk.clear()
    this.compose.said.clear()
  }

  /** Deletes entries for good. */
  removeEntries(keys: readonly Key[]): void {
    this.channel.desk.remove(keys)
  }

  /** What can be kept on this device again is. */
  async keepAgain(): Promise<void> {
    if (!this.#exchange || !this.#restored) return
    await this.#history.open(this.#around.tab.id, this.#around.tab.lease)
    for (const draft of this.channel.drafts) await this.#drafts.put(draft)
  }

  /** Takes changed settings over. The log and the drafts stay; the connection too, where only the look changed. */
  change(profile: Profile): void {
    const before = this.profile
    this.profile = profile
    this.#loop.setPace(profile.options)
    if (before.view !== profile.view) {
      if (this.lens.kind !== 'chat') this.lens.close()
      this.lens = this.#lensFor(profile)
    }
    if (wireOf(before) === wireOf(profile)) return
    // Other rooms of the same server: it goes on where it was.
    const { roomsField: rooms } = this.#loop
    if (rooms && wireOf(before, rooms) === wireOf(profile, rooms)) return this.#loop.again()
    this.compose.repeat.stop()
    this.#loop.memory.clear()
    this.#exchange?.startOver()
    this.#history.setCursor(undefined)
    this.#reread(before)
    this.#loop.again()
  }

  /** What was told before this is read as it would be now. */
  #reread(before: Profile): void {
    if (!this.#exchange) return
    this.flush()
    // What is not restored yet has its keys in the history.
    const lastKey = this.#restored ? this.channel.log.lastKey : Number.MAX_SAFE_INTEGER - 1
    void this.#rereading.heed(before, this.profile, lastKey, () => this.#rereadGround())
  }

  #rereadGround(): RereadGround | undefined {
    const exchange = this.#restored ? this.#exchange : undefined
    if (!exchange) return undefined
    return { log: this.channel.log, exchange, history: this.#history, clock: this.#platform.clock }
  }

  /** Its secrets are others than before. */
  heedSecrets(): void {
    this.#loop.again()
  }

  /** Its secrets, for what asks its server beside the wire. */
  get secrets(): Readonly<Record<string, string>> {
    return this.#around.secrets?.of(this.profile) ?? {}
  }

  /** What reaches its server. */
  get platform(): Platform {
    return this.#platform
  }

  /** What takes its secrets out of a text that leaves the page. */
  get sweep(): Sweep {
    return sweepFor(this.profile, this.#around.secrets?.of(this.profile) ?? {})
  }

  /** The page was hidden or shown. */
  heedVisibility(): void {
    this.#pace.set({ hidden: this.#around.hidden() })
  }

  async #show(): Promise<void> {
    const entries = await this.#history.page(Infinity, PAGE)
    this.channel.restored(entries, entries.length === PAGE)
  }

  async #takeOver(exchange: Exchange): Promise<void> {
    await this.#shown
    const { tab, archive } = this.#around
    const { log } = this.channel
    // In this order: what the last writer still had to write is written then, and no draft is found whose line is.
    const opened = await this.#history.open(tab.id, tab.lease)
    const stored = await this.#loadDrafts()
    const kept = await this.#history.page(Infinity, RECENT)
    if (this.#exchange !== exchange) return
    // A page that has seen all of it knows best where to go on.
    const isAhead = log.lastKey >= opened.lastKey
    const cursor = isAhead ? (this.channel.cursor ?? opened.cursor) : opened.cursor
    const { missing, hole, unwritten } = reconcile(log, kept, opened.lastKey)
    if (hole) this.channel.reset()
    log.add(missing)
    this.channel.brought(missing)
    log.startAfter(opened.lastKey)
    const heardAt = this.#heardAt ?? opened.heardAt
    await this.#showDoubtful(heardAt)
    if (this.#exchange !== exchange) return
    // A page that is gone at once may have shown what it did not come to write.
    const wasTold = !archive.trouble && this.#loop.memory.get(TOLD)
    if (heardAt !== undefined || wasTold) this.#loop.memory.set(CONNECTED, true)
    const drafts = archive.trouble ? this.channel.drafts : stored
    // Before what is brought now: what is older than what waits to be written already is not taken.
    this.#history.write(unwritten, { sent: unwritten.flatMap(draftsIn) })
    exchange.restore({ cursor, unread: opened.unread, heardAt, drafts })
    const waiting = new Set(exchange.condition.drafts.map(({ id }) => id))
    const sent = drafts.filter(({ id }) => !waiting.has(id)).map(({ id }) => id)
    this.#history.write([], { sent })
    this.#restored = true
    const ground = this.#rereadGround()
    if (ground) void this.#rereading.run(this.profile, ground)
    if (this.#wanted) this.#loop.run(exchange)
  }

  /** Lines in doubt come in runs, which may be longer than what is shown of the history. */
  async #showDoubtful(heardAt: number | undefined): Promise<void> {
    const { log } = this.channel
    let oldest = Array.from({ length: Math.min(log.length, PAGE) }, (_, index) => log.at(index))
    while (oldest.some((entry) => entry?.kind === 'draft' && isInDoubt(entry, heardAt))) {
      const page = await this.#history.page(log.firstKey, PAGE)
      log.prepend(page)
      this.channel.brought(page)
      oldest = page
    }
  }

  async #loadDrafts() {
    return (await this.#around.tab.alone()) ? this.#drafts.load() : []
  }

  #told(batch: Batch): void {
    const { cleared, changes = [], now } = batch
    this.channel.take(batch, true)
    if (cleared) void this.#history.clear()
    // Where it can be resumed, what is not written is told again.
    if (changes.length > 0 && this.#exchange?.cursor === undefined && !this.#loop.memory.get(TOLD))
      this.#loop.memory.set(TOLD, true)
    const heardAt = this.#exchange?.heardAt
    if (changes.length > 0 || now?.cursor !== undefined)
      this.#history.write(changes, {
        cursor: now?.cursor,
        ...(heardAt !== undefined && { heardAt }),
        sent: changes.flatMap(draftsIn),
      })
    if (now?.unread) this.#history.setUnread(now.unread)
    this.#around.tell(this.profile.id, packed({ ...batch, ...(heardAt !== undefined && { heardAt }) }))
  }

  #tapped(tapped: Tapped, whom: ReadonlySet<string>): void {
    const here = whom.has(this.#around.tab.id)
    if (here) this.watch.hear(tapped)
    if (whom.size > Number(here)) this.#around.tellTapped(this.profile.id, tapped)
  }

  #farDesk(): FarDesk {
    return new FarDesk(
      (call, ...given) => this.#around.ask(this.profile.id, call, given),
      (draft) => this.#drafts.put(draft),
    )
  }

  #showStatus(): void {
    const status = this.#wanted
      ? ({ name: 'connecting', attempt: 0 } as const)
      : ({ name: 'closed' } as const)
    this.channel.take({ now: { status, can: [], downSince: undefined } }, false)
  }

  /** A room as a value; to be closed by whoever asked for it. */
  valueIn(room: string): Polling {
    return new Polling(this.channel, this.#pace, this.#platform.clock, () => false, room)
  }

  #lensFor({ view }: Profile): Lens {
    const partial = () => Boolean(this.profile.options['initial'])
    return lensOf(view, this.channel, this.#pace, this.#platform.clock, partial)
  }
}

/** What a connection depends on: all but the name, the look and the pace; `but`: an option that does not count. */
function wireOf({ backend, options, view }: Profile, but = ''): string {
  const { every: _every, hidden: _hidden, [but]: _but, ...rest } = options
  // A wire that was not chosen follows the view.
  return JSON.stringify([backend, rest, withDefaults(carrierFields, options, view).wire])
}
