import type { Act, Draft } from '../model/act.ts'
import { globalId } from '../model/ids.ts'
import type { Change, Entry } from '../model/log.ts'
import { Log } from '../model/log.ts'
import { Rows } from '../model/rows.ts'
import type { Status } from '../model/status.ts'
import type { Clock } from '../net/clock.ts'
import type { Batch, Condition, Desk, State, Told } from './desk.ts'
import type { ReadPage } from './past.ts'
import { Past } from './past.ts'
import type { Reading, Watch } from './reading.ts'
import { Rooms } from './rooms.svelte.ts'

/** So many entries does a tab get that comes later; what is older it reads from the history. */
const STATE_ENTRIES = 2_000

/** Is told the keys of messages of others that came, oldest first. `own`: the wire is in this tab. */
export type Arrival = (keys: readonly number[], own: boolean) => void

/** One live profile as this tab sees it: its status, its log, and the drafts that are on their way. It is told by
 *  whoever holds the wire, and asks it by the desk. */
export class Channel implements Reading {
  status = $state.raw<Status>({ name: 'closed' })
  /** Grows whenever the log or the drafts changed; what reads those without it goes stale. */
  version = $state(0)
  /** What can be done now: empty before the handshake and after the drop. */
  can = $state.raw<readonly Act['kind'][]>([])
  /** How many messages of others came, ever. */
  arrived = $state(0)
  /** Was it ever ready, as far as this tab knows? */
  wasReady = $state(false)
  /** Since when it is down (epoch ms). */
  downSince = $state<number | undefined>(undefined)
  /** Who is there, and who is writing. */
  members = $state.raw<readonly string[]>([])
  typing = $state.raw<readonly string[]>([])
  /** No more is taken to be sent until some of it went out. */
  full = $state(false)
  /** When a polled value will be asked for again (epoch ms). */
  nextAt = $state<number | undefined>(undefined)
  /** The keys that are unread, as another tab or an earlier life of the page has it. */
  restoredUnread = $state.raw<readonly number[]>([])
  /** Is there something older than what the log begins with? */
  older = $state<'more' | 'loading' | 'none'>('none')
  /** What every view of it needs a row of. */
  rows = $derived.by(() => (void this.version, new Rows(this.log, this.drafts)))

  readonly log = new Log()
  /** Those of this connection; this is all of them. */
  readonly rooms: Rooms
  readonly room = undefined
  readonly #clock: Clock
  readonly #past: Past
  #desk: Desk
  #drafts: readonly Draft[] = []
  readonly #untaken = new Map<string, Draft>()
  #condition: Condition | undefined
  /** What the last ones were that a value is made of. */
  #latest: readonly Told[] = []
  #saidAt = 0
  readonly #followers = new Set<(told: Told) => void>()
  readonly #arrivals = new Set<Arrival>()
  readonly #watches = new Set<Watch>()
  readonly #markers = new Set<(unread: readonly number[]) => void>()
  #loading = Promise.resolve()

  constructor(clock: Clock, desk: Desk, readPage: ReadPage = () => Promise.resolve([])) {
    this.#clock = clock
    this.#desk = desk
    this.#past = new Past(this.log, readPage)
    this.rooms = new Rooms(clock)
  }

  /** The wire changed hands. */
  set desk(desk: Desk) {
    this.#desk = desk
  }

  get desk(): Desk {
    return this.#desk
  }

