import type { Change, Log } from '../model/log.ts'
import type { Rows } from '../model/rows.ts'

/** Is told what happened to a log, after it did; `anew`: it is another one now. What was read back is no change. */
export type Watch = (changes: readonly Change[] | 'anew') => void

/** What a view reads: all that a connection told, or one room of it. */
export interface Reading {
  /** Which room; undefined: all of it. */
  readonly room: string | undefined
  /** To be read only. */
  readonly log: Log
  /** Grows whenever the log changed; what reads it without that goes stale. */
  readonly version: number
  /** What every view of it needs a row of. */
  readonly rows: Rows
  /** Is there something older than what the log begins with? */
  readonly older: 'more' | 'loading' | 'none'
  /** How many messages of others came. */
  readonly arrived: number
  /** Puts what is older before the log. */
  loadOlder(): Promise<void>
  /** Watches the log. Returns how to stop. */
  watch(hear: Watch): () => void
}
