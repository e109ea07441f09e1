import Copy from '@lucide/svelte/icons/copy'
import Download from '@lucide/svelte/icons/download'
import ExternalLink from '@lucide/svelte/icons/external-link'
import Paperclip from '@lucide/svelte/icons/paperclip'
import Send from '@lucide/svelte/icons/send'
import { t } from '../i18n/i18n.svelte.ts'
import type { Entry } from '../model/log.ts'
import type { Message, Offer } from '../model/message.ts'
import { fetchedLink, requestOf, safeLink } from '../model/offer.ts'
import type { MenuItem } from '../ui/menu.ts'
import type { MessageActs } from '../ui/message/acts.ts'
import { nameOf } from '../ui/message/attachment.ts'
import { bytesOf } from '../ui/message/bytes-of.ts'
import { saveBytes } from '../ui/message/save-bytes.ts'

/** So many of each are offered. */
const MAX = 6
const LABEL_CHARS = 50

/** What a message offers, its files and its bytes, for whoever has only a keyboard. */
export function messageItems(entry: Entry, acts: MessageActs): MenuItem[] {
  if (entry.kind !== 'message') return []
  const { message } = entry
  const offers = (message.offers ?? []).slice(0, MAX).flatMap((offer) => offerItem(offer, acts) ?? [])
  return [...offers, ...fileItems(message), ...byteItems(message)]
}

function offerItem(offer: Offer, acts: MessageActs): MenuItem | undefined {
  const label = offer.label.trim().slice(0, LABEL_CHARS) || t('rich.offer')
  if (offer.kind === 'http') {
    if (acts.fixed || !requestOf(offer)) return undefined
    const run = () => acts.ask(offer)
    return { label: t('rich.menu-send', { label }), icon: Send, action: 'offer', run }
  }
  if (offer.kind === 'copy') {
    // Where there is no clipboard the button in the row shows it.
    const run = () => void navigator.clipboard?.writeText(offer.value).catch(() => undefined)
    return { label: t('rich.menu-copy', { label }), icon: Copy, action: 'offer', run }
  }
  const href = safeLink(offer.url)
  return href === undefined
    ? undefined
    : { label: t('rich.menu-view', { label }), icon: ExternalLink, action: 'offer', run: () => open(href) }
}

function fileItems({ attachments = [] }: Message): MenuItem[] {
  return attachments.slice(0, MAX).flatMap((attachment) => {
    const href = fetchedLink(attachment.url)
    const isThere = attachment.expires === undefined || attachment.expires > Date.now()
    const label = t('rich.menu-view', {
      label: nameOf(attachment).slice(0, LABEL_CHARS) || t('rich.attachment'),
    })
    return href && isThere
      ? [{ label, icon: Paperclip, action: 'open-attachment', run: () => open(href) }]
      : []
  })
}

function byteItems(message: Message): MenuItem[] {
  const bytes = bytesOf(message)
  if (!bytes) return []
  const run = () => saveBytes(bytes, message.at)
  return [{ label: t('rich.save'), icon: Download, action: 'save-bytes', run }]
}

function open(href: string): void {
  window.open(href, '_blank', 'noopener,noreferrer')
}
