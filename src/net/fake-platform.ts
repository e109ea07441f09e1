import { FakeClock } from './fake-clock.ts'
import type { Platform } from './platform.ts'

type Handler<E> = ((event: E) => void) | null

/** A WebSocket for tests: the test plays the server. */
export class FakeSocket {
  static readonly made: FakeSocket[] = []
  readonly url: string
  readonly protocols: string[]
  binaryType = 'blob'
  readyState = 0
  bufferedAmount = 0
  protocol = ''
  sent: unknown[] = []
  closedWith: number | undefined
  onopen: Handler<Event> = null
  onmessage: Handler<{ data: unknown }> = null
  onclose: Handler<{ code: number; reason: string }> = null
  onerror: Handler<Event> = null

  constructor(url: string, protocols: string[] = []) {
    this.url = url
    this.protocols = protocols
    FakeSocket.made.push(this)
  }

  send(frame: unknown): void {
    this.sent.push(frame)
  }

  close(code?: number): void {
    this.closedWith = code
    this.readyState = 2
  }

  /** The server's side. */
  open(protocol = ''): void {
    this.protocol = protocol
    this.readyState = 1
    this.onopen?.(new Event('open'))
  }

  give(data: unknown): void {
    this.onmessage?.({ data })
  }

  drop(code = 1006, reason = ''): void {
    this.readyState = 3
    this.onerror?.(new Event('error'))
    this.onclose?.({ code, reason })
  }
}

/** A fetch for tests: each call is answered by the next of the answers, in order. */
export class FakeFetch {
  readonly calls: { url: string; init: RequestInit }[] = []
  readonly #answers: ((init: RequestInit) => Response | Promise<Response>)[]

  constructor(...answers: ((init: RequestInit) => Response | Promise<Response>)[]) {
    this.#answers = answers
  }

  readonly fetch = (async (url: string, init: RequestInit = {}) => {
    this.calls.push({ url, init })
    const answer = this.#answers.shift()
    if (!answer) throw new TypeError('Failed to fetch')
    return answer(init)
  }) as typeof fetch
}

/** Answers nothing until the request is aborted. */
export function never({ signal }: RequestInit): Promise<Response> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
}

/** A platform of fakes; `random` always draws the middle. */
export function fakePlatform(more: Partial<Platform> = {}): Platform & { clock: FakeClock } {
  return {
    fetch: new FakeFetch().fetch,
    WebSocket: FakeSocket as unknown as typeof WebSocket,
    EventSource: undefined,
    origin: 'http://page.test',
    random: () => 0.5,
    ...more,
    clock: (more.clock as FakeClock) ?? new FakeClock(),
  }
}
