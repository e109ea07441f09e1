import type { Frame } from './message.ts'
import type { Reason } from './reason.ts'
import type { Status } from './status.ts'

/** What crossed a wire. `event` and `id` are those of a server-sent event. A request has its method as `event`, and an
 *  empty frame where it has no body; its answer has its status as `event`, also where that says no. */
export type TracedFrame = {
  at: number
  kind: 'in' | 'out'
  frame: Frame
  event?: string
  id?: string
  /** Where a request went. */
  url?: string
  /** An answer's media type, and how long it took. */
  type?: string
  ms?: number
}

/** What happened to a wire: it opened (`detail`: the subprotocol, or the answer's status), it closed or did not open at
 *  all (`code` and `reason` are a WebSocket's, where it has them; `why`: unless this page closed it), the connection's
 *  state changed, or something worth a note: a line of an event stream that is no event, as it came. */
export type TracedEvent =
  | { at: number; kind: 'open'; url: string; detail?: string }
  | { at: number; kind: 'close'; detail: string; code?: number; reason?: string; why?: Reason }
  | { at: number; kind: 'status'; status: Status }
  | { at: number; kind: 'note'; detail: string }

/** One thing that crossed a wire, or happened to it. `at` is epoch ms. Data: a file and another tab take it as it is. */
export type Traced = TracedFrame | TracedEvent

/** Hears all of it, as it happens. */
export type Trace = (traced: Traced) => void
