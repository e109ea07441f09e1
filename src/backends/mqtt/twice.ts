import type { Publish } from './publish-read.ts'

/** So many confirmations are remembered. */
const MANY = 500
/** And of so many topics the last value. */
const MANY_TOPICS = 20_000

/** Tells what comes a second time: a message that we confirmed and whose confirmation was lost with the wire, and a value
 *  that the broker keeps and tells to everybody who comes (again). */
export class Twice {
  /** By the packet's identifier: what was confirmed of late, and in doubt. */
  readonly #confirmed = new Map<number, { mark: string; at: number }>()
  /** By topic: a mark of what was told last. */
  readonly #last = new Map<string, number>()
  #count = 0
  /** What was confirmed up to here was so before a ping that is not answered. */
  #pinged: number[] = []

  /** `again`: this connection goes on with what an earlier one had. */
  isOld(publish: Publish, again: boolean): boolean {
    const { qos, dup, messageId, retain, topic } = publish
    const hash = hashOf(publish.payload)
    if (retain && this.#last.get(topic) === hash) return true
    this.#last.set(topic, hash)
    if (this.#last.size > MANY_TOPICS) dropOldest(this.#last)
    if (qos !== 1 || messageId === undefined) return false
    const mark = markOf(publish)
    const isOld = again && dup && this.#confirmed.get(messageId)?.mark === mark
    keep(this.#confirmed, messageId, { mark, at: ++this.#count })
    return isOld
  }

  /** A ping goes out, after all that was confirmed. */
  pinged(): void {
    this.#pinged.push(this.#count)
  }

  /** It is answered: the broker has what went out before it. What comes under such an identifier now is another message, be it
   *  the same to the letter. */
  ponged(): void {
    const until = this.#pinged.shift() ?? 0
    for (const [id, { at }] of this.#confirmed) {
      if (at > until) return
      this.#confirmed.delete(id)
    }
  }

  /** Another connection: no ping of an earlier one is answered. */
  begin(): void {
    this.#pinged = []
  }

  /** Identifiers of before mean nothing any more. */
  clear(): void {
    this.#confirmed.clear()
  }
}

function keep<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > MANY) dropOldest(map)
}

function dropOldest<K>(map: Map<K, unknown>): void {
  const oldest = map.keys().next()
  if (!oldest.done) map.delete(oldest.value)
}

/** What a message is known by. */
export function markOf({ topic, payload }: Publish): string {
  return `${topic}\n${hashOf(payload)}`
}

/** FNV-1a of all bytes, with the length above it. */
function hashOf(payload: Uint8Array): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < payload.length; at++) hash = Math.imul(hash ^ (payload[at] as number), 0x01000193)
  return (payload.length % 2 ** 20) * 2 ** 32 + (hash >>> 0)
}
