import { untrack } from 'svelte'
import type { Entry, Key } from '../model/log.ts'
import { isWithin } from '../model/room.ts'
import type { Clock } from '../net/clock.ts'
import { clock as realClock } from '../net/clock.ts'
import type { Channel } from './channel.svelte.ts'
import { InboxList } from './inbox-list.svelte.ts'
import { Selection } from './selection.svelte.ts'

export type InboxFilter = 'all' | 'unread'

/** Marks of what arrives are kept so often at most, the first at once, so that they are written with what they are of;
 *  what a person marks is kept at once. */
const SAVE_MS = 250

/** A channel as an inbox: newest first, each read or not. What is read back from the device is read unless it was kept as
 *  unread. */
export class Inbox {
  readonly kind = 'notifications'
  readonly channel: Channel
  readonly selection = new Selection()
  filter = $state<InboxFilter>('all')
  /** With the room of each, where it has one and that is known. */
  #unread = new Map<Key, string | undefined>()
  #gone = new Set<Key>()
  /** Grows when a mark changed. */
  #marks = $state(0)
  /** Grows when something was removed or put back. */
  #removals = $state(0)
  readonly #clock: Clock
  #cancelSave: (() => void) | undefined
  #savedAt = -Infinity
  /** No longer hears what arrives. */
  readonly close: () => void
  /** While only the unread are shown: those that were when it began, or came since. Reading one does not snatch it away. */
  readonly #kept = $derived.by(() =>
    this.filter === 'unread' ? untrack(() => new Set(this.#unread.keys())) : undefined,
  )

  /** Which entries are shown at all: another function once the filter is set anew. */
  readonly accept = $derived.by(() => {
    const kept = this.#kept
    return (entry: Entry): boolean => {
      if (this.#gone.has(entry.key) || entry.kind === 'day' || entry.kind === 'draft') return false
      if (kept && this.#unread.has(entry.key)) kept.add(entry.key)
      return !kept || kept.has(entry.key)
    }
  })

  readonly #all: InboxList

  readonly unread = $derived.by(() => {
    void this.channel.version
    void this.#marks
    return this.#unread.size
  })

  constructor(channel: Channel, clock: Clock = realClock) {
    this.channel = channel
    this.#clock = clock
    this.#all = new InboxList(this, channel)
    this.#take(channel.restoredUnread)
    const stops = [
      channel.onArrival((keys, own) => this.#arrived(keys, own)),
      channel.onUnread((keys) => this.#take(keys)),
      // What was read back tells the rooms of what was unread before.
      channel.watch((changes) => changes.length === 0 && this.#take([...this.#unread.keys()])),
    ]
    this.close = () => stops.forEach((stop) => stop())
  }

  /** The entries to show, newest first. */
  get entries() {
    return this.#all.entries
  }

  /** Grows when something was removed or put back. */
  get removals(): number {
    return this.#removals
  }

  isUnread(key: Key): boolean {
    void this.#marks
    return this.#unread.has(key)
  }

  /** How many are unread in a room and below it; undefined: in all. */
  unreadIn(room: string | undefined): number {
    return room === undefined ? this.unread : this.channel.rooms.unreadIn(room)
  }

  mark(key: Key, read: boolean): void {
    if (read) this.#unmark(key)
    else this.#mark(key, true)
    this.#marks++
    this.save()
  }

  /** All of them, or all in a room and below it. */
  markAllRead(room?: string): void {
    const { rooms } = this.channel
    const has = room === undefined ? () => true : isWithin(room, rooms.separator)
    for (const [key, of] of [...this.#unread])
      if (has(of)) {
        this.#unread.delete(key)
        this.#kept?.delete(key)
      }
    rooms.look(room)
    this.#marks++
    this.#removals++
    this.save()
  }

  /** Takes one out of sight. Returns how to undo that; for good it is deleted elsewhere. */
  remove(key: Key): () => void {
    const wasUnread = this.#unmark(key)
    this.#gone.add(key)
    this.#marks++
    this.#removals++
    this.save()
    return () => {
      this.#gone.delete(key)
      if (wasUnread) this.#mark(key, true)
      this.#marks++
      this.#removals++
      this.save()
    }
  }

  /** Keeps what is unread now. */
  save(): void {
    this.#cancelSave?.()
    this.#cancelSave = undefined
    this.#savedAt = this.#clock.now()
    this.#forgetDropped()
    const keys = [...this.#unread.keys()].filter((key) => typeof key === 'number')
    this.channel.saveUnread(keys.sort((a, b) => a - b))
  }

  #arrived(keys: readonly number[], own: boolean): void {
    // Its rooms have counted them.
    for (const key of keys) this.#mark(key, false)
    this.#forgetDropped()
    this.#marks++
    // The others are told by the tab that has the wire.
    if (!own) return
    const wait = this.#savedAt + SAVE_MS - this.#clock.now()
    if (wait <= 0) this.save()
    else this.#cancelSave ??= this.#clock.after(wait, () => this.save())
  }

  /** Takes marks over, as an earlier life of the page had them, or another tab has. */
  #take(keys: readonly Key[]): void {
    const before = this.#unread
    const counts = new Map<string, number>()
    this.#unread = new Map()
    for (const key of keys) {
      const room = before.get(key) ?? this.#roomOf(key)
      this.#unread.set(key, room)
      if (room !== undefined) counts.set(room, (counts.get(room) ?? 0) + 1)
    }
    this.channel.rooms.count(counts)
  }

  #mark(key: Key, counts: boolean): void {
    const room = this.#roomOf(key)
    if (counts && room !== undefined && !this.#unread.has(key)) this.channel.rooms.add(room, 1)
    this.#unread.set(key, room)
  }

  #unmark(key: Key): boolean {
    const room = this.#unread.get(key)
    const wasUnread = this.#unread.delete(key)
    if (wasUnread && room !== undefined) this.channel.rooms.add(room, -1)
    return wasUnread
  }

  #roomOf(key: Key): string | undefined {
    const { log, rooms } = this.channel
    if (rooms.isEmpty) return undefined
    const entry = log.at(log.indexOf(key))
    return entry?.kind === 'message' ? entry.message.room || undefined : undefined
  }

  /** What a full log dropped, or is not kept any more, is out of reach. */
  #forgetDropped(): void {
    const { log, older } = this.channel
    const isAllThere = older === 'none' && log.length > 0
    if (this.#unread.size === 0 || (log.dropped === 0 && !isAllThere)) return
    const oldest = log.firstKey
    for (const key of this.#unread.keys()) if (typeof key === 'number' && key < oldest) this.#unmark(key)
  }
}
