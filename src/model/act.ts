import type { Reason } from './reason.ts'

/** All that goes out is data, so that an outbox, a second tab and a replay can carry it. */
export type Act =
  | { kind: 'say'; room?: string; body: string | ArrayBuffer; options?: Record<string, unknown> }
  | { kind: 'edit' | 'remove' | 'react'; room?: string; id: string; body?: string }
  | { kind: 'history'; room?: string; before?: string }
  | { kind: 'join' | 'leave' | 'typing' | 'read'; room: string; id?: string }
  | { kind: 'refresh' }

/** `unconfirmed`: handed to a wire without acks that then dropped; it may or may not have arrived. */
export type DraftState = 'queued' | 'sending' | 'sent' | 'unconfirmed' | 'failed'

/** An act of ours that the server has not yet made its own. */
export type Draft = {
  /** Ours, unique; a server can dedupe by it. */
  id: string
  /** Epoch ms at which the person asked for it. */
  at: number
  act: Act
  state: DraftState
  error?: Reason
  messageId?: string
}
