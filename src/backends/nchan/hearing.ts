import type { Incoming } from '../../model/message.ts'
import type { Context } from '../backend.ts'
import { CONNECTED, TOLD } from '../backend.ts'
import { readPart } from './message-read.ts'
import type { Part } from './meta-read.ts'
import type { Place } from './place-read.ts'
import { compare, idBefore, nameOf, OLDEST, OLDEST_OF_SEVERAL, oldestOf, parseId } from './place-read.ts'

/** In a channel's memory: this address is one of several channels. */
const SEVERAL = 'nchan several channels'

/** What one attempt hears, in its place: what was told before is not told again, and where the server does not have any
 *  more what was told last, something may be missing. */
export class Hearing {
  readonly #channels: readonly string[]
  readonly #mark: string
  readonly #memory: Context['memory']
  readonly #from: Place | undefined
  readonly #cursor: string | undefined
  readonly #all: boolean
  readonly #again: boolean
  readonly #wasTold: boolean
  /** Is it still to be seen whether the server has what was told last? */
  #waits: boolean
  #lacks = false
  /** What to ask after: the first of these that the server takes. */
  #ways: readonly (string | undefined)[]

  /** `channels`: their names, in the order in which they are asked for. `all`: who comes anew wants all that is kept.
   *  `mark`: that of the place where they are heard. */
  constructor(
    { cursor, memory }: Pick<Context, 'cursor' | 'memory'>,
    { channels, all, mark }: { channels: readonly string[]; all: boolean; mark: string },
  ) {
    this.#channels = channels
    this.#mark = mark
    this.#memory = memory
    this.#all = all
    this.#again = memory.get(CONNECTED) === true
    this.#wasTold = memory.get(TOLD) === true
    this.#from = cursor === undefined ? undefined : parseId(cursor)
    this.#cursor = this.#from && cursor
    this.#waits = this.#from !== undefined
    this.#ways = this.#from || all ? this.#waysBack() : [undefined]
  }

  /** The id to ask after; undefined where the server is to decide. */
  get since(): string | undefined {
    return this.#ways[0]
  }

  /** What was told last should be told again first, and may be forgotten. */
  get waits(): boolean {
    return this.#waits
  }

  /** Is the oldest message that the server has to be looked at before it is asked for what came after another? */
  get needsOldest(): boolean {
    return this.#waits && this.since === OLDEST
  }

  /** Where it left off. */
  get cursor(): string | undefined {
    return this.#cursor
  }

  /** Is that message later than what was told last? Undefined where its id says nothing. */
  isLater(id: string): boolean | undefined {
    const place = parseId(id)
    return place && this.#from ? compare(place, this.#from) === 'after' : undefined
  }

  /** The server has what was told last, or what was before it: messages are forgotten from that end. */
  hasThat(): void {
    this.#waits = false
    this.#ways = [this.#cursor]
  }

  /** The server has nothing of what was told any more. */
  hasNot(): void {
    this.#lacks = true
  }

  /** The server does not know what to make of `since`. True where there is another way to ask. */
  asksOtherwise(): boolean {
    if (this.since === OLDEST) this.#memory.set(SEVERAL, true)
    if (this.#ways.length < 2) return false
    this.#ways = this.#ways.slice(1)
    return true
  }

  /** It is about to listen. `ids`: this wire tells them. */
  *begin(ids: boolean): Generator<Incoming> {
    this.#memory.set(CONNECTED, true)
    if (!ids) {
      this.#waits = this.#lacks = false
      if (this.#again) yield { type: 'gap', why: { code: 'nchan.no-ids' } }
    } else if (this.#lacks) yield* this.#forgotten()
    // Where there is no place to go on from, what was told may be forgotten by now, and what came after it.
    else if (this.#again && !this.#from && (this.#wasTold || !this.#all))
      yield { type: 'gap', why: { code: 'cannot-resume' } }
    if (this.#channels.length > 1) yield { type: 'rooms', rooms: this.#channels.map((id) => ({ id })) }
  }

  /** Nothing came, where what was told last should have: the server has forgotten it. */
  *giveUp(): Generator<Incoming> {
    if (this.#waits) yield* this.#forgotten()
  }

  /** `at` (epoch ms): when it came. */
  hear(part: Part, at: number): Incoming[] {
    const place = part.id === undefined ? undefined : parseId(part.id)
    if (!place) return [readPart(part, { at })]
    if (this.#from && this.#isKnown(place, this.#from)) return []
    const gap = [...this.giveUp()]
    const name = nameOf(place, this.#mark)
    const about = { at, sentAt: place.time * 1_000, name, ...this.#originOf(place) }
    const incoming = readPart(part, about)
    const cursor = part.id as string
    if (incoming.type === 'messages') return [...gap, { ...incoming, cursor, exact: true }]
    return [...gap, incoming, { type: 'cursor', cursor }]
  }

  /** To all that is kept, or to what was told last and on from there. Where all else is refused the server decides. */
  #waysBack(): (string | undefined)[] {
    const others = [OLDEST_OF_SEVERAL, undefined]
    if (this.#from && this.#from.of > 1) return [idBefore(this.#from), ...others]
    if (!this.#from && this.#channels.length > 1) return [oldestOf(this.#channels.length), ...others]
    return !this.#from && this.#memory.get(SEVERAL) === true ? others : [OLDEST, ...others]
  }

  *#forgotten(): Generator<Incoming> {
    this.#waits = this.#lacks = false
    yield { type: 'gap', why: { code: 'nchan.forgotten' } }
  }

  #isKnown(place: Place, from: Place): boolean {
    // What is older than what was asked for cannot be a repeat: the server's clock was set back.
    if (this.since !== OLDEST && place.time < from.time - 1) return false
    const where = compare(place, from)
    if (where === 'same') this.#waits = false
    // Once it was there, what comes is new, but for other channels in the same second.
    return where !== 'after' && (where === 'same' || this.#waits || place.time === from.time)
  }

  #originOf({ channel, of }: Place): { room?: string; position?: string } {
    if (of === 1) return {}
    const room = this.#channels.length === of ? this.#channels[channel] : undefined
    return room === undefined ? { position: `${channel + 1}/${of}` } : { room }
  }
}
