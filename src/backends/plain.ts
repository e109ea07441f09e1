import { localId } from '../model/ids.ts'
import { textOf } from '../model/text.ts'
import { defineBackend } from './backend.ts'
import type { Codec } from './carrier.ts'
import { carry } from './carrier.ts'
import { carrierFields } from './fields.ts'

/** Every text is what it is: a line of chat, a notification, a value. */
export const plainCodec: Codec = {
  parse: (text) => ({ value: text }),
  // An answer that is asked for again and again is a list of lines: what is new in it are its new lines.
  read: (_, text, { at, event, id, whole }) =>
    (whole ? text.split(/\r?\n/).filter((line) => line.trim()) : [text]).map((body) => ({
      id: id ?? localId(),
      at,
      body,
      ...(event && { tags: [event] }),
    })),
  write: ({ act }) => ({ frame: act.kind === 'say' ? act.body : '', type: 'text/plain;charset=UTF-8' }),
}

/** Text as it is has no place to go on from: only events have, by their ids. */
const resume = {
  ...carrierFields.resume,
  when: ({ wire }: Record<string, unknown>) => wire === 'events',
}

/** Text as it is, over any wire. */
export default defineBackend({
  fields: { ...carrierFields, resume },
  connect: (context) => carry(context, plainCodec),
  said: (frame) => {
    const body = textOf(frame)
    return body === undefined ? undefined : { body }
  },
})
