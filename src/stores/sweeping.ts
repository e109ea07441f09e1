import type { Perform } from '../model/act.ts'
import type { Incoming } from '../model/message.ts'
import type { Profile } from '../model/profile.ts'
import type { Reason } from '../model/reason.ts'
import { splitAddress, sweeper, sweptValues } from '../model/secrets.ts'
import type { Status } from '../model/status.ts'
import { textOf } from '../model/text.ts'
import type { Trace, Traced } from '../model/traced.ts'
import { NetError } from '../net/errors.ts'

/** Takes secrets out of a text. */
export type Sweep = (text: string) => string

/** What takes a profile's secrets out of a text: those that are kept for it, and those that stand in its addresses all the
 *  same. */
export function sweepFor({ options }: Profile, secrets: Readonly<Record<string, string>>): Sweep {
  const inAddresses = Object.values(options).flatMap((option) => {
    if (typeof option !== 'string') return []
    const { login, params } = splitAddress(option)
    return [...Object.values(params), login?.password || login?.user || '']
  })
  const values = [...sweptValues(secrets), ...inAddresses]
  return sweeper([...values, ...values.map(asBytes)])
}

/** A text as its bytes of UTF-8, a character each. */
function asBytes(text: string): string {
  return charsOf(new TextEncoder().encode(text))
}

function charsOf(bytes: Uint8Array): string {
  let chars = ''
  for (const byte of bytes) chars += String.fromCharCode(byte)
  return chars
}

/** Bytes that are no text, with asterisks in the place of secrets: a login may go out in a packet of bytes. */
function sweepBytes(frame: ArrayBuffer, sweep: Sweep): ArrayBuffer {
  const chars = charsOf(new Uint8Array(frame))
  const swept = sweep(chars)
  if (swept === chars) return frame
  return Uint8Array.from(swept, (char) => (char > '\xff' ? ASTERISK : char.charCodeAt(0))).buffer
}
const ASTERISK = 0x2a

/** Why something is as it is, without secrets. */
export function sweepReason({ code, params, detail }: Reason, sweep: Sweep): Reason {
  return {
    code,
    ...(params && { params: sweepTexts(params, sweep) as NonNullable<Reason['params']> }),
    ...(detail !== undefined && { detail: sweep(detail) }),
  }
}

export function sweepStatus(status: Status, sweep: Sweep): Status {
  return 'why' in status ? { ...status, why: sweepReason(status.why, sweep) } : status
}

/** A trace that is told nothing of secrets. What came from the server stays as it came: that is what one looks at, on this
 *  screen; where it leaves the page it is swept (`sweepTexts`). */
export function sweptTrace(trace: Trace, sweep: Sweep): Trace {
  return (traced) => trace(traced.kind === 'in' ? sweepUrl(traced, sweep) : sweepTraced(traced, sweep))
}

/** What crossed a wire, without secrets in either direction. */
export function sweepTraced(traced: Traced, sweep: Sweep): Traced {
  if (!('frame' in traced)) return sweepTexts(traced, sweep) as Traced
  const { frame, ...about } = traced
  // Bytes that are text may have one in them, too.
  const text = textOf(frame)
  const swept =
    text !== undefined ? sweep(text) : typeof frame === 'string' ? frame : sweepBytes(frame, sweep)
  return {
    ...(sweepTexts(about, sweep) as Omit<typeof traced, 'frame'>),
    frame: swept === text ? frame : swept,
  }
}

/** What a backend tells, its reasons without secrets; also of what is sent by its `act`. */
export function sweepIncoming(incoming: Incoming, sweep: Sweep): Incoming {
  if ('why' in incoming) return { ...incoming, why: sweepReason(incoming.why, sweep) }
  if ((incoming.type === 'ready' || incoming.type === 'able') && incoming.act)
    return { ...incoming, act: sweepAct(incoming.act, sweep) }
  return incoming
}

/** Every text in a value of JSON, but for the names. */
export function sweepTexts(value: unknown, sweep: Sweep): unknown {
  if (typeof value === 'string') return sweep(value)
  if (Array.isArray(value)) return value.map((part) => sweepTexts(part, sweep))
  if (
    typeof value !== 'object' ||
    value === null ||
    ArrayBuffer.isView(value) ||
    value instanceof ArrayBuffer
  )
    return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, sweepTexts(part, sweep)]))
}

function sweepAct(act: Perform, sweep: Sweep): Perform {
  return async (draft) => {
    try {
      return await act(draft)
    } catch (error) {
      if (!(error instanceof NetError)) throw error
      const { kind, why, code, status, retryAt } = error
      const facts = Object.entries({ code, status, retryAt }).filter(([, fact]) => fact !== undefined)
      throw new NetError(kind, sweepReason(why, sweep), Object.fromEntries(facts))
    }
  }
}

function sweepUrl(traced: Traced, sweep: Sweep): Traced {
  return 'url' in traced && traced.url !== undefined ? { ...traced, url: sweep(traced.url) } : traced
}
