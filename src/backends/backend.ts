import type { Frame, Incoming, Message } from '../model/message.ts'
import type { Fields, Options } from '../model/profile.ts'
import type { Clock } from '../net/clock.ts'
import type { Net } from '../net/net.ts'

/** In a context's memory: true once the profile was connected, in this life of the page or an earlier one. */
export const CONNECTED = 'connected'

/** In a channel's memory: it told something, in this life of the page or an earlier one. */
export const TOLD = 'told'

/** In a channel's memory: who we are to an MQTT broker, and what it keeps for us. */
export const MQTT = 'mqtt session'

/** What is learnt of a server and holds beyond this life of the page: does it greet, does it let itself be asked for
 *  what was missed, the names of its events, and that there was something at all. */
export const LASTING: readonly string[] = ['greets', 'resume header', 'names of events', MQTT, TOLD]

/** Does what a channel's memory has by that name (a text, a number, a set of texts) outlive the page, for a week? Beside
 *  `LASTING` that is each name that says so: `lasting pigeon session`. */
export function lasts(name: string): boolean {
  return LASTING.includes(name) || name.startsWith('lasting ')
}

/** What one attempt to connect is given. */
export interface Context<F extends Fields = Fields> {
  options: Options<F>
  /** Tokens and passwords, by field name: never part of a profile. */
  secrets: Readonly<Record<string, string>>
  /** Where to resume: the last cursor that was told. */
  cursor: string | undefined
  signal: AbortSignal
  net: Net
  /** Lives as long as the channel, not the attempt; what `lasts`, longer. */
  memory: Map<string, unknown>
}

/** Reads messages again that were told before. Never rejects but for a bug. */
export interface Rereader {
  /** What stands in the place of each, in order. Undefined: it stays as it is. */
  read(messages: readonly Message[]): Promise<(readonly Message[] | undefined)[]>
  close(): void
}

/** How what was told is read again where the person changed how it is read. */
export interface Reread {
  /** The options that say how; another value of one of these is another reading. */
  by: readonly string[]
  /** Whose messages it can read: names of backends. */
  of: readonly string[]
  /** `before`: the options that they were read by. Throws NetError. */
  open(
    options: Readonly<Record<string, unknown>>,
    before: Readonly<Record<string, unknown>>,
    clock: Clock,
  ): Promise<Rereader>
}

/** A protocol. `connect` tells one connection's whole story, from handshake to drop, and ends by throwing NetError. */
export interface Backend<F extends Fields = Fields> {
  fields: F
  /** Questions of a message beside its body (title, priority …); the answers that differ from the defaults are an act's
   *  `options`. One called `filename` is answered by a file that is sent. */
  composer?: Fields
  connect(context: Context<F>): AsyncIterable<Incoming>
  /** What a person said by a frame that went out, the draft's id and room where it has them; undefined where the frame was the
   *  protocol's own. A recording that is played shows it as theirs. Pure. */
  said?(frame: Frame): { id?: string; body: string; room?: string } | undefined
  reread?: Reread
  /** The option, a text, that lists the rooms (one a line, or parted by commas: `parseRooms`). A person adds rooms to it
   *  and takes them away where the rooms are; the connection then goes on where it was. */
  rooms?: { field: string }
}

/** Options are inferred from the fields. */
export function defineBackend<const F extends Fields>(backend: Backend<F>): Backend<F> {
  return backend
}
