import type { Reason } from './reason.ts'

/** All that goes out is data, so that an outbox, a second tab and a replay can carry it. */
export type Act =
  | { kind: 'say'; room?: string; body: string | ArrayBuffer; options?: Record<string, unknown> }
  | { kind: 'edit' | 'remove' | 'react'; room?: string; id: string; body?: string }
  | { kind: 'join' | 'leave' | 'read'; room: string; id?: string }
  /** Not kept and not repeated: where it cannot be told now, it is not told. */
  | { kind: 'typing'; room?: string }
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
  /** The server said that it has it. Without that a draft that is `sent` was only handed to a wire. */
  confirmed?: true
}

/** The server's word that it has a draft, with the id that it gave it. */
export type Receipt = { messageId?: string }

/** Hands a draft over. Without a receipt the wire took it, and nobody knows more. Throws NetError. */
export type Perform = (draft: Draft) => Promise<Receipt | void>
