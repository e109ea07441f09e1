import type { Draft } from '../model/act.ts'
import type { Frame, Incoming, Message } from '../model/message.ts'
import type { Reason } from '../model/reason.ts'
import { withAuth } from './auth.ts'
import type { Context } from './backend.ts'
import { carryEvents } from './carry-events.ts'
import { carryPoll } from './carry-poll.ts'
import { carrySocket } from './carry-socket.ts'
import type { carrierFields } from './fields.ts'
import type { Aside, Greeting } from './json-words.ts'

/** What a wire knows beside a text: epoch ms of arrival, the name and id of an SSE event, and whether the text is a
 *  whole answer and not one message of many. */
export type Origin = { at: number; event?: string; id?: string; whole?: boolean }

/** A text that came, and the name of its event. */
export type Heard = { text: string; event?: string | undefined }

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
  /** Where to go on from after this value, where the wire itself has no ids. */
  placeOf?(value: unknown, messages: readonly Message[]): string | undefined
  /** The greeting that a value is, of a server that agrees to more. */
  greetingOf?(value: unknown): Greeting | undefined
  /** What a server that greeted says about what was missed. Undefined where a value is about something else. */
  missedOf?(value: unknown): Incoming[] | undefined
  /** What a whole answer says beside what it lists. */
  asideOf?(value: unknown): Aside
  /** Finds out what must be known of texts before they are read, where that takes its time. What was found for others
   *  before is forgotten. Never rejects. */
  prepare?(texts: readonly Heard[]): Promise<void>
  /** What a value changes of messages that were told, where that is all that it says. */
  changesOf?(value: unknown, origin: Origin): Incoming[] | undefined
  /** The frame that a template of something that nobody typed is now (epoch ms): a first message, a heartbeat. */
  fill?(template: string, now: number): string
  /** What may be agreed on over one open socket, if its server speaks so. */
  session?(send: (frame: Frame) => Promise<void>, context: CarrierContext): Session
}

/** What is known of whoever tells, beside what it tells. */
export interface Conversation {
  /** What to tell where a value was for the conversation and not for a reader; else undefined. */
  take(value: unknown): Incoming[] | undefined
  /** An id is never another message's. */
  readonly exact: boolean
  /** What was told is a place to go on from, also where the wire itself has no ids. */
  readonly places: boolean
}

/** The part of a conversation that is about the conversation, over one open socket. */
export interface Session extends Conversation {
  /** How long (ms) to wait for the first frame before it is told that the wire is open. */
  readonly waitMs: number
  /** What to tell when it is open, given the first frame's value where one was waited for and came. That frame still
   *  goes to `take`. */
  begin(first?: unknown): Iterable<Incoming>
  /** Resolves when something that the server promised has not come; then `giveUp` has what to tell. */
  readonly patience: Promise<void> | undefined
  giveUp(): Incoming[]
  /** After `take`: tells whoever asked what the answer is, if that value was one. To be called in its turn, when all that
   *  came before it is told. */
  answered(): (() => void) | undefined
  close(): void
}

export type CarrierContext = Context<typeof carrierFields>

/** Frames over whichever wire the profile chose, with what the server is told of who asks. */
export function carry(given: CarrierContext, codec: Codec): AsyncIterable<Incoming> {
  const context = withAuth(given)
  switch (context.options.wire) {
    case 'socket':
      return carrySocket(context, codec)
    case 'events':
      return carryEvents(context, codec)
    case 'poll':
      return carryPoll(context, codec)
  }
}
