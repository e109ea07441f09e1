import type { Sent } from './under-way.ts'

/** A connection that ends sooner after a message went out may have been ended for it. */
const SOON_MS = 2_000
/** A long message takes its time until it is there: bytes in a ms. */
const SLOW = 16
/** For so long a suspect is held back once a connection is ready. */
export const HELD_MS = 3_000
/** One that was ready for so long before is one that holds: less, since a timer may come early. */
const CALM_MS = 2_500
/** So often in a row is no accident. */
const ENOUGH = 2

/** Tells a message that a broker hangs up on (MQTT 3.1.1 has no other way to refuse one) from a wire that is lost. It is
 *  suspected where a connection ended soon after it went out. The next one sends it only when it has proved to hold; one that
 *  ends before proves it innocent; and it is guilty where one that held ends as soon as it goes out, and another one, too. */
export class Suspect {
  #id: number | undefined
  #times = 0
  #isSuspected = false

  /** What is to be sent again waits until the connection has proved to hold. */
  get isSuspected(): boolean {
    return this.#isSuspected
  }

  /** A connection was ended by the other side (at epoch ms `now`); `said`: with a reason that may be a message. Returns the
   *  identifier of what is guilty. */
  ended(underWay: readonly Sent[], now: number, said: boolean): number | undefined {
    const soon = underWay.filter(({ at, bytes }) => now - at <= SOON_MS + bytes / SLOW)
    const [first, ...others] = soon
    // Of several it cannot be told which: they go out one by one the next time.
    const one = others.length === 0 ? first : undefined
    if (one?.id !== this.#id) this.clear()
    this.#id = one?.id
    this.#isSuspected = first !== undefined
    if (!one) return undefined
    if (said || one.calmMs >= CALM_MS) this.#times++
    if (this.#times < ENOUGH) return undefined
    this.clear()
    return one.id
  }

  /** The broker has answered it. */
  acquit(id: number): void {
    if (id === this.#id) this.clear()
  }

  clear(): void {
    this.#id = undefined
    this.#times = 0
    this.#isSuspected = false
  }
}
