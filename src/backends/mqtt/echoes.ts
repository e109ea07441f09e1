/** What was published comes back within so long after it was said, or after the next connection is ready. */
const ECHO_MS = 10_000
/** So many are waited for. */
const MANY = 200

type Said = { id: string; topic: string; payload: Uint8Array; until: number }

/** What we published to a topic that we listen to: a broker tells it to us like to anybody else, and by that it is known
 *  as ours. Two who say the same at once are two lines in any case. */
export class Echoes {
  #said: Said[] = []

  /** `id`: the draft's. Times are epoch ms. */
  said(id: string, topic: string, payload: Uint8Array, now: number): void {
    // One that goes out again is waited for once.
    this.#said = this.#said.filter((said) => said.id !== id)
    this.#said.push({ id, topic, payload, until: now + ECHO_MS })
    if (this.#said.length > MANY) this.#said.shift()
  }

  /** The id of the draft that this is the echo of. */
  match(topic: string, payload: Uint8Array, now: number): string | undefined {
    if (this.#said.length === 0) return undefined
    this.#said = this.#said.filter(({ until }) => until >= now)
    const at = this.#said.findIndex((said) => said.topic === topic && isSame(said.payload, payload))
    return at < 0 ? undefined : this.#said.splice(at, 1)[0]?.id
  }

  /** It was not taken: nothing comes back. */
  forget(id: string): void {
    this.#said = this.#said.filter((said) => said.id !== id)
  }

  /** A connection goes on with the session: what has not come may come now. */
  goOn(now: number): void {
    for (const said of this.#said) said.until = now + ECHO_MS
  }

  clear(): void {
    this.#said = []
  }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}
