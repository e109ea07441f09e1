import { parseJson } from '../../model/exact.ts'
import type { Reason } from '../../model/reason.ts'
import { NetError } from '../../net/errors.ts'
import { isRecord, own, scalar } from '../json-record.ts'

/** What a server says at the beginning (https://socket.io/docs/v4/engine-io-protocol/#handshake). Times are ms. */
export type Handshake = {
  sid: string
  upgrades: string[]
  pingInterval: number
  pingTimeout: number
  /** Bytes that one request or frame may have. */
  maxPayload: number | undefined
}

/** As a server has it that says nothing else. */
const PING_INTERVAL_MS = 25_000
const PING_TIMEOUT_MS = 20_000
/** Nothing is waited for longer than a day. */
const LONGEST_MS = 86_400_000
/** So much of an answer is shown that is none of Socket.IO. */
const SHOWN_CHARS = 200

/** The handshake of an open packet's data; undefined where it is none. What it does not say sensibly is as usual. */
export function readHandshake(data: unknown): Handshake | undefined {
  const words = recordIn(data)
  const sid = words && own(words, 'sid')
  if (!words || typeof sid !== 'string' || sid === '') return undefined
  const upgrades = own(words, 'upgrades')
  const maxPayload = own(words, 'maxPayload')
  return {
    sid,
    upgrades: Array.isArray(upgrades) ? upgrades.filter((name) => typeof name === 'string') : [],
    pingInterval: timeIn(own(words, 'pingInterval'), PING_INTERVAL_MS),
    pingTimeout: timeIn(own(words, 'pingTimeout'), PING_TIMEOUT_MS),
    maxPayload: typeof maxPayload === 'number' && maxPayload > 0 ? maxPayload : undefined,
  }
}

/** The error that a first packet is which opens nothing: another version of Socket.IO, or something else altogether. */
export function unopened(text: string): NetError {
  // [spec] https://github.com/socketio/engine.io-protocol/tree/v3 writes the length before each packet.
  const isOld = /^\d+:0\{/.test(text) || text === '40'
  if (isOld) return new NetError('refused', { code: 'socketio.version' })
  return new NetError('refused', { code: 'socketio.not-socketio', detail: text.trim().slice(0, SHOWN_CHARS) })
}

/** An error of a request in Socket.IO's words: its own codes, and what a path says at which it is not. `wasLetIn`: what looks
 *  like a page that is forbidden is left for the loop, which knows better. */
export function explainAnswer(error: unknown, url: string, wasLetIn = false): unknown {
  if (!(error instanceof NetError)) return error
  const { status, why } = error
  if (why.code === 'no-cors' && !wasLetIn)
    return new NetError(error.kind, { code: 'socketio.no-cors', ...paramsOf(why) }, error)
  if (status === undefined) return error
  const code = codeIn(why.detail)
  if (code !== undefined) return codeError(code, why, error)
  if (status === 404 || status === 405 || status === 426)
    return new NetError('refused', { code: 'socketio.not-here', params: { url: bare(url), status } }, error)
  return error
}

/** What python-engineio says in place of a code
 *  (https://github.com/miguelgrinberg/python-engineio/blob/main/src/engineio/base_server.py). */
const PYTHON_CODES = [
  ['Invalid transport', 0],
  ['Invalid session', 1],
  ['Not an accepted origin', 4],
  ['The client is using an unsupported version', 5],
] as const

/** The code of a refusal, if its text has one. Servers in Rust write it as a text. */
function codeIn(detail: string | undefined): number | undefined {
  const said = valueIn(detail)
  if (typeof said === 'string') return PYTHON_CODES.find(([words]) => said.startsWith(words))?.[1]
  if (!isRecord(said) || typeof own(said, 'message') !== 'string') return undefined
  const code = scalar(own(said, 'code')) ?? ''
  return /^\d+$/.test(code) ? Number(code) : undefined
}

/** [spec] https://socket.io/docs/v4/server-api/#error-codes */
function codeError(code: number, why: Reason, error: NetError): NetError {
  const detail = why.detail === undefined ? {} : { detail: why.detail }
  switch (code) {
    case 0:
      return new NetError('refused', { code: 'socketio.transport', ...detail }, error)
    case 1:
      return new NetError('dropped', { code: 'socketio.session', ...detail }, error)
    case 4:
      return new NetError('unauthorized', { code: 'socketio.forbidden', ...detail }, error)
    case 5:
      return new NetError('refused', { code: 'socketio.version', ...detail }, error)
    default:
      return error
  }
}

function paramsOf({ params }: Reason): Pick<Reason, 'params'> {
  return params ? { params } : {}
}

/** An address without its query, which may have a secret in it. */
export function bare(url: string): string {
  return url.replace(/[?#].*$/s, '')
}

function timeIn(value: unknown, usual: number): number {
  return typeof value === 'number' && value > 0 ? Math.min(value, LONGEST_MS) : usual
}

function recordIn(data: unknown): Readonly<Record<string, unknown>> | undefined {
  const value = valueIn(data)
  return isRecord(value) ? value : undefined
}

function valueIn(data: unknown): unknown {
  if (typeof data !== 'string') return undefined
  try {
    return parseJson(data)
  } catch {
    // No JSON.
    return undefined
  }
}
