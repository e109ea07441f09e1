import type { Reason } from '../model/reason.ts'
import type { StreamPart } from '../net/event-reader.ts'
import { EventReader } from '../net/event-reader.ts'
import type { Finding } from './find.ts'
import { planOf } from './find-plan.ts'
import { greetingOf } from './json-words.ts'
import type { Look } from './look.ts'
import { isEventStream } from './look-type.ts'

/** So many names of events are told. */
const MAX_NAMES = 4
const MAX_NAME_CHARS = 40

/** The event stream that a look saw, if it is one. */
export function readEvents(look: Look): Finding | undefined {
  const { http } = look
  if (!http || http.status !== 200) return undefined
  if (!isEventStream(http.type)) return readMistyped(look)
  const parts = partsOf(look)
  const what: Reason = { code: 'found.sse' }
  const ours = greetingIn(look)
  return planOf(look, {
    kind: ours ? 'signalbox' : 'sse',
    what: ours ? { code: 'found.signalbox' } : what,
    facts: ours ? [{ code: 'found.sse' }, ...factsOf(parts)] : factsOf(parts),
    sure: 'sure',
    wire: 'events',
  })
}

/** What stands in the stream so far. */
export function partsOf({ http }: Look): StreamPart[] {
  return new EventReader().feed(http?.text ?? '')
}

/** An event stream under the type of something else, as a server without that header sends it: no browser reads it. */
function readMistyped(look: Look): Finding | undefined {
  const { text = '', type = '' } = look.http ?? {}
  if (/html|json/.test(type) || !/^(data|event|id|retry): ?\S.*\r?\n/m.test(text.slice(0, 2_000)))
    return undefined
  if (!/^(:|data|event|id|retry)/.test(text.trimStart())) return undefined
  const texts = partsOf(look).flatMap((part) => (part.kind === 'event' ? [part.data] : []))
  if (texts.length === 0) return undefined
  return planOf(
    { ...look, texts },
    {
      kind: 'sse',
      what: { code: 'found.sse' },
      facts: factsOf(partsOf(look)),
      sure: 'likely',
      wire: 'events',
      cannot: { code: 'found.cannot-type', params: { type: type || '—' } },
    },
  )
}

function factsOf(parts: readonly StreamPart[]): Reason[] {
  const events = parts.filter((part) => part.kind === 'event')
  const names = [...new Set(events.map(({ event }) => event))].filter((name) => name !== 'message')
  const retry = parts.findLast((part) => part.kind === 'retry')
  const facts: Reason[] = []
  if (names.length > 0) facts.push({ code: 'found.named-events', params: { names: listOf(names) } })
  else if (events.length > 0) facts.push({ code: 'found.unnamed-events' })
  else facts.push({ code: 'found.nothing-yet' })
  if (parts.some((part) => part.kind === 'id' && part.id !== '')) facts.push({ code: 'found.resumes' })
  if (retry) facts.push({ code: 'found.retry', params: { seconds: retry.ms / 1000 } })
  if (parts.some(({ kind }) => kind === 'comment')) facts.push({ code: 'found.comments' })
  return facts
}

function listOf(names: readonly string[]): string {
  const told = names.slice(0, MAX_NAMES).map((name) => name.slice(0, MAX_NAME_CHARS))
  return told.join(', ') + (names.length > MAX_NAMES ? ' …' : '')
}

function greetingIn({ texts }: Look): boolean {
  const [first] = texts
  try {
    return first !== undefined && greetingOf(JSON.parse(first)) !== undefined
  } catch {
    // What is no JSON is no greeting.
    return false
  }
}
