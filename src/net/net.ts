import type { Clock } from './clock.ts'
import { sleep } from './clock.ts'
import type { EventsItem, EventsOptions } from './events.ts'
import { openEvents } from './events.ts'
import type { Answer, Ask } from './http.ts'
import { request } from './http.ts'
import type { Pace } from './pace.ts'
import type { Platform, WireOptions } from './platform.ts'
import { poll } from './poll.ts'
import type { Socket } from './socket.ts'
import { openSocket } from './socket.ts'

/** The wires and the clock, bound to one attempt's signal and trace: all that a backend has of the world. A test, a
 *  fault suite or a replay stands in for it. */
export interface Net {
  readonly clock: Clock
  readonly signal: AbortSignal
  socket(url: string, protocols?: string[]): Promise<Socket>
  /** `signal`: ends this stream alone, also before it began. */
  events(
    url: string,
    options?: Omit<EventsOptions, keyof WireOptions> & { signal?: AbortSignal },
  ): Promise<AsyncIterable<EventsItem>>
  poll<A>(ask: (signal: AbortSignal) => Promise<A>): AsyncIterable<A>
  /** Polls at once, outside the interval. */
  pollNow(): void
  request(url: string, ask?: Ask): Promise<Answer>
  sleep(ms: number): Promise<void>
}

export function createNet(options: WireOptions & { platform: Platform; pace: Pace }): Net {
  const { signal, platform, pace } = options
  return {
    clock: platform.clock,
    signal,
    socket: (url, protocols) => openSocket(url, { ...options, ...(protocols && { protocols }) }),
    events: (url, { signal: own, ...more } = {}) =>
      openEvents(url, { ...options, ...more, signal: own ? AbortSignal.any([signal, own]) : signal }),
    poll: (ask) => poll(ask, pace, { signal, clock: platform.clock, random: platform.random }),
    pollNow: () => pace.now(),
    request: (url, ask = {}) => request(url, ask, options),
    sleep: (ms) => sleep(ms, signal, platform.clock),
  }
}
