import { say, t } from '../i18n/i18n.svelte.ts'
import type { Entry } from '../model/log.ts'
import { textOf } from '../model/text.ts'
import { hexOf } from '../ui/bytes.ts'
import { bytesOf } from '../ui/message/bytes-of.ts'
import { stampOf } from '../ui/when.ts'

/** An entry as a line of text, to be copied or said: who, and what. */
export function entryText(entry: Entry): string {
  switch (entry.kind) {
    case 'message': {
      const { own, from, title, body, attachments = [] } = entry.message
      const who = own ? t('row.you') : from
      const bytes = bytesOf(entry.message)
      const said = bytes ? hexOf(bytes) : body
      const files = attachments.map(({ url }) => url)
      return [who, [title, said, ...files].filter(Boolean).join('\n')].filter(Boolean).join(': ')
    }
    case 'draft': {
      const { act } = entry.draft
      const body = act.kind === 'say' ? act.body : ''
      const said = typeof body === 'string' ? body : (textOf(body) ?? hexOf(body))
      return `${t('row.you')}: ${said}`
    }
    case 'garbled':
      return `${t('row.garbled')}: ${textOf(entry.frame) ?? hexOf(entry.frame as ArrayBuffer)}`
    case 'gap':
      return say(entry.why)
    case 'day':
      return ''
  }
}

/** Entries as text, one after the other, each with its time. */
export function entriesText(entries: readonly Entry[]): string {
  return entries
    .filter(({ kind }) => kind !== 'day')
    .map((entry) => `[${stampOf(entry.at)}] ${entryText(entry)}`)
    .join('\n')
}
