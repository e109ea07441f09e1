import type { Incoming } from '../model/message.ts'

type Batch = Extract<Incoming, { type: 'messages' }>

/** What several frames tell, in their order; messages that come after each other are one batch, with the last cursor, as
 *  long as their ids are believed alike. */
export class Lump {
  #told: Incoming[] = []

  add(incoming: Incoming): void {
    const last = this.#told.at(-1)
    if (incoming.type === 'messages' && last?.type === 'messages' && areAlike(last, incoming))
      join(last, incoming)
    else this.#told.push(incoming)
  }

  /** Hands it out, and holds on to nothing: the next frame may be long in coming. */
  give(): Incoming[] {
    const told = this.#told
    this.#told = []
    return told
  }
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
