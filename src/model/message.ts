import type { Act, Perform } from './act.ts'
import type { Reason } from './reason.ts'
import type { Room } from './room.ts'

/** What one WebSocket frame, SSE event's data or HTTP body is before anyone reads it. */
export type Frame = string | ArrayBuffer

/** 1 (least) to 5 (urgent), the scale of ntfy; 3 is ordinary. */
export type Priority = 1 | 2 | 3 | 4 | 5

/** A file that goes with a message. `size` in bytes, `expires` epoch ms. */
export type Attachment = { url: string; name?: string; type?: string; size?: number; expires?: number }

/** What a message offers to do. Nothing of it is done unasked: `view` opens an address, `http` asks a server, `copy` puts a
 *  text on the clipboard. */
export type Offer = { label: string } & (
  | { kind: 'view'; url: string }
  | { kind: 'http'; url: string; method: string; headers?: Readonly<Record<string, string>>; body?: string }
  | { kind: 'copy'; value: string }
)

/** What protocols say of a message by names that are in the dictionaries. */
export type FactName =
  | 'ack'
  | 'arguments'
  | 'channel'
  | 'content type'
  | 'correlation'
  | 'expires'
  | 'payload'
  | 'response topic'
  | 'retained'
  | 'room'
  | 'sent again'

/** What a protocol says of a message beside its text: a user property, a quality of service. `known`: that name is the
 *  protocol's, and not the server's own. */
export type Fact = { name: string; value: string; known?: never } | KnownFact
export type KnownFact = { name: FactName; value: string; known: true }

export function knownFact(name: FactName, value: string): KnownFact {
  return { name, value, known: true }
}

/** One thing that was said, by a person or a machine. */
export type Message = {
  /** Unique in its channel: the server's id, or one of ours where it gives none. */
  id: string
  /** Epoch ms: the server's time, or that of arrival. */
  at: number
  body: string
  room?: string
  from?: string
  title?: string
  priority?: Priority
  tags?: string[]
  replyTo?: string
  links?: string[]
  /** How the body is written; plain text where it is not said. */
  format?: 'markdown'
  /** The address of a small picture. */
  icon?: string
  attachments?: readonly Attachment[]
  offers?: readonly Offer[]
  facts?: readonly Fact[]
  /** The id of the draft that this is the server's echo of. */
  echoOf?: string
  /** True where this page's person said it. */
  own?: boolean
  /** The frame as it came, where the row shows only a part of it. Bytes that are no text come with an empty body. */
  source?: Frame
}

/** A value as it was at one moment. */
export type Snapshot = {
  /** Epoch ms of arrival. */
  at: number
  value: unknown
  /** The answer's text as it came. */
  source?: string
  /** HTTP status. */
  status?: number
  /** How long the answer took. */
  ms?: number
  /** The server said (304, ETag) that nothing changed. */
  unchanged?: boolean
}

/** What a backend tells the app, in the order it happened. */
export type Incoming =
  /** The handshake is done. `act` lives as long as this attempt: nobody can speak before it or after the drop.
   *  `hello` says the server greeted on the level of the application, which resets the ladder at once.
   *  `dedupes`: the server takes a draft that comes twice under its id for one, so that what nobody confirmed may go out
   *  again. `history` asks for what came before a message: oldest first; `done` where there is nothing older. */
  | {
      type: 'ready'
      can: Act['kind'][]
      act?: Perform
      probe?: () => Promise<void>
      history?: (before: string | undefined) => Promise<{ messages: Message[]; done: boolean }>
      hello?: boolean
      dedupes?: boolean
    }
  /** One may speak already, though the wire is not known to be open. */
  | { type: 'able'; can: Act['kind'][]; act: Perform }
  /** A batch, oldest first, and the texts that it was read from; the cursor is kept with it. `exact`: the server promises
   *  that an id is never another message's, so that one that was shown is not shown again. */
  | { type: 'messages'; messages: Message[]; sources?: string[]; cursor?: string; exact?: true }
  | { type: 'change'; room?: string; id: string; set: Partial<Message> | 'gone' }
  /** Where to resume, though there was nothing to show. */
  | { type: 'cursor'; cursor: string }
  /** The rooms (topics, channels) that are known without a message in them: the whole list, each time. What messages name
   *  beside these is a room too. `separator`: their ids are paths in a tree (`home/kitchen` by '/'). */
  | { type: 'rooms'; rooms: readonly Room[]; separator?: string }
  /** Who is there, by name: the whole list, each time. */
  | { type: 'members'; room?: string; members: string[] }
  /** Somebody began to write, or stopped. */
  | { type: 'typing'; room?: string; from: string; on: boolean }
  /** `news`: what this answer tells a list that no earlier one told. */
  | { type: 'snapshot'; snapshot: Snapshot; news?: Message[]; cursor?: string }
  /** The wire heals by itself (a browser's EventSource): not ready, not over. */
  | { type: 'lost'; why: Reason; until?: number }
  /** The server could not resume: between `from` and `to` (epoch ms) something may be missing. */
  | { type: 'gap'; from?: number; to?: number; why: Reason }
  /** Could not be read: shown, never swallowed. */
  | { type: 'garbled'; frame: Frame; why: Reason }
