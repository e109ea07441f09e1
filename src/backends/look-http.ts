import type { Reason } from '../model/reason.ts'
import { EventReader } from '../net/event-reader.ts'
import type { Platform } from '../net/platform.ts'
import { isEventStream, linesIn } from './look-type.ts'
import { FIRST_MS, LOOK_MS, LookTime, MAX_LOOK_BYTES, MAX_TEXTS, MORE_MS, within } from './look-time.ts'
import type { HttpSeen, Look, LookOptions } from './look.ts'
import { isLines } from '../net/line-reader.ts'

/** A stream first: what can be asked for at the same address is better live. A simple header, that costs no preflight. */
const ACCEPT = 'text/event-stream, application/json;q=0.9, */*;q=0.8'
/** A body that is no stream and stays open: after so long without more of it, it is one. */
const QUIET_MS = 1_000
/** More than this of a text is what no text has: it is bytes. */
const MOST_UNREADABLE = 0.05

/** A GET, without credentials but those that it is given. Never rejects. */
export async function lookByRequest(
  url: URL,
  { platform, signal, knock = false, authorization, onAnswer }: LookOptions,
): Promise<Look> {
  const { clock } = platform
  const time = new LookTime(signal, clock)
  const from = clock.now()
  try {
    const response = await within(time, askFor(url, platform, time.signal, authorization))
    if (!response) return nothing(url, { code: 'found.no-answer-yet', params: { seconds: LOOK_MS / 1000 } })
    onAnswer?.()
    return await readAnswer(url, response, clock.now() - from, time)
  } catch (error) {
    // Whatever is thrown by a request is its failure: the server's, or the browser's own.
    return nothing(url, await whyNot(url, error, platform, knock ? time : undefined))
  } finally {
    time.end()
  }
}

function nothing(url: URL, why: Reason): Look {
  return { url, texts: [], why }
}

async function askFor(
  url: URL,
  platform: Platform,
  signal: AbortSignal,
  authorization: string | undefined,
): Promise<Response> {
  const headers = { Accept: ACCEPT, ...(authorization && { Authorization: authorization }) }
  return platform.fetch(url.href, { headers, cache: 'no-store', credentials: 'omit', signal })
}

async function whyNot(
  url: URL,
  error: unknown,
  platform: Platform,
  time: LookTime | undefined,
): Promise<Reason> {
  const { origin } = platform
  const crosses = origin !== undefined && url.origin !== origin
  const there = time && crosses && (await isThere(url, platform, time))
  const params = { url: url.href }
  if (there) return { code: 'no-cors', params: { ...params, origin } }
  return { code: 'unreachable', params, detail: String(error) }
}

/** Does anything answer, though this page may not read it? */
async function isThere(url: URL, platform: Platform, time: LookTime): Promise<boolean> {
  const ask = { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal: time.signal } as const
  try {
    return (await within(time, platform.fetch(url.href, ask))) !== undefined
  } catch {
    // Nobody, or nobody whom a page of another origin may even ask.
    return false
  }
}

async function readAnswer(url: URL, response: Response, ms: number, time: LookTime): Promise<Look> {
  const headers = Object.fromEntries(response.headers)
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const { text, isWhole } = await readBody(response.body, type, time)
  const { status } = response
  const http: HttpSeen = { status, type, headers, url: response.url || url.href, text, isWhole, ms }
  return { url, http, texts: textsIn(http) }
}

async function readBody(
  body: ReadableStream<Uint8Array> | null,
  type: string,
  time: LookTime,
): Promise<{ text: string; isWhole: boolean }> {
  if (!body) return { text: '', isWhole: true }
  const reader = body.getReader()
  const decoder = new TextDecoder()
  const cancel = () => void reader.cancel().catch(() => undefined)
  const events = isEventStream(type) ? new EventReader() : undefined
  let [text, left, isWhole] = ['', MAX_LOOK_BYTES, false]
  let heard = false
  if (events || isLines(type)) time.wait(FIRST_MS)
  try {
    while (left > 0 && !time.isOver) {
      const next = await within(time, reader.read())
      if (!next || next.done) {
        isWhole = next?.done === true
        break
      }
      const part = decoder.decode(next.value.subarray(0, left), { stream: true })
      left -= next.value.byteLength
      text += part
      if (!events && !isLines(type)) time.wait(QUIET_MS)
      else if (!heard && (!events || events.feed(part).some(({ kind }) => kind === 'event'))) {
        heard = true
        time.wait(MORE_MS)
      }
    }
  } catch {
    // It was cut off: what came before is all there is to look at.
    isWhole = false
  } finally {
    // Aborting the request does not end every stream (a mocked one, say).
    cancel()
  }
  if (isWhole) text += decoder.decode()
  return { text: isBinary(text) ? '' : text, isWhole }
}

function isBinary(text: string): boolean {
  const unreadable = text.split('\uFFFD').length - 1
  return text.includes('\0') || unreadable > text.length * MOST_UNREADABLE
}

function textsIn({ type, text, isWhole }: HttpSeen): string[] {
  if (isEventStream(type)) {
    const parts = new EventReader().feed(text)
    return parts.flatMap((part) => (part.kind === 'event' ? [part.data] : [])).slice(0, MAX_TEXTS)
  }
  const lines = linesIn(text, type, isWhole)
  if (lines) return lines.slice(0, MAX_TEXTS)
  return text.trim() ? [text] : []
}
