import type { Frame } from '../model/message.ts'
import type { Peer } from './dialect.ts'

/** A peer for tests, that writes down what it is told. */
export class FakePeer implements Peer {
  readonly url: URL
  readonly heard: string[] = []
  closed: number | undefined
  readonly #over = new AbortController()

  constructor(url: string) {
    this.url = new URL(url)
  }

  get signal(): AbortSignal {
    return this.#over.signal
  }

  send(frame: Frame): void {
    this.heard.push(String(frame))
  }

  close(code = 1000): void {
    this.closed = code
    this.#over.abort()
  }
}
