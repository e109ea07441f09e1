import type { Draft } from '../model/act.ts'
import type { Mapping } from '../model/mapping.ts'
import type { Incoming } from '../model/message.ts'
import type { Reason } from '../model/reason.ts'
import type { Codec, Heard } from './carrier.ts'
import type { Finder, Picked } from './json-map-pick.ts'
import { compileConditions, parseUnpacked, plainFinder } from './json-map-pick.ts'
import { compileRead, readPicked } from './json-map-read.ts'
import { MapSession } from './json-map-session.ts'
import { scalar } from './json-record.ts'
import { formatTemplate } from './json-template.ts'

/** Reads texts by paths that are more than plain, elsewhere. Never rejects. */
export type Reader = (texts: readonly Heard[]) => Promise<Readings>
/** What was picked of each text, by `keyOf`; and, by the text, why one could not be read. */
export type Readings = { picked: ReadonlyMap<string, Picked[]>; failed: ReadonlyMap<string, Reason> }

/** A text as one among others: conditions may ask for the event's name. */
export function keyOf({ text, event = '' }: Heard): string {
  return `${event}\n${text}`
}

/** What a mapping changes of a codec. `reader`: for paths that are not plain; without it they find nothing. */
export function mapCodec(base: Codec, mapping: Mapping, author: string, reader?: Reader): Codec {
  const { outgoing, gone, ack } = mapping
  const readPlain = compileRead(mapping)
  const isGone = gone && compileConditions(gone.when, finderOf)
  const goneIds = gone?.id.map(finderOf) ?? []
  const messageId = ack?.messageId === undefined ? undefined : finderOf(ack.messageId)
  let readings: Readings | undefined

  const write = (draft: Draft) => {
    const usual = base.write(draft)
    const body = draft.act.kind === 'say' ? draft.act.body : ''
    // What goes out as it was typed goes out so here, too.
    if (!outgoing || typeof body !== 'string' || usual.frame === body) return usual
    const frame = formatTemplate(outgoing, { text: body, id: draft.id, now: draft.at, author })
    return { frame, type: typeOf(outgoing) }
  }

  const { greetingOf: _, missedOf: __, ...rest } = base
  return {
    ...rest,
    write,
    parse(text, whole) {
      const why = readings?.failed.get(text)
      if (why) return { why }
      try {
        return { value: parseUnpacked(text, mapping) }
      } catch {
        // What is no JSON is told as ever.
        return base.parse(text, whole)
      }
    },
    read(value, text, origin) {
      const picked = readings?.picked.get(keyOf({ text, event: origin.event }))
      const messages = picked ? readPicked(picked, text, origin, mapping) : readPlain(value, text, origin)
      if (author) for (const message of messages) if (message.from === author) message.own = true
      return messages
    },
    ...(reader && {
      async prepare(texts: readonly Heard[]) {
        readings = await reader(texts)
      },
    }),
    ...(isGone && {
      changesOf(value: unknown, { event }: { event?: string }): Incoming[] | undefined {
        if (!isGone(value, event)) return undefined
        const ids = goneIds.map((find) => scalar(find(value)[0]))
        const id = ids.find((each) => each !== undefined)
        return id === undefined ? undefined : [{ type: 'change', id, set: 'gone' }]
      },
    }),
    idOf(answer) {
      if (!messageId) return base.idOf?.(answer)
      const parsed = base.parse(answer, true)
      return 'value' in parsed ? scalar(messageId(parsed.value)[0]) : undefined
    },
    session(send, context) {
      const speaker = {
        write: (draft: Draft) => write(draft).frame,
        fill: (template: string) => base.fill?.(template, context.net.clock.now()) ?? template,
        find: finderOf,
      }
      return new MapSession(send, speaker, context, mapping)
    },
  }
}

/** A path that is not plain finds nothing here. */
function finderOf(path: string): Finder {
  return plainFinder(path) ?? (() => [])
}

/** A template with a quoted place in it is none of JSON's only if it is no JSON once filled. */
function typeOf(template: string): string {
  try {
    JSON.parse(formatTemplate(template, { text: 'a', id: 'a', now: 0, author: 'a' }))
    return 'application/json'
  } catch {
    // It says something that is no JSON, and is meant to.
    return 'text/plain;charset=UTF-8'
  }
}
