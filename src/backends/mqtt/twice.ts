import type { Publish } from './publish-read.ts'

/** So many of each kind are remembered. */
const MANY = 500

type Received = Publish & { messageId?: number | undefined }

/** Tells what comes a second time: a message that we confirmed and whose confirmation was lost with the wire, and a value
 *  that the broker keeps and tells to everybody who comes (again). */
export class Twice {
  /** By the packet's identifier: what was confirmed of late. */
  #confirmed = new Map<number, string>()
  /** By topic: the value that was there when we came. */
  #retained = new Map<string, string>()

  /** `again`: this connection goes on with what an earlier one had. */
  isOld(publish: Received, again: boolean): boolean {
    const { qos, dup, messageId, retain, topic } = publish
    if (retain) {
      const mark = markOf(publish)
      const before = this.#retained.get(topic)
      keep(this.#retained, topic, mark)
      if (before === mark) return true
    } else if (this.#retained.has(topic)) keep(this.#retained, topic, markOf(publish))
    if (qos !== 1 || messageId === undefined) return false
    const mark = markOf(publish)
    const isOld = again && dup && this.#confirmed.get(messageId) === mark
    keep(this.#confirmed, messageId, mark)
    return isOld
  }

  /** Identifiers of before mean nothing any more. */
  clear(): void {
    this.#confirmed.clear()
  }
}

function keep<K>(map: Map<K, string>, key: K, mark: string): void {
  map.delete(key)
  map.set(key, mark)
  if (map.size <= MANY) return
  const oldest = map.keys().next()
  if (!oldest.done) map.delete(oldest.value)
}

/** FNV-1a of all bytes, with the length and the topic. */
function markOf({ topic, payload }: Publish): string {
  let mark = 0x811c9dc5
  for (const byte of payload) mark = Math.imul(mark ^ byte, 0x01000193)
  return `${topic}\n${payload.length} ${mark >>> 0}`
}
