import { pause } from '../until.ts'

const ASK_MS = 5_000
const AGAIN_MS = 50

/** A numbered line, as `label` reads it. */
export function line(way: 'up' | 'down', number: number): string {
  return `${way} ${String(number).padStart(5, '0')}`
}

/** Someone else who talks to the server, not through the proxy: in order, each line until the server says that it has
 *  it, always under the same id. So whatever is lost, it is not lost here. */
export class Sender {
  readonly #address: () => string
  readonly #run: string
  /** The last number that the server has. */
  told = 0

  /** `run` tells this run's ids from others. */
  constructor(address: () => string, run: string) {
    this.#address = address
    this.#run = run
  }

  /** Tells the next line. Returns when the server has it, or when the signal ends it. */
  async tell(signal: AbortSignal): Promise<void> {
    const number = this.told + 1
    const body = JSON.stringify({ id: `${this.#run}-down-${number}`, text: line('down', number) })
    const headers = { 'Content-Type': 'application/json' }
    for (;;) {
      signal.throwIfAborted()
      const late = AbortSignal.timeout(ASK_MS)
      const answer = await fetch(this.#address(), { method: 'POST', headers, body, signal: late }).catch(
        () => undefined,
      )
      // Its text ends the exchange, so that the connection can be used again.
      await answer?.text().catch(() => undefined)
      if (answer?.ok) break
      await pause(AGAIN_MS)
    }
    this.told = number
  }
}
