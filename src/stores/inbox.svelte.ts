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
  readonly #arrivals: Filter

  readonly #shown = $derived.by(() => {
    const words = this.query.trim().toLowerCase().split(/\s+/).filter(Boolean)
    const onlyUnread = this.filter === 'unread'
    const kept = onlyUnread ? new Set(this.#unread) : undefined
    return new Filter(this.channel.log, (entry) => {
      if (this.#gone.has(entry.key) || entry.kind === 'day' || entry.kind === 'draft') return false
      if (kept && !kept.has(entry.key) && !this.#unread.has(entry.key)) return false
      return words.length === 0 || (entry.kind === 'message' && matches(entry.message, words))
    })
  })

  /** The entries to show, newest first. */
  readonly entries = $derived.by(() => {
    void this.channel.version
    void this.#marks
    this.#arrivals.update()
    const filter = this.#shown.update()
    const { length } = filter
    return { length, at: (index: number): Entry | undefined => filter.at(length - 1 - index) }
  })

  readonly unread = $derived.by(() => {
    void this.channel.version
    void this.#marks
    this.#arrivals.update()
    return this.#unread.size
  })

  constructor(channel: Channel) {
    this.channel = channel
    this.#arrivals = new Filter(channel.log, (entry) => {
      if (entry.kind === 'message' && !this.#known(entry.key)) this.#unread.add(entry.key)
      return false
    })
  }

  isUnread(key: Key): boolean {
    void this.#marks
    return this.#unread.has(key)
  }

  mark(key: Key, read: boolean): void {
    if (read) this.#unread.delete(key)
    else this.#unread.add(key)
    this.#marks++
  }

  markAllRead(): void {
    this.#unread.clear()
    this.#marks++
  }

  /** Removes one. Returns how to undo that. */
  remove(key: Key): () => void {
    const wasUnread = this.#unread.delete(key)
    this.#gone.add(key)
    this.#marks++
    return () => {
      this.#gone.delete(key)
      if (wasUnread) this.#unread.add(key)
      this.#marks++
    }
  }

  #highest = 0

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
