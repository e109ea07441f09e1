import InboxIcon from '@lucide/svelte/icons/inbox'
import MailOpen from '@lucide/svelte/icons/mail-open'
import SearchX from '@lucide/svelte/icons/search-x'
import type { Component } from 'svelte'
import { t } from '../i18n/i18n.svelte.ts'
import type { Status } from '../model/status.ts'
import type { InboxFilter } from '../stores/inbox.svelte.ts'

type Blank = { title: string; text: string; Icon: Component<{ size: number; 'aria-hidden': 'true' }> }

/** What an inbox says where it shows nothing. */
export function sayBlank(
  {
    searches,
    isSearching,
    filter,
    room,
  }: { searches: boolean; isSearching: boolean; filter: InboxFilter; room?: string | undefined },
  { name }: Status,
): Blank {
  if (isSearching) return { title: t('search.searching'), text: '', Icon: SearchX }
  if (searches) return { title: t('inbox.blank.search'), text: t('inbox.blank.search-text'), Icon: SearchX }
  if (filter === 'unread')
    return { title: t('inbox.blank.read'), text: t('inbox.blank.read-text'), Icon: MailOpen }
  if (room !== undefined)
    return { title: t('rooms.blank', { room }), text: t('rooms.blank.text'), Icon: InboxIcon }
  if (name === 'ready') return { title: t('inbox.blank.ready'), text: t('inbox.blank.text'), Icon: InboxIcon }
  return { title: t(`chat.blank.${name}`), text: t('chat.blank.later'), Icon: InboxIcon }
}
