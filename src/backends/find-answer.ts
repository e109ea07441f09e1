import type { Reason } from '../model/reason.ts'
import type { Finding } from './find.ts'
import { planOf } from './find-plan.ts'
import { asideOf } from './json-words.ts'
import type { HttpSeen, Look } from './look.ts'
import { beginsAsJson, isJson, isJsonType, linesIn } from './look-type.ts'
import { titleOf } from './find-links.ts'
import { isLines } from '../net/line-reader.ts'

/** An answer that says how long it holds is not asked for sooner; longer than this (s) nobody waits. */
const MAX_EVERY = 3_600
const MIN_EVERY = 5

/** What answered a GET, if it is something and no event stream: JSON, lines of it, text, a web page. */
export function readAnswer(look: Look): Finding | undefined {
  const { http } = look
  if (!http || http.status < 200 || http.status > 299 || http.status === 204) return undefined
  const { text, type, isWhole } = http
  if (isPage(http)) return readPage(look)
  if (!text.trim()) return undefined
  const lines = linesIn(text, type, isWhole)
  if (lines && (isLines(type) || lines.length > 0)) return readLines(look)
  const isValue = isWhole ? isJson(text) : isJsonType(type) || beginsAsJson(text)
  if (!isValue && isJsonType(type)) return undefined
  return planOf(look, {
    kind: isValue ? 'json' : 'text',
    what: { code: isValue ? 'found.json' : 'found.text' },
    facts: factsOf(http, isValue),
    sure: isValue ? 'sure' : 'likely',
    wire: 'poll',
    options: everyOf(http),
    ...(!isValue && !isWhole && isOpen(http) && { cannot: { code: 'found.cannot-stream' } }),
  })
}

/** Is it a web page? */
export function isPage({ type, text }: HttpSeen): boolean {
  return /html/.test(type) || (type === '' && /^\s*<(!doctype html|html)/i.test(text))
}

function readPage(look: Look): Finding {
  const { text = '', url = '' } = look.http ?? {}
  const title = titleOf(text)
  const isSignIn =
    url !== look.url.href &&
    (/type=["']?password/i.test(text) || /log[ -]?in|sign[ -]?in|로그인/i.test(title))
  return planOf(look, {
    kind: 'html',
    what: title ? { code: 'found.page-called', params: { title } } : { code: 'found.page' },
    sure: 'sure',
    wire: 'poll',
    view: 'polling',
    backend: 'plain',
    cannot: { code: isSignIn ? 'found.cannot-login' : 'found.cannot-page' },
  })
}

function readLines(look: Look): Finding {
  const { isWhole, type } = look.http as HttpSeen
  const told = { kind: 'ndjson', what: { code: 'found.ndjson' }, sure: 'sure' } as const
  // What stays open is heard as events are, where its type says what it is.
  if (!isWhole && isLines(type)) return planOf(look, { ...told, wire: 'events', backend: 'json' })
  return planOf(look, {
    ...told,
    facts: factsOf(look.http as HttpSeen, false),
    wire: 'poll',
    // JSON is one value; lines of it are text.
    backend: 'plain',
    view: 'polling',
    ...(!isWhole && { cannot: { code: 'found.cannot-lines', params: { type: type || '—' } } }),
  })
}

/** Did it stay open, and was not merely too long? */
function isOpen({ text }: HttpSeen): boolean {
  return text.length < 16_000
}

function factsOf(http: HttpSeen, isValue: boolean): Reason[] {
  const { headers, text } = http
  const facts: Reason[] = []
  if (headers['etag'] ?? headers['last-modified']) facts.push({ code: 'found.unchanged' })
  const seconds = maxAgeOf(headers)
  if (seconds) facts.push({ code: 'found.max-age', params: { seconds } })
  if (isValue && hasCursor(text)) facts.push({ code: 'found.cursor' })
  return facts
}

function everyOf({ headers }: HttpSeen): { every?: number } {
  const seconds = maxAgeOf(headers)
  return seconds > MIN_EVERY ? { every: Math.min(seconds, MAX_EVERY) } : {}
}

/** https://www.rfc-editor.org/rfc/rfc9111#name-max-age-2 */
function maxAgeOf(headers: Readonly<Record<string, string>>): number {
  const control = headers['cache-control'] ?? ''
  return /no-cache|no-store/i.test(control) ? 0 : Number(/max-age=(\d{1,9})/i.exec(control)?.[1] ?? 0)
}

function hasCursor(text: string): boolean {
  try {
    return asideOf(JSON.parse(text)).cursor !== undefined
  } catch {
    // Cut off: nobody knows.
    return false
  }
}
