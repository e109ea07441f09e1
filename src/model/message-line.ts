import { formatBase64, parseBase64 } from './base64.ts'
import type { Entry } from './log.ts'
import { isLocalId } from './ids.ts'
import type { Attachment, Fact, Frame, Message, Offer } from './message.ts'
import { recordOf, textsOf } from './record.ts'
import { atOf, timeOf } from './session.ts'
import type { Traced } from './traced.ts'

/** One line of a list of messages. `kind`: it is no message: a gap (`since`, `until`: epoch ms), or a frame that could
 *  not be read, as it came. Bytes are base64. */
export type MessageRecord = {
  at: number
  time?: string
  direction?: 'in' | 'out'
  kind?: 'gap' | 'unreadable'
  from?: string
  title?: string
  text?: string
  binary?: string
  room?: string
  priority?: number
  tags?: string[]
  links?: string[]
  /** How the text is written, where it is not plain. */
  format?: string
  icon?: string
  attachments?: readonly Attachment[]
  offers?: readonly Offer[]
  facts?: readonly Fact[]
  /** What was chosen for one that was sent, beside its text. */
  options?: Readonly<Record<string, unknown>>
  replyTo?: string
  id?: string
  /** Of one that was sent: sent, unconfirmed, failed … */
  state?: string
  /** The code of a reason. */
  why?: string
  since?: number
  until?: number
}

/** What is exported of an entry of a log; undefined for what nobody said: a day's mark. */
export function messageRecord(entry: Entry): MessageRecord | undefined {
  const { at } = entry
  const when = { at, ...timeOf(at) }
  switch (entry.kind) {
    case 'message':
      return { ...when, direction: entry.message.own ? 'out' : 'in', ...saidBy(entry.message) }
    case 'draft': {
      const { id, state, error, act, messageId = id } = entry.draft
      if (act.kind !== 'say') return undefined
      const room = {
        ...(act.room !== undefined && { room: act.room }),
        ...(act.options && { options: act.options }),
      }
      const why = error && { why: error.code }
      return { ...when, direction: 'out', ...bodyOf(act.body), ...room, id: messageId, state, ...why }
    }
    case 'gap': {
      const { from, to, why } = entry
      const span = { ...(from !== undefined && { since: from }), ...(to !== undefined && { until: to }) }
      return { ...when, kind: 'gap', ...span, why: why.code }
    }
    case 'garbled':
      return { ...when, direction: 'in', kind: 'unreadable', ...bodyOf(entry.frame), why: entry.why.code }
    case 'day':
      return undefined
  }
}

/** A line of a list of messages as what could have crossed a wire: JSON, in or out. Undefined where it is none. A line
 *  without a time is of `last` (epoch ms). */
export function parseMessageLine(line: string, last = 0): Traced | undefined {
  let record: ReturnType<typeof recordOf>
  try {
    record = recordOf(JSON.parse(line))
  } catch {
    // A line that was cut.
    return undefined
  }
  if (!record) return undefined
  const at = atOf(record) ?? last
  const { text, binary } = textsOf(record, 'text', 'binary')
  if (record['kind'] === 'gap') return { at, kind: 'note', detail: line }
  const bytes = binary === undefined ? undefined : parseBase64(binary)
  if (record['kind'] === 'unreadable') return { at, kind: 'in', frame: text ?? bytes ?? line }
  // Bytes that had no text are the message.
  if (record['direction'] !== 'out') return { at, kind: 'in', frame: (text ? undefined : bytes) ?? line }
  return {
    at,
    kind: 'out',
    frame: JSON.stringify({ type: 'message', ...textsOf(record, 'id', 'from', 'text'), at }),
  }
}

function saidBy({
  id,
  body,
  from,
  title,
  room,
  priority,
  tags,
  links,
  replyTo,
  source,
  format,
  icon,
  attachments,
  offers,
  facts,
}: Message): Partial<MessageRecord> {
  const bytes = body === '' && source !== undefined && typeof source !== 'string' ? source : undefined
  return {
    ...(from !== undefined && { from }),
    ...(title !== undefined && { title }),
    ...bodyOf(bytes ?? body),
    ...(room !== undefined && { room }),
    ...(priority !== undefined && { priority }),
    ...(tags && { tags }),
    ...(links && { links }),
    ...(format && { format }),
    ...(icon !== undefined && { icon }),
    ...(attachments && { attachments }),
    ...(offers && { offers }),
    ...(facts && { facts }),
    ...(replyTo !== undefined && { replyTo }),
    ...(!isLocalId(id) && { id }),
  }
}

function bodyOf(frame: Frame): { text: string } | { binary: string } {
  return typeof frame === 'string' ? { text: frame } : { binary: formatBase64(frame) }
}
