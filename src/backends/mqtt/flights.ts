import type { Receipt } from '../../model/act.ts'
import { NetError } from '../../net/errors.ts'
import type { PacketStore } from './store.ts'

type Flight = { resolve: (receipt: Receipt) => void; reject: (error: NetError) => void; topic: string }

/** What is published with QoS 1 or 2 and on its way. A flight goes on over a reconnect: where the broker kept the session,
 *  the packet is sent again under its old identifier, and the draft waits for that answer. */
export class Flights {
  readonly #store: PacketStore
  /** By the packet's identifier. */
  readonly #flights = new Map<number, Flight>()

  constructor(store: PacketStore) {
    this.#store = store
  }

  /** Resolves with the broker's word that it has it. Rejects with NetError: refused by the broker, or in doubt. */
  begin(id: number, topic: string): Promise<Receipt> {
    return new Promise((resolve, reject) => this.#flights.set(id, { resolve, reject, topic }))
  }

  topicOf(id: number): string | undefined {
    return this.#flights.get(id)?.topic
  }

  arrived(id: number): void {
    this.#flights.get(id)?.resolve({})
    this.#flights.delete(id)
  }

  failed(id: number, error: NetError): void {
    this.#flights.get(id)?.reject(error)
    this.#flights.delete(id)
  }

  /** As `failed`, and it is not sent again. */
  giveUp(id: number, error: NetError): void {
    this.#store.del({ messageId: id }, () => undefined)
    this.failed(id, error)
  }

  /** Nobody will answer any more. */
  lose(): void {
    this.#store.clear()
    for (const { reject } of this.#flights.values())
      reject(new NetError('dropped', { code: 'mqtt.in-doubt' }))
    this.#flights.clear()
  }
}
