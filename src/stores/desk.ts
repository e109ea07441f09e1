import type { Act, Draft } from '../model/act.ts'
import type { Change, Entry, Key } from '../model/log.ts'
import type { Incoming, Message } from '../model/message.ts'
import type { RoomList } from '../model/room.ts'
import type { Status } from '../model/status.ts'
import type { Hint } from '../net/wake.ts'

/** What a channel told, for those that follow it live. */
export type Told = Extract<Incoming, { type: 'messages' | 'snapshot' | 'garbled' | 'gap' }>

/** How a channel is, beside its log. Data. */
export type Condition = {
  status: Status
  /** What can be done now. */
  can: readonly Act['kind'][]
  /** Since when it is down (epoch ms); undefined where it is not, or was never wanted. */
  downSince: number | undefined
  /** What is not sent. */
  drafts: readonly Draft[]
  /** The outbox takes no more. */
  full: boolean
  members: readonly string[]
  typing: readonly string[]
  /** The server can tell what came before. */
  reaches: boolean
  /** When a polled value will be asked for again (epoch ms). */
  nextAt: number | undefined
  /** The keys of what nobody has read, in an inbox. */
  unread: readonly number[]
  /** Where to resume. */
  cursor: string | undefined
  /** The rooms that the server told of; undefined where it told of none. */
  rooms: RoomList | undefined
}

/** What happened in a channel since the last batch. Data: another tab takes it as it is. */
export type Batch = {
  changes?: readonly Change[]
  /** So many messages of others are among them. */
  arrived?: number
  told?: readonly Told[]
  /** What changed of its condition. */
  now?: Partial<Condition>
  /** The log was cleared before these changes. */
  cleared?: true
  /** When the server was last heard (epoch ms): what it said before is among what was told up to now. */
  heardAt?: number
}

/** All of a channel, for a tab that comes later: the youngest entries, oldest first. `named`: the rooms that messages
 *  have named, also older ones. */
export type State = {
  entries: readonly Entry[]
  now: Condition
  told: readonly Told[]
  heardAt?: number
  named?: readonly string[]
}

/** What is older than something: oldest first; `done` where there is nothing before it. */
export type Page = { messages: Message[]; done: boolean }

/** What a channel asks of whoever holds its wire: this tab, or another one. */
export interface Desk {
  /** Resolves when whoever holds the wire has it. */
  do(draft: Draft): Promise<void> | void
  retry(id: string): void
  discard(id: string): void
  /** Entries are deleted for good. */
  remove(keys: readonly Key[]): void
  /** The person is writing. */
  typed(): void
  /** Asks the server for what came before a message. Never rejects. */
  reach(before: string | undefined): Promise<Page>
  /** Now is a good moment; `retry` is the person's word. */
  wake(hint: Hint): void
  /** A polled value is wanted now. */
  refresh(): void
  /** So many are unread: their keys. */
  mark(unread: readonly number[]): void
  /** The history is cleared. */
  clear(): void
}
