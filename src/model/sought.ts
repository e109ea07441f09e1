import type { Entry } from './log.ts'
import { formatHex } from './bytes-text.ts'
import type { Message } from './message.ts'
import { textOf } from './text.ts'

/** So many bytes of a message that is no text are looked in, as they are shown. */
const SOUGHT_BYTES = 4_096

/** All the text of an entry that a search looks in: who said it, what, and how it came. Empty where there is none. */
export function soughtIn(entry: Entry): string {
  if (entry.kind === 'message') {
    const { from, title, room, tags, links, body, source } = entry.message
    const came = source === undefined || source === body ? '' : (textOf(source) ?? bytesIn(source))
    const said = [from, title, room, tags?.join(' '), links?.join(' '), body, came]
    return [...said, ...carriedBy(entry.message)].filter(Boolean).join('\n')
  }
  if (entry.kind === 'draft') {
    const { act } = entry.draft
    if (act.kind !== 'say') return ''
    const chosen = Object.values(act.options ?? {}).filter((value) => typeof value === 'string')
    return [typeof act.body === 'string' ? act.body : '', ...chosen].filter(Boolean).join('\n')
  }
  return entry.kind === 'garbled' ? (textOf(entry.frame) ?? '') : ''
}

/** The words of what is shown of a message beside its text: files, buttons, facts. */
export function carriedBy({ attachments = [], offers = [], facts = [] }: Message): string[] {
  return [
    ...attachments.map(({ name, url }) => [name, url].filter(Boolean).join(' ')),
    ...offers.map(({ label }) => label),
    ...facts.map(({ name, value }) => `${name} ${value}`),
  ]
}

/** Bytes in hexadecimal, and what of them can be printed. */
function bytesIn(source: string | ArrayBuffer): string {
  if (typeof source === 'string') return source
  const head = source.slice(0, SOUGHT_BYTES)
  const printed = Array.from(new Uint8Array(head), (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·',
  )
  return `${formatHex(head)}\n${printed.join('')}`
}
