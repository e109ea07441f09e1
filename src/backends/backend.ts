import type { Incoming } from '../model/message.ts'
import type { Fields, Options } from '../model/profile.ts'
import type { Net } from '../net/net.ts'

/** What one attempt to connect is given. */
export interface Context<F extends Fields = Fields> {
  options: Options<F>
  /** Tokens and passwords, by field name: never part of a profile. */
  secrets: Readonly<Record<string, string>>
  /** Where to resume: the last cursor that was told. */
  cursor: string | undefined
  signal: AbortSignal
  net: Net
  /** Lives as long as the channel, not the attempt. */
  memory: Map<string, unknown>
}

/** A protocol. `connect` tells one connection's whole story, from handshake to drop, and ends by throwing NetError. */
export interface Backend<F extends Fields = Fields> {
  fields: F
  /** Questions of a message beside its body (title, priority …). */
  composer?: Fields
  connect(context: Context<F>): AsyncIterable<Incoming>
}

/** Options are inferred from the fields. */
export function defineBackend<const F extends Fields>(backend: Backend<F>): Backend<F> {
  return backend
}
