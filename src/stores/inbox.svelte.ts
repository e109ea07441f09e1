import { untrack } from 'svelte'
import { Filter } from '../model/filter.ts'
import type { Entry, Key } from '../model/log.ts'
import type { Clock } from '../net/clock.ts'
import { clock as realClock } from '../net/clock.ts'
import type { Channel } from './channel.svelte.ts'
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
  #unread = new Set<Key>()
  /** The marks that were taken over last, from an earlier life of the page or from another tab. */
  #taken: readonly number[] | undefined
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
    this.filter === 'unread' ? untrack(() => new Set(this.#now())) : undefined,
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

  readonly #shown = $derived.by(() => {
    void this.#removals
    return new Filter(this.channel.log, this.accept)
  })

  /** The entries to show, newest first. `of` changes with what is accepted. Places hold while the log goes on: what it
   *  drops meanwhile is undefined. */
  readonly entries = $derived.by(() => {
    void this.channel.version
    this.#now()
    const of = this.#shown.update()
    const { length, dropped, prepended } = of
    const at = (index: number): Entry | undefined =>
      of.at(length - 1 - index - (of.dropped - dropped) + (of.prepended - prepended))
    const indexOf = (key: Key): number => {
      const place = of.indexOf(key)
      const index = length - 1 - place - (of.dropped - dropped) + (of.prepended - prepended)
      return place < 0 || index < 0 || index >= length ? -1 : index
    }
    return { of, length, dropped, prepended, at, indexOf }
  })

  readonly unread = $derived.by(() => {
    void this.channel.version
    void this.#marks
    return this.#now().size
  })

  constructor(channel: Channel, clock: Clock = realClock) {
    this.channel = channel
    this.#clock = clock
    this.close = channel.onArrival((keys, own) => this.#arrived(keys, own))
  }

  isUnread(key: Key): boolean {
    void this.#marks
    return this.#now().has(key)
  }

  mark(key: Key, read: boolean): void {
    const unread = this.#now()
    if (read) unread.delete(key)
    else unread.add(key)
    this.#marks++
    this.save()
  }

  markAllRead(): void {
    this.#now().clear()
    this.#kept?.clear()
    this.#marks++
    this.#removals++
    this.save()
  }

  /** Takes one out of sight. Returns how to undo that; for good it is deleted elsewhere. */
  remove(key: Key): () => void {
    const wasUnread = this.#now().delete(key)
    this.#gone.add(key)
    this.#marks++
    this.#removals++
    this.save()
    return () => {
      this.#gone.delete(key)
      if (wasUnread) this.#unread.add(key)
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
    const keys = [...this.#unread].filter((key) => typeof key === 'number')
    this.channel.saveUnread(keys.sort((a, b) => a - b))
  }

  #arrived(keys: readonly number[], own: boolean): void {
    const unread = this.#now()
    for (const key of keys) unread.add(key)
    this.#forgetDropped()
    this.#marks++
    // The others are told by the tab that has the wire.
    if (!own) return
    const wait = this.#savedAt + SAVE_MS - this.#clock.now()
    if (wait <= 0) this.save()
    else this.#cancelSave ??= this.#clock.after(wait, () => this.save())
  }

  /** The marks as they were told last, and what was done since. */
  #now(): Set<Key> {
    const told = this.channel.restoredUnread
    if (told === this.#taken) return this.#unread
    this.#taken = told
    this.#unread = new Set(told)
    return this.#unread
  }

  /** What a full log dropped, or is not kept any more, is out of reach. */
  #forgetDropped(): void {
    const { log, older } = this.channel
    const isAllThere = older === 'none' && log.length > 0
    if (this.#unread.size === 0 || (log.dropped === 0 && !isAllThere)) return
    const oldest = log.firstKey
    for (const key of this.#unread) if (typeof key === 'number' && key < oldest) this.#unread.delete(key)
  }
}
