import type { Clock } from './clock.ts'
import { clock } from './clock.ts'
import type { Trace } from '../model/traced.ts'

/** What the wires need of a browser. Replaced in tests, by the demo and, later, by a replay. */
export type Platform = {
  fetch: typeof fetch
  WebSocket: typeof WebSocket
  EventSource: typeof EventSource | undefined
  /** The page's own origin. Undefined where there is no page, and so no CORS. */
  origin?: string | undefined
  clock: Clock
  /** As Math.random. */
  random: () => number
}

/** The browser's (or Node's) own. Looked up when asked for, not when loaded. */
export function browserPlatform(): Platform {
  return {
    fetch: globalThis.fetch.bind(globalThis),
    WebSocket: globalThis.WebSocket,
    EventSource: globalThis.EventSource,
    origin: typeof location === 'undefined' ? undefined : location.origin,
    clock,
    random: Math.random,
  }
}

/** What every wire takes. `heard` is called for any inbound byte: it is life. */
export type WireOptions = {
  signal: AbortSignal
  trace?: Trace
  heard?: () => void
  platform?: Platform
}
