import { isRecord } from '../json-record.ts'
import { MAX_CURSOR_CHARS } from '../resume.ts'

type Spot = { pid: string; offset: string | undefined }

/** The alphabet of the ids that a server numbers its packets with: a time (epoch ms) to the base of 64. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_'
/** A word may look like one, but not like one of these days. */
const NEAR_MS = 30 * 86_400_000

/** Where each namespace is to be gone on from, after the connection is lost or the page was loaded again
 *  (https://socket.io/docs/v4/connection-state-recovery). */
export class Recovery {
  readonly #spots = new Map<string, Spot>()
  #told: string | undefined

  /** `cursor`: what an earlier connection left. */
  constructor(cursor: string | undefined) {
    for (const [namespace, spot] of Object.entries(parseSpots(cursor))) this.#spots.set(namespace, spot)
    this.#told = cursor
  }

  /** What the server is asked by, when that namespace is joined. */
  asking(namespace: string): { pid?: string; offset?: string } {
    const { pid, offset } = this.#spots.get(namespace) ?? {}
    return pid !== undefined && offset !== undefined ? { pid, offset } : {}
  }

  /** The namespace is joined, under that private id, if the server gives any. Returns whether it goes on where it was, or
   *  has forgotten us, or recovers nothing at all. */
  joined(namespace: string, pid: unknown): 'goes on' | 'forgotten' | 'never' {
    const before = this.#spots.get(namespace)
    if (typeof pid === 'string' && before?.pid === pid) return 'goes on'
    if (typeof pid === 'string' && pid) this.#spots.set(namespace, { pid, offset: undefined })
    else this.#spots.delete(namespace)
    return typeof pid === 'string' && pid ? 'forgotten' : 'never'
  }

  /** Takes a packet's offset off its arguments, where it has one. `now`: epoch ms. */
  take(namespace: string, args: unknown[], now: number): void {
    const spot = this.#spots.get(namespace)
    const last = args.at(-1)
    if (!spot || typeof last !== 'string' || !isOffset(last, now)) return
    spot.offset = last
    args.pop()
  }

  /** Where to go on from; undefined where that is what was asked for last. */
  moved(): string | undefined {
    const spots = [...this.#spots].filter(([, { offset }]) => offset !== undefined)
    if (spots.length === 0) return undefined
    const cursor = JSON.stringify(
      Object.fromEntries(spots.map(([name, { pid, offset }]) => [name, [pid, offset]])),
    )
    if (cursor === this.#told || cursor.length > MAX_CURSOR_CHARS) return undefined
    this.#told = cursor
    return cursor
  }
}

/** Is a text what a server puts behind a packet's arguments? It goes without a mark, so that only its looks tell: those of
 *  the adapters in memory, on Redis streams and on MongoDB. */
export function isOffset(text: string, now: number): boolean {
  if (/^\d{13}-\d+$/.test(text) || /^[0-9a-f]{24}$/.test(text)) return true
  const [, time = ''] = /^([\w-]{7,8})(?:\.[\w-]{1,4})?$/.exec(text) ?? []
  return time !== '' && Math.abs(timeOf(time) - now) < NEAR_MS
}

function timeOf(text: string): number {
  return [...text].reduce((sum, digit) => sum * DIGITS.length + DIGITS.indexOf(digit), 0)
}

function parseSpots(cursor: string | undefined): Record<string, Spot> {
  if (!cursor) return {}
  try {
    const value: unknown = JSON.parse(cursor)
    if (!isRecord(value)) return {}
    const spots = Object.entries(value).flatMap(([name, pair]): [string, Spot][] => {
      const [pid, offset] = Array.isArray(pair) ? (pair as unknown[]) : []
      return typeof pid === 'string' && typeof offset === 'string' ? [[name, { pid, offset }]] : []
    })
    return Object.fromEntries(spots)
  } catch {
    // Of another backend, from before the profile was changed.
    return {}
  }
}
