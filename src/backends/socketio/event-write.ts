import type { Act } from '../../model/act.ts'
import { isTooDeep, parseJson } from '../../model/exact.ts'
import { NetError } from '../../net/errors.ts'
import { formatArguments } from './event-read.ts'

/** The event that is said where nobody names another. */
export const USUAL_EVENT = 'message'

/** [spec] https://socket.io/docs/v4/emit-cheatsheet/#reserved-events */
const RESERVED = new Set([
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
])

/** What goes out: an event with its arguments, and whether the server is asked to acknowledge it. */
export type Outgoing = { event: string; args: unknown[]; acks: boolean }

type Say = Extract<Act, { kind: 'say' }>

/** What a person said as an event. `usual`: the profile's own name of it. Throws NetError `refused`. */
export function toEvent({ body, options = {} }: Say, usual: string): Outgoing {
  const named = options['event']
  const event = (typeof named === 'string' ? named.trim() : '') || usual.trim() || USUAL_EVENT
  if (RESERVED.has(event))
    throw new NetError('refused', { code: 'socketio.reserved-event', params: { name: event } })
  const isJson = options['json'] === true && typeof body === 'string'
  return { event, args: isJson ? readArguments(body) : [body], acks: options['ack'] === true }
}

/** JSON that a person typed: a list is the arguments, anything else is one. */
function readArguments(text: string): unknown[] {
  try {
    const value = parseJson(text)
    return Array.isArray(value) ? (value as unknown[]) : [value]
  } catch (error) {
    if (isTooDeep(error)) throw new NetError('refused', { code: 'too-deep' })
    const detail = error instanceof Error ? error.message : ''
    throw new NetError('refused', { code: 'socketio.not-arguments', detail })
  }
}

/** So many are remembered, for so long: as long as an echo is waited for. */
const MAX_TYPED = 100
const TYPED_MS = 10_000

/** JSON as it was typed: an echo comes as the same value, but not with the same blanks. */
export class Typed {
  #kept: { source: string; text: string; at: number }[] = []

  /** `at`: epoch ms. */
  add({ body }: Say, args: readonly unknown[], at: number): void {
    if (typeof body !== 'string') return
    const source = formatArguments(args)
    if (source === body) return
    this.#kept = [...this.#kept.filter((kept) => at - kept.at <= TYPED_MS), { source, text: body, at }].slice(
      -MAX_TYPED,
    )
  }

  /** What was typed to say that, if anything was. It is given once. */
  take(source: string, now: number): string | undefined {
    if (this.#kept.length === 0) return undefined
    const index = this.#kept.findIndex((kept) => kept.source === source && now - kept.at <= TYPED_MS)
    return index < 0 ? undefined : this.#kept.splice(index, 1)[0]?.text
  }
}
