import type { Key } from '../model/log.ts'
import type { Channel } from './channel.svelte.ts'
import { Selection } from './selection.svelte.ts'

/** A channel as a conversation. */
export class Chat {
  readonly kind = 'chat'
  readonly channel: Channel
  readonly selection = new Selection()
  #seen = $state(0)
  /** The last entry that was there when the person left: the unread line goes below it. */
  lastRead = $state.raw<Key | undefined>(undefined)
  /** Messages of others that nobody has looked at. */
  readonly unread = $derived.by(() => this.channel.arrived - this.#seen)

  constructor(channel: Channel) {
    this.channel = channel
    // What came before it was a chat was looked at elsewhere.
    this.#seen = channel.arrived
  }

  /** All that is there has been looked at. */
  markRead(): void {
    this.#seen = this.channel.arrived
  }

  /** The person looks away: what comes from now on is below the line. */
  leave(): void {
    this.lastRead = this.channel.log.at(this.channel.log.length - 1)?.key
  }

  /** Says it, or queues it. Returns whether it was taken. */
  say(body: string | ArrayBuffer): boolean {
    return this.channel.do({ kind: 'say', body }) !== undefined
  }
}
