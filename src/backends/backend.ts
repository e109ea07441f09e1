import type { Frame, Incoming } from '../model/message.ts'
import type { Fields, Options } from '../model/profile.ts'
import type { Net } from '../net/net.ts'

/** In a context's memory: true once the profile was connected, in this life of the page or an earlier one. */
export const CONNECTED = 'connected'

/** In a channel's memory: it told something, in this life of the page or an earlier one. */
export const TOLD = 'told'

/** What is learnt of a server and holds beyond this life of the page: does it greet, does it let itself be asked for
 *  what was missed, the names of its events, and that there was something at all. */
export const LASTING: readonly string[] = ['greets', 'resume header', 'names of events', TOLD]

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
  /** What a person said by a frame that went out, and the draft's id where it has one; undefined where the frame was the
   *  protocol's own. A recording that is played shows it as theirs. Pure. */
  said?(frame: Frame): { id?: string; body: string } | undefined
}

/** Options are inferred from the fields. */
export function defineBackend<const F extends Fields>(backend: Backend<F>): Backend<F> {
  return backend
}