  /** What is not sent, in order. What another tab has not taken yet is last. */
  get drafts(): readonly Draft[] {
    if (this.#untaken.size === 0) return this.#drafts
    const others = [...this.#untaken.values()].filter(
      ({ id }) => !this.#drafts.some((draft) => draft.id === id),
    )
    return [...this.#drafts, ...others]
  }

  get cursor(): string | undefined {
    return this.#condition?.cursor
  }

  /** Follows what is told, as it is told. Returns how to stop. */
  follow(hear: (told: Told) => void): () => void {
    this.#followers.add(hear)
    return () => void this.#followers.delete(hear)
  }

  /** Hears what others said as it comes, and not when it is read back. Returns how to stop. */
  onArrival(hear: Arrival): () => void {
    this.#arrivals.add(hear)
    return () => void this.#arrivals.delete(hear)
  }

  /** Hears which keys are unread, as another tab or an earlier life of the page has it. Returns how to stop. */
  onUnread(hear: (unread: readonly number[]) => void): () => void {
    this.#markers.add(hear)
    return () => void this.#markers.delete(hear)
  }

  /** Watches the log. Returns how to stop. */
  watch(hear: Watch): () => void {
    this.#watches.add(hear)
    return () => void this.#watches.delete(hear)
  }

  /** Does something, or queues it until that is possible. Its row shows at once. Undefined: no more is taken. */
  do(act: Act): Draft | undefined {
    if (this.full) return undefined
    // No two at the same time: it is what their order is known by, wherever they come from.
    this.#saidAt = Math.max(this.#clock.now(), this.#saidAt + 1)
    const draft: Draft = { id: globalId(), at: this.#saidAt, act, state: 'queued' }
    const taking = this.#desk.do(draft)
    if (!taking) return draft
    this.#untaken.set(draft.id, draft)
    this.version++
    void taking.then(() => {
      this.#untaken.delete(draft.id)
      this.version++
    })
    return draft
  }

  /** Sends a draft again that failed or that nobody confirmed. */
  retry(id: string): void {
    this.#desk.retry(id)
  }

  discard(id: string): void {
    this.#desk.discard(id)
  }

  /** The person is writing: who else is there may see that. */
  typed(): void {
    this.#desk.typed()
  }

  saveUnread(keys: readonly number[]): void {
    this.#desk.mark(keys)
  }

  /** Puts what is older before the log: from this device, and then from the server. Resolves when a page of it is there. */
  loadOlder(): Promise<void> {
    if (this.older === 'more') this.#loading = this.#load()
    return this.#loading
  }

  async #load(): Promise<void> {
    this.older = 'loading'
    const reaches = this.#condition?.reaches ?? false
    const before = this.log.firstKey
    const more = await this.#past.load(reaches ? (id) => this.#desk.reach(id) : undefined)
    this.rooms.take(this.#entries(0, this.log.placeOf(before)), false)
    this.version++
    this.older = more ? 'more' : 'none'
    this.#tell([])
  }

  /** Begins anew with what comes next; what is older can be asked for. */
  reset(): void {
    this.log.clear()
    this.older = 'more'
    this.#tell('anew')
  }

  /** What was kept is there. `more`: there is older than this. */
  restored(entries: readonly Entry[], more: boolean): void {
    if (this.log.length === 0) this.log.add(entries)
    if (more) this.older = 'more'
    this.brought(entries)
  }

  /** These were put into the log, before or after what it had. */
  brought(entries: readonly Entry[]): void {
    this.rooms.take(entries, false)
    this.version++
    this.#tell([])
  }

  /** Takes what whoever holds the wire tells. `own`: that was this tab, and the log has it already. */
  take({ cleared, changes = [], arrived = 0, told = [], now }: Batch, own: boolean): void {
    if (!own && cleared) this.log.clear()
    if (cleared) {
      this.older = 'none'
      this.#past.end()
    }
    if (!own) for (const change of changes) this.log.take(change)
    if (cleared) this.rooms.clear()
    if (now) this.#become(now)
    // After the marks of what was unread before it.
    this.rooms.heed(changes)
    this.version++
    if (cleared || changes.length > 0) this.#tell(cleared ? 'anew' : changes)
    if (arrived) {
      this.arrived += arrived
      const keys = keysOfOthers(changes)
      for (const hear of this.#arrivals) hear(keys, own)
    }
    for (const each of told) this.#hear(each)
  }

  /** All of it, for a tab that comes later. */
  get state(): Omit<State, 'now'> {
    const { length } = this.log
    const { named } = this.rooms
    const entries = this.#entries(Math.max(0, length - STATE_ENTRIES), length)
    return { entries, told: this.#latest, ...(named.length > 0 && { named }) }
  }

  #entries(from: number, to: number): Entry[] {
    const entries: Entry[] = []
    for (let index = from; index < to; index++) {
      const entry = this.log.at(index)
      if (entry && typeof entry.key === 'number') entries.push(entry)
    }
    return entries
  }

  /** Becomes what the channel is where its wire is. */
  adopt({ entries, now, told, named = [] }: State): void {
    const first = entries[0]?.key
    const joins = this.log.length > 0 && typeof first === 'number' && this.log.lastKey >= first - 1
    const last = this.log.lastKey
    if (joins) {
      const known = entries.filter(({ key }) => typeof key === 'number' && key <= last)
      for (const entry of known) this.log.take({ at: entry.key, by: [entry] })
    } else this.log.clear()
    this.log.add(entries)
    if (!joins && entries.length > 0) this.older = 'more'
    this.rooms.know(named)
    const news = last > 0 ? entries.filter((entry) => isNews(entry, last)) : []
    this.rooms.take(entries, false)
    this.rooms.take(news, true)
    this.#become(now)
    this.version++
    this.#tell('anew')
    // What a tab begins with was looked at elsewhere; what it missed was not.
    this.arrived += news.length
    for (const each of told) this.#hear(each)
  }

  #become(now: Partial<Condition>): void {
    this.#condition = { ...(this.#condition ?? ({} as Condition)), ...now }
    if (now.status) this.status = now.status
    if (now.status?.name === 'ready') this.wasReady = true
    if (now.can) this.can = now.can
    if (now.drafts) this.#drafts = now.drafts
    if (now.full !== undefined) this.full = now.full
    if (now.members) this.members = now.members
    if (now.typing) this.typing = now.typing
    if (now.unread) this.#tellUnread(now.unread)
    if ('downSince' in now) this.downSince = now.downSince
    if ('nextAt' in now) this.nextAt = now.nextAt
    if ('rooms' in now) this.#tellRooms(now.rooms)
    if (now.reaches && this.older === 'none' && !this.#past.isOver) this.older = 'more'
  }

  #tellUnread(unread: readonly number[]): void {
    this.restoredUnread = unread
    for (const hear of this.#markers) hear(unread)
  }

  #tellRooms(rooms: Condition['rooms']): void {
    const { separator } = this.rooms
    this.rooms.tell(rooms)
    // What is below a room is in it from now on.
    if (rooms?.separator !== separator) this.#tell('anew')
  }

  #tell(changes: readonly Change[] | 'anew'): void {
    for (const hear of this.#watches) hear(changes)
  }

  #hear(told: Told): void {
    if (told.type === 'messages' || told.type === 'snapshot') this.#latest = [told]
    for (const hear of this.#followers) hear(told)
  }
}

function keysOfOthers(changes: readonly Change[]): number[] {
  const keys: number[] = []
  for (const change of changes) {
    if (!('put' in change)) continue
    for (const entry of change.put)
      if (entry.kind === 'message' && !entry.message.own && typeof entry.key === 'number')
        keys.push(entry.key)
  }
  return keys
}

function isNews({ kind, key, ...entry }: Entry, after: number): boolean {
  return (
    kind === 'message' && typeof key === 'number' && key > after && 'message' in entry && !entry.message.own
  )
}
