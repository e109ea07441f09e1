import type { Draft } from '../model/act.ts'
import type { Change } from '../model/log.ts'
import { isIn, RoomLog } from '../model/room-log.ts'
import { isWithin } from '../model/room.ts'
import { Rows } from '../model/rows.ts'
import type { Channel } from './channel.svelte.ts'
import type { Reading, Watch } from './reading.ts'

/** A room of a channel, and what is below it in the tree: for as long as somebody looks at it. */
export class RoomReading implements Reading {
  version = $state(0)
  arrived = $state(0)
  /** What is older is read until there is some of this room. */
  #isLoading = $state(false)
  readonly room: string
  readonly #channel: Channel
  readonly #of: RoomLog
  readonly #watches = new Set<Watch>()
  readonly #unwatch: () => void
  #drafts: readonly Draft[] = []
  #has: ReturnType<typeof isWithin>
  #isClosed = false

  /** Its own lines that no wire has taken yet: the same list, while it has the same. */
  readonly #waiting = $derived.by(() => {
    void this.#channel.version
    const drafts = this.#channel.drafts.filter(({ act }) => 'room' in act && this.#has(act.room))
    const isSame =
      drafts.length === this.#drafts.length && drafts.every((each, n) => each === this.#drafts[n])
    return isSame ? this.#drafts : (this.#drafts = drafts)
  })

  readonly rows = $derived.by(() => (void this.version, new Rows(this.log, this.#waiting)))

  constructor(channel: Channel, room: string) {
    this.#channel = channel
    this.room = room
    this.#has = isWithin(room, channel.rooms.separator)
    this.#of = new RoomLog(channel.log, (entry) => isIn(entry, this.#has))
    this.#unwatch = channel.watch((changes) => this.#heed(changes))
  }

  get log() {
    return this.#of.log
  }

  get older(): Reading['older'] {
    return this.#isLoading ? 'loading' : this.#channel.older
  }

  watch(hear: Watch): () => void {
    this.#watches.add(hear)
    return () => void this.#watches.delete(hear)
  }

  /** Resolves when some of what is older is there, or there is none. */
  async loadOlder(): Promise<void> {
    if (this.older !== 'more') return
    this.#isLoading = true
    const { firstKey } = this.log
    while (!this.#isClosed && this.#channel.older === 'more' && this.log.firstKey === firstKey) {
      const before = this.#channel.log.firstKey
      await this.#channel.loadOlder()
      // A server that cannot tell more now is not asked again and again.
      if (this.#channel.log.firstKey === before) break
    }
    this.#isLoading = false
  }

  /** Nobody looks at it any more. */
  close(): void {
    this.#isClosed = true
    this.#unwatch()
    this.#watches.clear()
  }

  #heed(changes: readonly Change[] | 'anew'): void {
    // What is below it may be known only now.
    if (changes === 'anew') this.#has = isWithin(this.room, this.#channel.rooms.separator)
    if (this.#of.heed(changes)) this.version++
    if (changes !== 'anew') this.arrived += this.#newsIn(changes)
    for (const hear of this.#watches) hear(changes)
  }

  #newsIn(changes: readonly Change[]): number {
    let count = 0
    for (const change of changes) {
      if (!('put' in change)) continue
      for (const entry of change.put)
        if (entry.kind === 'message' && !entry.message.own && this.#has(entry.message.room)) count++
    }
    return count
  }
}
