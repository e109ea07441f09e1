import type { MqttClient } from 'mqtt'
import type { Twice } from './twice.ts'

/** The pings of one connection, and their answers. */
export class Pings {
  readonly #client: MqttClient
  readonly #twice: Twice
  #waiting: (() => void)[] = []

  constructor(client: MqttClient, twice: Twice) {
    this.#client = client
    this.#twice = twice
    twice.begin()
    client.on('packetsend', ({ cmd }) => cmd === 'pingreq' && twice.pinged())
  }

  send(): void {
    this.#client.sendPing()
  }

  /** Resolves when the broker answered. */
  ask(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      this.send()
    })
  }

  answered(): void {
    this.#twice.ponged()
    for (const answered of this.#waiting.splice(0)) answered()
  }
}
