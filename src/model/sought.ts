import type { Entry } from './log.ts'
import { textOf } from './text.ts'

/** All the text of an entry that a search looks in: who said it, what, and how it came. Empty where there is none. */
export function soughtIn(entry: Entry): string {
  if (entry.kind === 'message') {
    const { from, title, room, tags, links, body, source } = entry.message
    const came = source === undefined || source === body ? '' : (textOf(source) ?? '')
    return [from, title, room, tags?.join(' '), links?.join(' '), body, came].filter(Boolean).join('\n')
  }
  if (entry.kind === 'draft') {
    const { act } = entry.draft
    return act.kind === 'say' && typeof act.body === 'string' ? act.body : ''
  }
  return entry.kind === 'garbled' ? (textOf(entry.frame) ?? '') : ''
}
