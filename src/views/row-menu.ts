import AlignLeft from '@lucide/svelte/icons/align-left'
import Braces from '@lucide/svelte/icons/braces'
import Copy from '@lucide/svelte/icons/copy'
import ExternalLink from '@lucide/svelte/icons/external-link'
import ListChecks from '@lucide/svelte/icons/list-checks'
import Mail from '@lucide/svelte/icons/mail'
import MailOpen from '@lucide/svelte/icons/mail-open'
import Pencil from '@lucide/svelte/icons/pencil'
import Send from '@lucide/svelte/icons/send'
import Trash2 from '@lucide/svelte/icons/trash-2'
import X from '@lucide/svelte/icons/x'
import { t } from '../i18n/i18n.svelte.ts'
import type { Draft } from '../model/act.ts'
import type { Entry } from '../model/log.ts'
import { foldOf } from '../ui/fold.ts'
import { piecesOf } from '../ui/linked.ts'
import type { MenuItem } from '../ui/menu.ts'
import type { Opened } from '../ui/opened.svelte.ts'
import type { Picks } from '../ui/picks.ts'
import { hasSource } from '../ui/source-of.ts'
import { entryText } from './entry-text.ts'

/** So many links of one message are offered. */
const MAX_LINKS = 5

/** All that the pointer can do with a row of a log, for whoever has only a keyboard. */
export function rowMenu(entry: Entry, opened: Opened, picks: Picks): MenuItem[] {
  const { key } = entry
  if (entry.kind === 'day') return []
  const text = { label: t('row.copy-text'), icon: Copy, action: 'copy-text', run: () => void copy(entry) }
  const pick = {
    label: picks.has(key) ? t('row.unpick') : t('row.pick'),
    icon: ListChecks,
    action: 'pick',
    run: () => picks.toggle(key),
  }
  // Where there is no clipboard (plain http on a LAN) the keys that copy still do.
  const copies = isSecureContext ? [text] : []
  return [
    ...foldItems(entry, opened),
    ...linkItems(entry),
    ...copies,
    ...(typeof key === 'number' ? [pick] : []),
  ]
}

/** The same for what a person said and no server has. */
export function draftMenu(
  { id, state, act }: Draft,
  acts: {
    onretry: (id: string) => void
    onedit: (id: string, body: string | ArrayBuffer, options?: Record<string, unknown>) => void
    ondiscard: (id: string) => void
  },
): MenuItem[] {
  const isStuck = state === 'failed' || state === 'unconfirmed'
  if (!isStuck && state !== 'queued') return []
  const retry = { label: t('draft.retry'), icon: Send, action: 'retry-draft', run: () => acts.onretry(id) }
  return [
    ...(isStuck ? [retry] : []),
    {
      label: t('draft.edit'),
      icon: Pencil,
      action: 'edit-draft',
      run: () => (act.kind === 'say' ? acts.onedit(id, act.body, act.options) : acts.onedit(id, '')),
    },
    { label: t('draft.discard'), icon: X, action: 'discard-draft', run: () => acts.ondiscard(id) },
  ]
}

/** The same for a notification. */
export function inboxMenu(
  { isOpen, isUnread }: { isOpen: boolean; isUnread: boolean },
  acts: { onopen: () => void; onmark: () => void; onremove: () => void },
): MenuItem[] {
  return [
    {
      label: isOpen ? t('row.close') : t('row.open'),
      icon: AlignLeft,
      action: 'open',
      run: acts.onopen,
    },
    {
      label: isUnread ? t('inbox.mark-read') : t('inbox.mark-unread'),
      icon: isUnread ? MailOpen : Mail,
      action: 'mark',
      run: acts.onmark,
    },
    { label: t('inbox.delete'), icon: Trash2, action: 'delete', danger: true, run: acts.onremove },
  ]
}

function foldItems(entry: Entry, opened: Opened): MenuItem[] {
  const items: MenuItem[] = []
  const text = entry.kind === 'message' ? entry.message.body : ''
  const isUnfolded = opened.of(`${entry.key}`) !== undefined
  if (isUnfolded || foldOf(text).length < text.length)
    items.push({
      label: isUnfolded ? t('row.show-less') : t('row.show-all'),
      icon: AlignLeft,
      action: 'unfold',
      run: () => opened.show(`${entry.key}`, isUnfolded ? undefined : text.length),
    })
  const raw = `${entry.key} raw`
  if (entry.kind === 'message' && hasSource(entry.message))
    items.push({
      label: opened.of(raw) === undefined ? t('row.source') : t('row.as-read'),
      icon: Braces,
      action: 'source',
      run: () => opened.toggle(raw),
    })
  return items
}

function linkItems(entry: Entry): MenuItem[] {
  if (entry.kind !== 'message') return []
  const { body, links = [] } = entry.message
  const all = [...piecesOf(body.slice(0, 20_000)).map(({ href }) => href), ...links]
  const safe = all.filter((href) => href !== undefined && /^https?:\/\//i.test(href)) as string[]
  return [...new Set(safe)].slice(0, MAX_LINKS).map((href) => ({
    label: t('row.open-link', { href: href.length > 60 ? `${href.slice(0, 59)}…` : href }),
    icon: ExternalLink,
    action: 'open-link',
    run: () => void open(href, '_blank', 'noopener,noreferrer'),
  }))
}

async function copy(entry: Entry): Promise<void> {
  const text = (entry.kind === 'message' && entry.message.body) || entryText(entry)
  // Not allowed: the text is there to be selected.
  await navigator.clipboard.writeText(text).catch(() => undefined)
}
