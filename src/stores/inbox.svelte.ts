import { Filter } from '../model/filter.ts'
import type { Entry, Key } from '../model/log.ts'
import type { Message } from '../model/message.ts'
import type { Channel } from './channel.svelte.ts'

export type InboxFilter = 'all' | 'unread'

/** A channel as an inbox: newest first, each read or not. */
export class Inbox {
  readonly kind = 'notifications'
  readonly channel: Channel
  query = $state('')
  filter = $state<InboxFilter>('all')
  #unread = new Set<Key>()
  #gone = new Set<Key>()
  /** Grows when a mark changed. */
  #marks = $state(0)
  /** Grows when something was removed or put back. */
  #removals = $state(0)
  readonly #arrivals: Filter
  /** While only the unread are shown: those that were when it began, or came since. Reading one does not snatch it away. */
  readonly #kept = $derived.by(() => (this.filter === 'unread' ? new Set(this.#unread) : undefined))

  readonly #shown = $derived.by(() => {
    const words = this.query.trim().toLowerCase().split(/\s+/).filter(Boolean)
    const kept = this.#kept
    void this.#removals
    return new Filter(this.channel.log, (entry) => {
      if (this.#gone.has(entry.key) || entry.kind === 'day' || entry.kind === 'draft') return false
      if (kept && this.#unread.has(entry.key)) kept.add(entry.key)
      if (kept && !kept.has(entry.key)) return false
      return words.length === 0 || (entry.kind === 'message' && matches(entry.message, words))
    })
  })

  /** The entries to show, newest first. `of` changes with what is looked for. Places hold while the log goes on: what it
   *  drops meanwhile is undefined. */
  readonly entries = $derived.by(() => {
    void this.channel.version
    this.#count()
    const of = this.#shown.update()
    const { length, dropped } = of
    const at = (index: number): Entry | undefined => of.at(length - 1 - index - (of.dropped - dropped))
    return { of, length, dropped, at }
  })

  readonly unread = $derived.by(() => {
    void this.channel.version
    void this.#marks
    this.#count()
    return this.#unread.size
  })

  constructor(channel: Channel) {
    this.channel = channel
    // What came before it was an inbox was looked at elsewhere.
    const last = channel.log.at(channel.log.length - 1)?.key
    if (typeof last === 'number') this.#highest = last
    this.#arrivals = new Filter(channel.log, (entry) => {
      if (entry.kind === 'message' && !this.#known(entry.key) && !entry.message.own)
        this.#unread.add(entry.key)
      return false
    })
  }

  isUnread(key: Key): boolean {
    void this.#marks
    return this.#unread.has(key)
  }

  mark(key: Key, read: boolean): void {
    this.#arrivals.update()
    if (read) this.#unread.delete(key)
    else this.#unread.add(key)
    this.#marks++
  }

  markAllRead(): void {
    this.#arrivals.update()
    this.#unread.clear()
    this.#kept?.clear()
    this.#marks++
    this.#removals++
  }

  /** Removes one. Returns how to undo that. */
  remove(key: Key): () => void {
    this.#arrivals.update()
    const wasUnread = this.#unread.delete(key)
    this.#gone.add(key)
    this.#marks++
    this.#removals++
    return () => {
      this.#gone.delete(key)
      if (wasUnread) this.#unread.add(key)
      this.#marks++
      this.#removals++
    }
  }

  #highest = 0

  /** Counts what came, and forgets what the log dropped. */
  #count(): void {
    this.#arrivals.update()
    const oldest = this.channel.log.at(0)?.key
    if (typeof oldest !== 'number') return
    for (const key of this.#unread) {
      if (typeof key === 'number' && key >= oldest) break
      this.#unread.delete(key)
    }
  }

  /** Was this key already counted? Keys of a log only grow, but a changed log is read from its start again. */
  #known(key: Key): boolean {
    if (typeof key !== 'number' || key <= this.#highest) return true
    this.#highest = key
    return false
  }
}

function matches({ title = '', body, from = '', tags = [] }: Message, words: string[]): boolean {
  const text = `${title}\n${body}\n${from}\n${tags.join(' ')}`.toLowerCase()
  return words.every((word) => text.includes(word))
}
