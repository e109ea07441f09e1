import type { Clock } from '../net/clock.ts'
import type { Platform } from '../net/platform.ts'
import { readHead } from './read-head.ts'

/** How long (ms) a server may take to answer the first question, and those that follow from it. */
export const PATIENCE_MS = 12_000
export const SHORT_PATIENCE_MS = 5_000

/** What became of a request that this page may not read: somebody answered, it failed, or nothing came at all. */
export type Seen = { kind: 'answered' | 'failed' | 'silent'; ms: number }
/** What became of one that it may read. `head` is the beginning of what is no event stream. `redirected`: it is sent on to
 *  another address, where it was not to be followed. */
export type Read =
  | { kind: 'answered'; ms: number; status: number; name: string; type: string; head: string }
  | { kind: 'redirected' | 'failed' | 'silent'; ms: number }
/** How something is asked that may be read. */
export type ReadAsk = Pick<RequestInit, 'credentials' | 'redirect'> & {
  headers?: Readonly<Record<string, string>>
}
/** What became of a WebSocket. `code` is its close code, or undefined where the browser would not even try. */
export type Opened =
  | { kind: 'opened'; ms: number; protocol: string }
  | { kind: 'failed'; ms: number; code: number | undefined }
  | { kind: 'silent'; ms: number }

export type ProbeKind = 'look' | 'read' | 'socket'

/** The questions that checks may ask of a server. Each is asked at most once, has its time, and changes nothing there. */
export interface Probes {
  /** A GET whose answer this page may not read: is anybody there? */
  see(url: URL, patienceMs?: number): Promise<Seen>
  /** A GET whose answer it may read, if the server allows it. */
  read(url: URL, ask?: ReadAsk): Promise<Read>
  /** A WebSocket that is closed as soon as it is open. */
  open(url: URL, protocols?: readonly string[]): Promise<Opened>
  /** What the browser says about a permission; undefined where it knows none of that name. */
  permission(name: string): Promise<PermissionState | undefined>
}

export type Ground = {
  platform: Platform
  signal: AbortSignal
  /** `navigator.permissions`, where there is one. */
  permissions?: Pick<Permissions, 'query'> | undefined
  /** Is told what is asked, before it is. */
  onask?: (kind: ProbeKind) => void
}

/** The probes of one round. Throws the signal's reason once it is aborted, and nothing else. */
export class WireProbes implements Probes {
  readonly #ground: Ground
  readonly #asked = new Map<string, Promise<unknown>>()

  constructor(ground: Ground) {
    this.#ground = ground
  }

  see(url: URL, patienceMs = PATIENCE_MS): Promise<Seen> {
    return this.#once(`see ${url.href}`, 'look', () =>
      this.#timed<Seen>(patienceMs, async (signal, took) => {
        const init = { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal } as const
        await this.#ground.platform.fetch(url.href, init)
        return { kind: 'answered', ms: took() }
      }),
    )
  }

  read(
    url: URL,
    { headers = {}, credentials = 'same-origin', redirect = 'follow' }: ReadAsk = {},
  ): Promise<Read> {
    return this.#once(`read ${url.href} ${credentials} ${redirect} ${JSON.stringify(headers)}`, 'read', () =>
      this.#timed<Read>(PATIENCE_MS, async (signal, took) => {
        const init = { headers, credentials, redirect, cache: 'no-store', signal } as const
        const response = await this.#ground.platform.fetch(url.href, init)
        const ms = took()
        if (response.type === 'opaqueredirect') return { kind: 'redirected', ms }
        const type = response.headers.get('content-type') ?? ''
        const head = await readHead(response, this.#ground.platform.clock)
        const { status, statusText: name } = response
        return { kind: 'answered', ms, status, name, type, head }
      }),
    )
  }

  open(url: URL, protocols: readonly string[] = []): Promise<Opened> {
    return this.#once(`open ${url.href} ${protocols.join()}`, 'socket', () =>
      this.#openSocket(url, protocols),
    )
  }

  permission(name: string): Promise<PermissionState | undefined> {
    const { permissions } = this.#ground
    const ask = async () => (await permissions?.query({ name } as unknown as PermissionDescriptor))?.state
    // A name that this browser does not know is an error.
    return ask().catch(() => undefined)
  }

  #once<Answer>(key: string, kind: ProbeKind, ask: () => Promise<Answer>): Promise<Answer> {
    const asked = this.#asked.get(key) as Promise<Answer> | undefined
    if (asked) return asked
    this.#ground.signal.throwIfAborted()
    this.#ground.onask?.(kind)
    const asking = ask()
    this.#asked.set(key, asking)
    return asking
  }

  async #timed<Answer extends { kind: string; ms: number }>(
    patienceMs: number,
    ask: (signal: AbortSignal, took: () => number) => Promise<Answer>,
  ): Promise<Answer | { kind: 'failed' | 'silent'; ms: number }> {
    const { platform, signal } = this.#ground
    const { clock } = platform
    const started = clock.now()
    const took = () => clock.now() - started
    const round = new AbortController()
    const stop = () => round.abort(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    let late = false
    // What asks may not heed the signal (a mocked stream does not): the wait ends all the same.
    const patience = waitFor(clock, patienceMs, round.signal, () => {
      late = true
      round.abort()
    })
    try {
      return await Promise.race([ask(round.signal, took), patience])
    } catch {
      signal.throwIfAborted()
      return { kind: late ? 'silent' : 'failed', ms: took() }
    } finally {
      // Also closes a stream that answered.
      round.abort()
      signal.removeEventListener('abort', stop)
    }
  }

  #openSocket(url: URL, protocols: readonly string[]): Promise<Opened> {
    return this.#timed<Opened>(
      SHORT_PATIENCE_MS,
      (signal, took) =>
        new Promise((resolve, reject) => {
          let socket: WebSocket
          try {
            socket = new this.#ground.platform.WebSocket(url.href, [...protocols])
          } catch (error) {
            const isOurs = error instanceof DOMException || error instanceof SyntaxError
            return isOurs ? resolve({ kind: 'failed', ms: took(), code: undefined }) : reject(error)
          }
          socket.onopen = () => resolve({ kind: 'opened', ms: took(), protocol: socket.protocol })
          socket.onclose = ({ code }) => resolve({ kind: 'failed', ms: took(), code })
          // It is over as soon as it is answered, too.
          signal.addEventListener('abort', () => socket.close(1000), { once: true })
        }),
    ) as Promise<Opened>
  }
}

function waitFor(clock: Clock, ms: number, signal: AbortSignal, late: () => void): Promise<never> {
  return new Promise((_, reject) => {
    const cancel = clock.after(ms, late)
    const end = () => {
      cancel()
      reject(signal.reason)
    }
    signal.addEventListener('abort', end, { once: true })
  })
}
