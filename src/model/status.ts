import type { Reason } from './reason.ts'

/** Where a channel is in its loop. Times are epoch ms; `attempt` counts from 0. */
export type Status =
  | { name: 'closed' }
  | { name: 'connecting'; attempt: number }
  | { name: 'ready'; since: number; rttMs?: number }
  | { name: 'waiting'; attempt: number; until?: number; why: Reason }
  | { name: 'failed'; why: Reason }
