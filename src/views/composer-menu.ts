import Binary from '@lucide/svelte/icons/binary'
import Bookmark from '@lucide/svelte/icons/bookmark'
import BookmarkPlus from '@lucide/svelte/icons/bookmark-plus'
import Braces from '@lucide/svelte/icons/braces'
import History from '@lucide/svelte/icons/history'
import Hash from '@lucide/svelte/icons/hash'
import Paperclip from '@lucide/svelte/icons/paperclip'
import Pencil from '@lucide/svelte/icons/pencil'
import Repeat from '@lucide/svelte/icons/repeat'
import Replace from '@lucide/svelte/icons/replace'
import Trash from '@lucide/svelte/icons/trash'
import Variable from '@lucide/svelte/icons/variable'
import { t } from '../i18n/i18n.svelte.ts'
import { formatLayout } from '../model/json-layout.ts'
import type { Phrase } from '../model/phrase.ts'
import type { MenuItem } from '../ui/menu.ts'
import type { Composing } from './composing.svelte.ts'
import { offerUndo } from './toasts.svelte.ts'

/** What opens above the composer. */
export type ComposerPanel = 'phrases' | 'recall' | 'save' | 'bytes' | 'repeat'

/** All that can be done in a composer beside writing and sending. */
export function composerMenu(
  composing: Composing,
  open: (panel: ComposerPanel) => void,
  chooseFile: () => void,
): MenuItem[] {
  const { held, fills, canLayOut } = composing
  const isHeld = held.list.length > 0
  const isWritten = !isHeld && composing.text.trim() !== ''
  const opens = (
    label: Parameters<typeof t>[0],
    icon: MenuItem['icon'],
    panel: ComposerPanel,
    action: string,
  ) => ({
    label: t(label),
    icon,
    action,
    run: () => open(panel),
  })
  const items: (MenuItem | false)[] = [
    opens('compose.phrases', Bookmark, 'phrases', 'phrases'),
    opens('compose.recall', History, 'recall', 'recall'),
    isWritten && opens('compose.save', BookmarkPlus, 'save', 'save-message'),
    {
      label: t('compose.fill'),
      icon: Variable,
      action: 'toggle-fill',
      checked: fills,
      run: () => (composing.fills = !fills),
    },
    opens('compose.bytes', Binary, 'bytes', 'bytes'),
    { label: t('compose.file'), icon: Paperclip, action: 'file', run: chooseFile },
    (isWritten || isHeld) && opens('compose.repeat', Repeat, 'repeat', 'repeat'),
    isWritten &&
      canLayOut && {
        label: t('compose.format'),
        icon: Braces,
        action: 'format',
        run: () => (composing.text = formatLayout(composing.text)),
      },
  ]
  return items.filter((item) => item !== false)
}

/** What can be done with a saved message. */
export function phraseMenu(
  { compose: { phrases }, text, choices }: Composing,
  { id, name, text: saved }: Phrase,
  rename: () => void,
): MenuItem[] {
  const counts = /\{\{[ \t]*n[ \t]*\}\}/i.test(saved)
  const items: (MenuItem | false)[] = [
    { label: t('phrases.rename'), icon: Pencil, action: 'rename-phrase', run: rename },
    text.trim() !== '' &&
      phrases.refusal(name, text) === undefined && {
        label: t('phrases.replace'),
        icon: Replace,
        action: 'replace-phrase',
        run: () => offerUndo(t('phrases.replaced', { name }), phrases.replace(id, text, choices.chosen)),
      },
    counts && {
      label: t('phrases.restart'),
      icon: Hash,
      action: 'restart-phrase',
      run: () => phrases.restart(id),
    },
    {
      label: t('phrases.delete'),
      icon: Trash,
      action: 'delete-phrase',
      danger: true,
      run: () => offerUndo(t('phrases.deleted', { name }), phrases.remove(id)),
    },
  ]
  return items.filter((item) => item !== false)
}
