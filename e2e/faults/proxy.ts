import type { Server, Socket } from 'node:net'
import { connect, createServer } from 'node:net'
import { once } from 'node:events'
import { Lane } from './lane.ts'

/** `down`: from the server to the client. */
export type Way = 'up' | 'down'

type Pair = { near: Socket; far: Socket; lanes: Record<Way, Lane> }
type Cut = { way: Way; bytes: number; done: () => void }

/** So long does what was let through before a cut have to reach the other side: an RST would overtake it. */
const CUT_MS = 5

/** A TCP proxy in front of a server, that can fail as networks do. Works on bytes: any protocol goes through it.
 *  (A browser's "offline" does not cut what is open.) */
export class Faults {
  readonly #target: { host: string; port: number }
  readonly #random: () => number
  readonly #pairs = new Set<Pair>()
  #server: Server | undefined
  #port = 0
  #latencyMs = 0
  #jitterMs = 0
  #stalled = false
  #cut: Cut | undefined

  private constructor(target: URL, random: () => number) {
    this.#target = { host: target.hostname, port: Number(target.port) }
    this.#random = random
  }

  /** In front of the server of that address. `random` (0 to 1) is what jitter is drawn from. */
  static async before(target: string, random: () => number = Math.random): Promise<Faults> {
    const faults = new Faults(new URL(target), random)
    await faults.restore()
    return faults
  }

  get host(): string {
    return `127.0.0.1:${this.#port}`
  }

  /** The same address, through here. */
  through(url: string): string {
    const through = new URL(url)
    through.host = this.host
    return through.href
  }

  /** How many connections are open. */
  get open(): number {
    return this.#pairs.size
  }

  /** Every chunk, both ways, takes so much longer, and up to `jitterMs` more; none overtakes another. */
  latency(ms: number, jitterMs = 0): void {
    this.#latencyMs = ms
    this.#jitterMs = jitterMs
  }

  /** Nothing goes through any more, and nobody is told. New connections are taken, and stall too. */
  stall(): void {
    this.#stalled = true
    for (const pair of this.#pairs) hold(pair)
  }

  /** Tears every connection down with RST, on both sides. */
  reset(): void {
    for (const pair of this.#pairs) tear(pair)
  }

  /** One side says FIN to the other, and may still talk: the server's (what a client hears), or the client's. */
  halfClose(side: 'server' | 'client' = 'server'): void {
    for (const { near, far } of this.#pairs) (side === 'server' ? near : far).end()
  }

  /** Of the next chunk that is longer only so many bytes go through; then that connection is torn down with RST.
   *  Resolves when that has happened. `restore` calls it off, and then it resolves too. */
  cutAfter(bytes: number, way: Way = 'down'): Promise<void> {
    return new Promise((done) => (this.#cut = { way, bytes, done }))
  }

  /** New connections are refused. Those that are open stay. */
  async refuse(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    server?.close()
  }

  /** The wire is cut: what is open is reset, what comes is refused. */
  async cut(): Promise<void> {
    await this.refuse()
    this.reset()
  }

  /** All is well again, at the same address. Waits until it listens. */
  async restore(): Promise<void> {
    this.latency(0)
    this.#stalled = false
    this.#cut?.done()
    this.#cut = undefined
    for (const { near, far, lanes } of this.#pairs) {
      near.resume()
      far.resume()
      lanes.up.release()
      lanes.down.release()
    }
    if (this.#server) return
    const server = createServer({ allowHalfOpen: true }, (near) => this.#join(near))
    this.#server = server
    server.listen(this.#port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (typeof address === 'object' && address) this.#port = address.port
  }

  async stop(): Promise<void> {
    await this.cut()
  }

  #join(near: Socket): void {
    const far = connect({ ...this.#target, allowHalfOpen: true })
    const pair: Pair = { near, far, lanes: { up: new Lane(), down: new Lane() } }
    this.#pairs.add(pair)
    const over = () => {
      this.#pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const [way, from, to] of [
      ['up', near, far],
      ['down', far, near],
    ] as const) {
      from.setNoDelay(true)
      from.on('data', (chunk) => this.#pass(pair, way, () => this.#write(pair, way, to, chunk)))
      from.on('end', () => this.#pass(pair, way, () => to.end()))
      from.on('error', over)
      from.on('close', over)
    }
    if (this.#stalled) hold(pair)
  }

  #pass({ lanes }: Pair, way: Way, run: () => void): void {
    lanes[way].pass(this.#latencyMs + this.#jitterMs * this.#random(), run)
  }

  #write(pair: Pair, way: Way, to: Socket, chunk: Buffer): void {
    if (!to.writable) return
    const cut = this.#cut
    if (cut?.way !== way || chunk.length <= cut.bytes) return void to.write(chunk)
    this.#cut = undefined
    hold(pair)
    to.write(chunk.subarray(0, cut.bytes), () =>
      setTimeout(() => {
        tear(pair)
        cut.done()
      }, CUT_MS),
    )
  }
}

function hold({ near, far, lanes }: Pair): void {
  near.pause()
  far.pause()
  lanes.up.hold()
  lanes.down.hold()
}

function tear({ near, far }: Pair): void {
  near.resetAndDestroy()
  far.resetAndDestroy()
}
