import type { Publish } from './publish-read.ts'
import { markOf } from './twice.ts'

/** Copies of one message come within so long. */
const TOGETHER_MS = 10_000
/** So many different messages are remembered. */
const MANY = 500

type Counted = { shown: number; by: Map<number, number>; until: number }

/** Tells the copies of a message that a broker sends once for each of our subscriptions that match it (MQTT 5, with an
 *  identifier for each; Mosquitto and EMQX do). Two honest equal messages are two copies for the same subscription; a copy is
 *  one of a message that is shown already where there were as many for another. One copy for all, whichever identifiers it
 *  has, is never taken for another's. */
export class Copies {
  readonly #counted = new Map<string, Counted>()

  /** `now`: epoch ms. */
  isCopy(publish: Publish, now: number): boolean {
    const given = publish.properties?.subscriptionIdentifier
    if (given === undefined || publish.retain) return false
    const mark = markOf(publish)
    const before = this.#counted.get(mark)
    const counted: Counted = before && before.until >= now ? before : { shown: 0, by: new Map(), until: 0 }
    counted.until = now + TOGETHER_MS
    this.#keep(mark, counted)
    let most = 0
    for (const id of [given].flat()) {
      const times = (counted.by.get(id) ?? 0) + 1
      counted.by.set(id, times)
      most = Math.max(most, times)
    }
    if (most <= counted.shown) return true
    counted.shown = most
    return false
  }

  clear(): void {
    this.#counted.clear()
  }

  #keep(mark: string, counted: Counted): void {
    this.#counted.delete(mark)
    this.#counted.set(mark, counted)
    const oldest = this.#counted.keys().next()
    if (this.#counted.size > MANY && !oldest.done) this.#counted.delete(oldest.value)
  }
}
