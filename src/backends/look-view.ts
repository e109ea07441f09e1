import { LISTS, NESTED } from './json-names.ts'
import type { Json } from './json-record.ts'
import { isRecord, own } from './json-record.ts'
import type { View } from '../model/profile.ts'

const AUTHOR = ['from', 'author', 'user', 'username', 'userName', 'user_name', 'sender', 'nick', 'nickname']
const SAID = ['text', 'body', 'message', 'msg', 'content']
const NOTICE = ['title', 'subject', 'headline', 'priority', 'prio', 'severity', 'urgency']
const NAMED = ['type', 'event', 'kind', 'action']
/** Numbers under these are no measurements. */
const NO_VALUE = /^(_?id|.*_id|.*Id|at|ts|time|timestamp|date|seq|version|v|.*_at|.*At|code|op)$/
/** What is about the conversation, and not what a reader came for. */
const CONTROL =
  /^(hello|welcome|connected?|connection|ready|open|init|ack|ping|pong|heartbeat|keep-?alive|subscribed|resumed|gap|presence)$/i
const DEPTH = 3

/** What a person would look at this by. Undefined where the texts do not say. */
export function viewOfTexts(texts: readonly string[]): View | undefined {
  return most(texts.flatMap((text) => viewsOf(text)))
}

/** What an address says of what is there: /chat, /alerts, /status. */
export function viewOfPath({ pathname }: URL): View | undefined {
  const path = decodePath(pathname).toLowerCase()
  if (/(^|[^a-z])(chats?|rooms?|messages?|lobby|talk|im|irc|conversations?)([^a-z]|$)|채팅/.test(path))
    return 'chat'
  if (/notif|alert|inbox|push|news|feed|(^|[^a-z])logs?([^a-z]|$)|알림/.test(path)) return 'notifications'
  const value =
    /status|metric|reading|value|price|ticker|stats|sensor|temperature|health|weather|quote|rates|telemetry|count|clock/
  return value.test(path) ? 'polling' : undefined
}

function viewsOf(text: string): View[] {
  const value = valueOf(text)
  if (value === undefined) return viewsOfWords(text)
  const records = recordsIn(value)
  if (!records) return typeof value === 'string' ? viewsOfWords(value) : ['polling']
  return records.map((record) => viewOf(record, DEPTH)).filter((view) => view !== undefined)
}

function viewsOfWords(text: string): View[] {
  const lines = text.split('\n').filter((line) => line.trim())
  if (lines.length > 0 && lines.every(isMeasurement)) return ['polling']
  return /notification|알림/i.test(text) ? ['notifications'] : []
}

/** A number, with a name and a unit perhaps, or a time of day. */
function isMeasurement(line: string): boolean {
  const text = line.trim()
  if (/^#\s*(HELP|TYPE)\s/.test(text)) return true
  if (/^([\w .{}="',/-]{1,80}?\s*[:=]?\s)?[-+]?\d+([.,]\d+)?(e[-+]?\d+)?\s?[^\s\d]{0,4}(\s\d+)?$/i.test(text))
    return true
  return text.length < 80 && /\d{1,2}:\d{2}/.test(text) && isTime(text)
}

function isTime(text: string): boolean {
  return /^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?$/i.test(text) || !Number.isNaN(Date.parse(text))
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // No JSON, or cut off in the middle of it.
    return beginningOf(text)
  }
}

/** What stands whole in the beginning of a JSON text that was cut off. */
function beginningOf(text: string): unknown {
  const closers: string[] = []
  let [isText, end, ends] = [false, 0, '']
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string
    if (isText) {
      if (char === '\\') at++
      else if (char === '"') isText = false
    } else if (char === '"') isText = true
    else if (char === '{' || char === '[') closers.push(char === '{' ? '}' : ']')
    else if (char === closers.at(-1)) {
      closers.pop()
      ;[end, ends] = [at + 1, closers.toReversed().join('')]
    }
  }
  if (end === 0 || closers.length === 0) return undefined
  try {
    return JSON.parse(text.slice(0, end) + ends) as unknown
  } catch {
    // It only looked like JSON.
    return undefined
  }
}

function recordsIn(value: unknown): Json[] | undefined {
  const list = Array.isArray(value) ? (value as unknown[]) : isRecord(value) ? listIn(value) : undefined
  const records = (list ?? [value]).filter(isRecord)
  return records.length > 0 || list?.length === 0 ? records : undefined
}

function listIn(record: Json): unknown[] | undefined {
  for (const name of LISTS) {
    const inner = own(record, name)
    if (Array.isArray(inner) && inner.length > 0 && inner.every(isRecord)) return inner
  }
  return undefined
}

function viewOf(record: Json, depth: number): View | undefined {
  const control = NAMED.map((name) => own(record, name)).some((name) => CONTROL.test(textIn(name)))
  if (control) return undefined
  const has = (names: readonly string[]) => names.some((name) => isSaid(own(record, name)))
  const isBy = AUTHOR.some((name) => isSaid(own(record, name)) || isRecord(own(record, name)))
  const says = SAID.some((name) => textIn(own(record, name)).trim() !== '')
  if (isBy && says) return 'chat'
  if (says || has(NOTICE)) return 'notifications'
  for (const name of NESTED) {
    const inner = own(record, name)
    const view = isRecord(inner) && depth > 0 ? viewOf(inner, depth - 1) : undefined
    if (view) return view
  }
  const isNumber = ([name, value]: [string, unknown]) => typeof value === 'number' && !NO_VALUE.test(name)
  if (Object.entries(record).some(isNumber)) return 'polling'
  return has(NAMED) ? 'notifications' : 'polling'
}

function isSaid(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The first of two that are as frequent. */
function most(views: readonly View[]): View | undefined {
  const count = (view: View) => views.filter((other) => other === view).length
  return views.reduce<View | undefined>(
    (best, view) => (best === undefined || count(view) > count(best) ? view : best),
    undefined,
  )
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // Percent signs that encode nothing.
    return path
  }
}
