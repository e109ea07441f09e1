import { covers } from '../../backends/mqtt/topics-read.ts'
import type { World } from '../world.ts'
import { newsOf, readingNews } from './mqtt-world.ts'

/** What is published, whoever did. */
export type Published = {
  topic: string
  payload: Uint8Array
  qos: number
  retain: boolean
  /** Of MQTT 5: passed on as they came. */
  properties?: object | undefined
}

/** One who listens. */
export interface Guest {
  /** By filter: the quality that was granted. */
  readonly filters: ReadonlyMap<string, number>
  tell(published: Published, qos: number): void
}

/** So many values are kept of topics that are not the world's. */
const KEPT = 500

/** Where all guests of one world meet: what is the world's own is told as it happens, and the rest is passed on. */
export class Hub {
  readonly #world: World
  readonly #guests = new Set<Guest>()
  readonly #kept = new Map<string, Published>()
  #unsubscribe = () => {}
  static readonly #hubs = new WeakMap<World, Hub>()

  private constructor(world: World) {
    this.#world = world
  }

  static of(world: World): Hub {
    const hub = this.#hubs.get(world) ?? new Hub(world)
    this.#hubs.set(world, hub)
    return hub
  }

  join(guest: Guest): void {
    if (this.#guests.size === 0)
      this.#unsubscribe = this.#world.subscribe((event) => {
        const { topic, text } = newsOf(event)
        // Told as it happens, it is news: that it is kept is said to who comes later.
        this.pass({ topic, payload: encode(text), qos: 1, retain: false })
      })
    this.#guests.add(guest)
  }

  leave(guest: Guest): void {
    this.#guests.delete(guest)
    if (this.#guests.size === 0) this.#unsubscribe()
  }

  /** Tells everybody who listens there, each once. */
  pass(published: Published): void {
    for (const guest of [...this.#guests]) {
      let granted = -1
      for (const [filter, qos] of guest.filters)
        if (qos > granted && covers(filter, published.topic)) granted = qos
      if (granted >= 0) guest.tell({ ...published, retain: false }, Math.min(granted, published.qos))
    }
  }

  /** Keeps it as its topic's value; an empty one deletes that. */
  keep(published: Published): void {
    this.#kept.delete(published.topic)
    if (published.payload.length === 0) return
    this.#kept.set(published.topic, published)
    const oldest = this.#kept.keys().next()
    if (this.#kept.size > KEPT && !oldest.done) this.#kept.delete(oldest.value)
  }

  /** The values of what one listens to from now on. */
  *valuesFor(filter: string): Generator<Published> {
    for (const reading of this.#world.readings) {
      const { topic, text } = readingNews(reading)
      if (covers(filter, topic)) yield { topic, payload: encode(text), qos: 1, retain: true }
    }
    for (const published of this.#kept.values())
      if (covers(filter, published.topic)) yield { ...published, retain: true }
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
