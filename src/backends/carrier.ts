import type { Draft } from '../model/act.ts'
import type { Frame, Incoming, Message } from '../model/message.ts'
import type { Reason } from '../model/reason.ts'
import type { Context } from './backend.ts'
import { carryEvents } from './carry-events.ts'
import { carryPoll } from './carry-poll.ts'
import { carrySocket } from './carry-socket.ts'
import type { carrierFields } from './fields.ts'

/** What a wire knows beside a text: epoch ms of arrival, the name and id of an SSE event, and whether the text is a
 *  whole answer and not one message of many. */
export type Origin = { at: number; event?: string; id?: string; whole?: boolean }

export type Parsed = { value: unknown } | { why: Reason }

/** How a text is read and written: all that `plain` and `json` differ in. All but `session` is pure. */
export interface Codec {
  /** `whole`: the text is all of an answer, whose kind its server chose, and not one message of many. */
  parse(text: string, whole?: boolean): Parsed
  /** The messages that a value is; an empty list where it says nothing to a reader. */
  read(value: unknown, text: string, origin: Origin): Message[]
  write(draft: Draft): { frame: Frame; type: string }
  /** The id that a server's answer to a POST gave the draft. */
  idOf?(answer: string): string | undefined
  /** What may be agreed on over one open socket, if its server speaks so. */
  session?(send: (frame: Frame) => Promise<void>, context: CarrierContext): Session
}

/** The part of a conversation that is about the conversation. */
export interface Session {
  /** What to tell where a value was for the session and not for a reader; else undefined. */
  take(value: unknown): Incoming[] | undefined
  /** Sends a draft and resolves when the server has it, where it acknowledges; with the id it gave. */
  say(draft: Draft): Promise<string | void>
  close(): void
}

export type CarrierContext = Context<typeof carrierFields>

/** Frames over whichever wire the profile chose. */
export function carry(context: CarrierContext, codec: Codec): AsyncIterable<Incoming> {
  switch (context.options.wire) {
    case 'socket':
      return carrySocket(context, codec)
    case 'events':
      return carryEvents(context, codec)
    case 'poll':
      return carryPoll(context, codec)
  }
}
