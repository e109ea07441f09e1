import type { Draft } from '../model/act.ts'
import { defineBackend } from './backend.ts'
import type { Codec } from './carrier.ts'
import { carry } from './carrier.ts'
import { carrierFields } from './fields.ts'
import { readMessages } from './json-read.ts'
import { jsonSession } from './json-session.ts'

const fields = {
  ...carrierFields,
  author: {
    kind: 'text',
    label: { code: 'field.author' },
    help: { code: 'field.author.help' },
    default: '',
    more: true,
  },
  loose: {
    kind: 'switch',
    label: { code: 'field.loose' },
    help: { code: 'field.loose.help' },
    default: false,
    more: true,
    when: ({ wire }: Record<string, unknown>) => wire !== 'poll',
  },
} as const

/** JSON as servers really send it (json.md has the table of names). `author` is who this page speaks as; '' is nobody.
 *  `loose`: a message that is no JSON is the text that it is. */
export function jsonCodec(author: string, loose = false): Codec {
  const write = ({ id, at, act }: Draft) => {
    const body = act.kind === 'say' ? act.body : ''
    const said = { type: 'message', id, ...(author && { from: author }), text: body, at }
    const frame = typeof body !== 'string' || isJson(body) ? body : JSON.stringify(said)
    return { frame, type: 'application/json' }
  }
  return {
    parse(text, whole = false) {
      try {
        return { value: JSON.parse(text) as unknown }
      } catch (error) {
        if (loose && !whole) return { value: text }
        return { why: { code: 'not-json', detail: error instanceof Error ? error.message : '' } }
      }
    },
    read(value, text, origin) {
      const messages = readMessages(value, text, origin)
      if (author) for (const message of messages) if (message.from === author) message.own = true
      return messages
    },
    write,
    idOf(answer) {
      try {
        const { id } = Object(JSON.parse(answer)) as { id?: unknown }
        return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined
      } catch {
        // An answer that is no JSON gives no id: nothing is wrong with that.
        return undefined
      }
    },
    session: (send, context) => jsonSession(send, (draft) => write(draft).frame, context),
  }
}

/** Who types JSON means it: an object or a list goes out as it was typed. */
function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** JSON of any shape, over any wire. */
export default defineBackend({
  fields,
  connect: (context) => carry(context, jsonCodec(context.options.author, context.options.loose)),
})
