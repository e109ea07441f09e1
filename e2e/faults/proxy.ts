import type { Server, Socket } from 'node:net'
import { connect, createServer } from 'node:net'
import { once } from 'node:events'

type Pair = { near: Socket; far: Socket }

/** A TCP proxy in front of a server, that can fail as networks do. Works on bytes: any protocol goes through it.
 *  (A browser's "offline" does not cut what is open.) */
export class Faults {
  readonly #target: { host: string; port: number }
  readonly #pairs = new Set<Pair>()
  #server: Server | undefined
  #port = 0
  #latencyMs = 0
  #stalled = false

  private constructor(target: URL) {
    this.#target = { host: target.hostname, port: Number(target.port) }
  }

  /** In front of the server of that address. */
  static async before(target: string): Promise<Faults> {
    const faults = new Faults(new URL(target))
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

  /** Every chunk, both ways, takes so much longer. */
  latency(ms: number): void {
    this.#latencyMs = ms
  }

  /** Nothing goes through any more, and nobody is told. New connections are taken, and stall too. */
  stall(): void {
    this.#stalled = true
    for (const { near, far } of this.#pairs) {
      near.pause()
      far.pause()
    }
  }

  /** Tears every connection down with RST. */
  reset(): void {
    for (const { near, far } of this.#pairs) {
      near.resetAndDestroy()
      far.destroy()
    }
  }

  /** The server's side says FIN; the client may still talk. */
  halfClose(): void {
    for (const { near } of this.#pairs) near.end()
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
    this.#latencyMs = 0
    this.#stalled = false
    for (const { near, far } of this.#pairs) {
      near.resume()
      far.resume()
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
    const pair = { near, far }
    this.#pairs.add(pair)
    const over = () => {
      this.#pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.setNoDelay(true)
      from.on('data', (chunk) => this.#pass(() => to.writable && to.write(chunk)))
      from.on('end', () => this.#pass(() => to.end()))
      from.on('error', over)
      from.on('close', over)
    }
    if (this.#stalled) {
      near.pause()
      far.pause()
    }
  }

  #pass(run: () => void): void {
    if (this.#latencyMs === 0) run()
    else setTimeout(run, this.#latencyMs)
  }
}
