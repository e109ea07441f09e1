import type { IStore } from 'mqtt'
import type { Packet } from 'mqtt-packet'

type Callback = (error?: Error, packet?: Packet) => void

/** What is sent or taken and not confirmed: the store of an MQTT client, in memory, that outlives the client. All of it
 *  happens at once, so that a page that is hidden, whose timers come late, waits for nothing. */
export class PacketStore implements IStore {
  readonly #packets = new Map<number, Packet>()
  #isHeld = false
  #goOn = () => {}

  has(id: number): boolean {
    return this.#packets.has(id)
  }

  clear(): void {
    this.#packets.clear()
  }

  put(packet: Packet, done: (error?: Error) => void): this {
    this.#packets.set(idOf(packet), packet)
    done()
    return this
  }

  get(packet: Pick<Packet, 'messageId'>, done: Callback): this {
    const found = this.#packets.get(idOf(packet))
    if (found) done(undefined, found)
    else done(new Error('missing packet'))
    return this
  }

  del(packet: Pick<Packet, 'messageId'>, done: Callback): this {
    const found = this.#packets.get(idOf(packet))
    this.#packets.delete(idOf(packet))
    if (found) done(undefined, found)
    else done(new Error('missing packet'))
    return this
  }

  /** From now on what is to be sent again waits for `release`. */
  hold(): void {
    this.#isHeld = true
    this.#goOn = () => {}
  }

  release(): void {
    this.#isHeld = false
    this.#goOn()
    this.#goOn = () => {}
  }

  /** What is to be sent again, in the order in which it was sent, marked as such.
   *  [spec] https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901238 */
  createStream(): ReturnType<IStore['createStream']> {
    const packets = [...this.#packets.values()]
    let end = () => {}
    let isOver = false
    const stream = {
      read: () => {
        if (this.#isHeld) return undefined
        const packet = packets.shift()
        if (!packet) end()
        return packet && (packet.cmd === 'publish' ? { ...packet, dup: true } : packet)
      },
      on(name: string, hear: () => void) {
        if (name === 'end') end = once(hear)
        return stream
      },
      // Asked for by who read nothing.
      once: (_: string, hear: () => void) => {
        if (this.#isHeld) this.#goOn = () => !isOver && hear()
        return stream
      },
      destroy() {
        isOver = true
        packets.length = 0
        end = () => {}
      },
    }
    // All of a stream that its one reader asks for.
    return stream as unknown as ReturnType<IStore['createStream']>
  }

  /** What is kept is kept: the next client goes on with it. */
  close(done: (error?: Error) => void): void {
    done()
  }
}

function idOf({ messageId = 0 }: Pick<Packet, 'messageId'>): number {
  return messageId
}

function once(run: () => void): () => void {
  let ran = false
  return () => {
    if (!ran) run()
    ran = true
  }
}
