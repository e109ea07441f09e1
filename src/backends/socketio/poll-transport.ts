import { decodePacket } from 'engine.io-parser'
import type { Packet } from 'engine.io-parser'
import { Fetch } from 'socket.io-client'
import type { Ask } from '../../net/http.ts'
import { NetError } from '../../net/errors.ts'
import { Pacing } from '../../net/pacing.ts'
import { explainAnswer, unopened } from './handshake.ts'
import type { TransportCtor } from './transport-ctor.ts'
import type { Wires } from './wires.ts'
import { Opening } from './wires.ts'

/** A server holds an answer back until it has something to say, at the latest its ping: past that it is the heartbeat's to
 *  judge. */
const ANSWER_MS = 86_400_000
/** A server that has answered so many times in a row at once is asked no faster than this. */
const MANY = 50
const QUICK_MS = 20
/** What stands between the packets of an answer. */
const SEPARATOR = '\x1e'
/** So many are read before the page gets its turn. */
const AT_ONCE = 200

/** The library's transport by long polling, over the attempt's wires. */
export function pollTransport(wires: Wires): TransportCtor {
  const { net, credentials } = wires

  return class PollTransport extends Fetch {
    readonly #opening = new Opening(this.query['sid'] !== undefined)
    readonly #pacing = new Pacing()
    #isOver = false
    #quick = 0

    override doPoll(): void {
      void this.#poll()
    }

    override doWrite(data: string, callback: () => void): void {
      const headers = { 'Content-Type': 'text/plain;charset=UTF-8' }
      this.#ask({ method: 'POST', body: data, headers }).then(callback, (error: unknown) => {
        if (!isTooMuch(error)) return this.#fail(error)
        // It is no reason to end the connection for good.
        wires.unsent(new NetError('refused', error.why, error))
        this.#fail(new NetError('dropped', error.why, error))
      })
    }

    override doClose(): void {
      super.doClose()
      this.#isOver = true
    }

    protected override onPacket(packet: Packet): void {
      const taken = this.#opening.take(packet, wires)
      if (taken) super.onPacket(taken)
    }

    async #poll(): Promise<void> {
      try {
        // Who asks for more has done with what came.
        await wires.given()
        if (this.#quick > MANY) await net.sleep(QUICK_MS)
        if (this.#isOver) return
        const { text, ms } = await this.#ask(this.#opening.isOpen ? { timeoutMs: ANSWER_MS } : {})
        this.#quick = ms < QUICK_MS ? this.#quick + 1 : 0
        wires.heard()
        await this.#hear(text)
      } catch (error) {
        this.#fail(error)
      }
    }

    /** The library takes an answer in one go, however long it is: so it gets the last of its packets only. */
    async #hear(text: string): Promise<void> {
      const packets = this.#opening.isOpen ? text.split(SEPARATOR) : [text]
      while (packets.length > AT_ONCE && !this.#isOver) {
        for (const packet of packets.splice(0, AT_ONCE)) this.onPacket(decodePacket(packet, 'arraybuffer'))
        await wires.given()
        await this.#pacing.breath()
      }
      if (this.#isOver) return
      const last = packets.join(SEPARATOR)
      // The library opens by itself; what opens nothing it would ask for again and again.
      if (!this.#opening.isOpen && !last.startsWith('0')) throw unopened(last)
      this.onData(last)
    }

    #ask(ask: Ask): ReturnType<typeof net.request> {
      const url = wires.address('http', this.query)
      const request = { cache: 'no-store' as const, ...(credentials && { credentials }), ...ask }
      return net.request(url, request).catch((error: unknown) => {
        throw this.#opening.isOpen ? letIn(error, url) : explainAnswer(error, url, wires.wasLetIn)
      })
    }

    #fail(error: unknown): void {
      if (!this.#isOver) this.onError('polling error', error as number)
    }
  }
}

/** A server, or what stands before it, does not take so much at once. */
function isTooMuch(error: unknown): error is NetError {
  return error instanceof NetError && error.status === 413
}

/** A server that let this page in does not forbid it: what looks so is one that falls and comes back. */
function letIn(error: unknown, url: string): unknown {
  const isForbidden = error instanceof NetError && error.why.code === 'no-cors'
  return isForbidden ? new NetError('dropped', { code: 'ended' }) : explainAnswer(error, url, true)
}
