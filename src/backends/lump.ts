import type { Incoming } from '../model/message.ts'

type Batch = Extract<Incoming, { type: 'messages' }>

/** What is told, or something that is to happen between what was told before it and after. */
export type Turn = Incoming | (() => void)

/** What several frames tell, in their order; messages that come after each other are one batch, with the last cursor, as
 *  long as their ids are believed alike. */
export class Lump {
  #told: Turn[] = []
  #wake = () => {}

  add(turn: Turn): void {
    const last = this.#told.at(-1)
    if (isBatch(turn) && isBatch(last) && areAlike(last, turn)) join(last, turn)
    else this.#told.push(turn)
    this.#wake()
  }

  /** Resolves when there is something to hand out. */
  came(): Promise<void> {
    if (this.#told.length > 0) return Promise.resolve()
    return new Promise((resolve) => (this.#wake = resolve))
  }

  /** Hands it out, and holds on to nothing: the next frame may be long in coming. */
  *give(): Generator<Incoming> {
    const told = this.#told
    this.#told = []
    for (const turn of told)
      if (typeof turn === 'function') turn()
      else yield turn
  }
}

function isBatch(turn: Turn | undefined): turn is Batch {
  return typeof turn === 'object' && turn.type === 'messages'
}

/** A cursor makes the ids of its batch the wire's own. */
function areAlike(one: Batch, other: Batch): boolean {
  return one.exact === other.exact && (one.cursor === undefined) === (other.cursor === undefined)
}

function join(batch: Batch, { messages, sources, cursor }: Batch): void {
  // One by one: a spread of a long list is a stack of arguments.
  for (const message of messages) batch.messages.push(message)
  if (sources) for (const source of sources) (batch.sources ??= []).push(source)
  if (cursor !== undefined) batch.cursor = cursor
}
