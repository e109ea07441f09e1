import Copy from '@lucide/svelte/icons/copy'
import Download from '@lucide/svelte/icons/download'
import Eye from '@lucide/svelte/icons/eye'
import EyeOff from '@lucide/svelte/icons/eye-off'
import { t } from '../i18n/i18n.svelte.ts'
import { formatBase64 } from '../model/base64.ts'
import { textOf } from '../model/text.ts'
import type { Traced } from '../model/traced.ts'
import type { Inspector } from '../stores/inspector.svelte.ts'
import type { Live } from '../stores/live.svelte.ts'
import { eventWords } from '../ui/inspect/frame-words.ts'
import type { MenuItem } from '../ui/menu.ts'
import { openDialog } from './dialog.svelte.ts'

/** What can be done with what an inspector holds. */
export function inspectorMenu(inspector: Inspector, live: Live): MenuItem[] {
  const { mark, selection } = inspector
  const items: (MenuItem | false | undefined)[] = [
    selection.keys.size > 0 && {
      label: t('inspect.copy-selected', { n: selection.keys.size }),
      icon: Copy,
      action: 'copy-selected',
      run: () => void copySelected(inspector, live),
    },
    {
      label: t('export.menu'),
      icon: Download,
      action: 'export',
      run: () => openDialog(() => import('./Export.svelte'), { live, of: 'session' as const }),
    },
    mark && {
      label: t(mark.hides ? 'inspect.bring-back' : 'inspect.hide-again'),
      icon: mark.hides ? Eye : EyeOff,
      action: 'bring-back',
      run: () => inspector.bringBack(mark.hides),
    },
  ]
  return items.filter((item) => item !== undefined && item !== false)
}

/** Puts what is selected on the clipboard, a line each: text as it is but for secrets, bytes in base64. */
export async function copySelected({ selected }: Inspector, { sweep }: Live): Promise<void> {
  try {
    await navigator.clipboard.writeText(sweep(selected.map(lineOf).join('\n')))
  } catch {
    // Not allowed, or no https: the detail can be selected by hand.
  }
}

function lineOf(traced: Traced): string {
  if (!('frame' in traced)) return eventWords(traced)
  const { frame } = traced
  return textOf(frame) ?? (typeof frame === 'string' ? frame : formatBase64(frame))
}
