import type { TransportCtor } from './transport-ctor.ts'
import { Transport } from 'engine.io-client'
import type { Packet, RawData } from 'engine.io-parser'
import { decodePacket, encodePacket } from 'engine.io-parser'
import type { Frame } from '../../model/message.ts'
import { MAX_TEXT_CHARS } from '../../model/text.ts'
import { NetError } from '../../net/errors.ts'
import { Pacing } from '../../net/pacing.ts'
import type { Socket } from '../../net/socket.ts'
import { Ahead } from '../ahead.ts'
import type { Wires } from './wires.ts'
import { Opening } from './wires.ts'

/** How often it is looked whether a congested wire has room again. */
const ROOM_MS = 50

/** The library's transport by WebSocket, over the attempt's wires. */
export function socketTransport(wires: Wires): TransportCtor {
  const { net } = wires

  return class SocketTransport extends Transport {
    #frames: Ahead<Frame> | undefined
    #socket: Socket | undefined
    #isOver = false

    override get name(): string {
      return 'websocket'
    }

    protected override doOpen(): void {
      void this.#run()
    }

    protected override doClose(): void {
      this.#isOver = true
      this.#frames?.close()
    }

    protected override write(packets: Packet[]): void {
      this.writable = false
      // What is written while this goes out is not among it.
      void this.#send([...packets])
    }

    async #run(): Promise<void> {
      try {
        const socket = await net.socket(wires.address('ws', this.query))
        const frames = new Ahead(socket)
        if (this.#isOver) return frames.close()
        this.#socket = socket
        this.#frames = frames
        this.onOpen()
        await this.#read(frames)
        if (!this.#isOver) this.onClose()
      } catch (error) {
        if (!this.#isOver) this.onError('websocket error', error)
      }
    }

    async #read(frames: Ahead<Frame>): Promise<void> {
      const opening = new Opening(this.query['sid'] !== undefined)
      const pacing = new Pacing()
      while (await frames.more) {
        const goesOn = pacing.spell()
        const count = frames.take((frame) => this.#take(frame, opening), goesOn)
        await wires.given()
        const lull = pacing.lull(count)
        if (lull > 0 && goesOn()) await net.sleep(lull)
        await pacing.breath()
      }
    }

    #take(frame: Frame, opening: Opening): void {
      if (this.#isOver) return
      wires.heard()
      if (typeof frame === 'string' && frame.length > MAX_TEXT_CHARS)
        throw new NetError('dropped', {
          code: 'too-large',
          params: { megabytes: MAX_TEXT_CHARS / 1024 ** 2 },
        })
      const packet = opening.take(decodePacket(frame, 'arraybuffer'), wires)
      if (packet) this.onPacket(packet)
    }

    async #send(packets: readonly Packet[]): Promise<void> {
      try {
        for (const packet of packets) await this.#give(await encoded(packet))
      } catch (error) {
        // Why the wire is gone is told by whoever reads it.
        return wires.unsent(error)
      }
      this.writable = true
      this.emitReserved('drain')
    }

    /** A wire that is congested takes it later. */
    async #give(frame: Frame): Promise<void> {
      for (;;)
        try {
          return await this.#socket?.send(frame)
        } catch (error) {
          if (!(error instanceof NetError) || error.kind !== 'busy') throw error
          await net.sleep(ROOM_MS)
        }
    }
  }
}

function encoded(packet: Packet): Promise<Frame> {
  return new Promise((resolve) => encodePacket(packet, true, (data: RawData) => resolve(data as Frame)))
}
