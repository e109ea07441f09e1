import type { Key, Log } from '../model/log.ts'
import type { Channel } from './channel.svelte.ts'
import type { Reading } from './reading.ts'
import { Selection } from './selection.svelte.ts'

/** A channel as a conversation. */
export class Chat {
  readonly kind = 'chat'
  readonly channel: Channel
  readonly selection = new Selection()
  /** Where what is said goes, while no room is open; undefined: where the backend has it go. */
  to = $state.raw<string | undefined>(undefined)
  #seen = $state(0)
  /** The last entry that was there when the person left, by room. */
  readonly #lastRead = new Map<string | undefined, Key>()
  /** Messages of others that nobody has looked at. */
  readonly unread = $derived.by(() => Math.max(0, this.channel.arrived - this.#seen))

  constructor(channel: Channel) {
    this.channel = channel
    // What came before it was a chat was looked at elsewhere.
    this.markRead()
  }

  /** The same in a room and below it; undefined: in all. */
  unreadIn(room: string | undefined): number {
    return room === undefined ? this.unread : this.channel.rooms.unreadIn(room)
  }

  /** All that is there has been looked at, or all that is in a room. */
  markRead(room?: string): void {
    const { arrived, rooms } = this.channel
    if (room !== undefined) return void (this.#seen += rooms.look(room))
    this.#seen = arrived
    rooms.look()
  }

  /** The person looks away: what comes from now on is below the line. */
  leave({ room, log }: Pick<Reading, 'room' | 'log'> = this.channel): void {
    const last = log.at(log.length - 1)?.key
    if (last === undefined) this.#lastRead.delete(room)
    else this.#lastRead.set(room, last)
  }

  /** The entry that the unread line goes below; undefined where nothing is unread, or all of it. */
  lineIn({ room, log }: Pick<Reading, 'room' | 'log'>): Key | undefined {
    const unread = this.unreadIn(room)
    if (unread === 0) return undefined
    return this.#lastRead.get(room) ?? (room === undefined ? undefined : beforeLast(log, unread))
  }

  /** Says it, or queues it. Returns whether it was taken. */
  say(body: string | ArrayBuffer): boolean {
    return this.channel.do({ kind: 'say', body }) !== undefined
  }
}

/** The entry before the last so many messages of others. */
function beforeLast(log: Log, count: number): Key | undefined {
  let left = count
  for (let index = log.length - 1; index >= 0; index--) {
    const entry = log.at(index)
    if (entry?.kind === 'message' && !entry.message.own) left--
    if (left === 0) return log.at(index - 1)?.key
  }
  return undefined
}
