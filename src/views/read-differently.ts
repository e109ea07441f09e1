import ListTree from '@lucide/svelte/icons/list-tree'
import { t } from '../i18n/i18n.svelte.ts'
import type { Entry } from '../model/log.ts'
import { textOf } from '../model/text.ts'
import type { Traced } from '../model/traced.ts'
import type { Live } from '../stores/live.svelte.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'
import type { MenuItem } from '../ui/menu.ts'
import { provideReadAnew } from '../ui/read-anew.ts'
import { openDialog } from './dialog.svelte.ts'
import type { Sample } from './mapping-samples.ts'

/** Whose messages a mapping can be made for. */
const MAPPED = ['plain', 'json']
const BEGINS_AS_JSON = /^\s*[[{]/

/** A row may be read differently where it came as JSON: that very message is what the mapping is made with. */
export function readItems(signalbox: Signalbox, live: Live, entry: Entry): MenuItem[] {
  const text = entry.kind === 'message' ? textOf(entry.message.source ?? entry.message.body) : undefined
  return text === undefined ? [] : readTextItems(signalbox, live, { at: entry.at, text })
}

/** Lets the rows of the view that is being made offer the same to the pointer. */
export function readsForRows(signalbox: Signalbox, live: Live): void {
  provideReadAnew((frame, at) => {
    // Each row asks as it is drawn: that it begins like JSON is enough here.
    if (typeof frame !== 'string' || !BEGINS_AS_JSON.test(frame) || !isMapped(signalbox, live))
      return undefined
    return () => openEditor(signalbox, live, { at, text: frame })
  })
}

/** The same for what crossed the wire: undefined where it cannot be. */
export function readFrameItem(signalbox: Signalbox, live: Live, traced: Traced): MenuItem | undefined {
  if (traced.kind !== 'in') return undefined
  const { at, frame, event } = traced
  const text = textOf(frame)
  // An answer has its status there.
  const named = traced.ms === undefined && event !== undefined && event !== 'message'
  const begun = text !== undefined && { at, text, ...(named && { event }) }
  return begun ? readTextItems(signalbox, live, begun)[0] : undefined
}

function readTextItems(signalbox: Signalbox, live: Live, begun: Sample): MenuItem[] {
  if (!isMapped(signalbox, live) || !isJson(begun.text)) return []
  return [
    {
      label: t('mapping.row'),
      icon: ListTree,
      action: 'read-differently',
      run: () => openEditor(signalbox, live, begun),
    },
  ]
}

function openEditor(signalbox: Signalbox, live: Live, begun: Sample): void {
  openDialog(() => import('./Mapping.svelte'), { signalbox, live, begun })
}

/** Can its messages be read by a mapping? A recording plays as it was recorded. */
function isMapped({ demo, replays }: Signalbox, { profile: { id, backend } }: Live): boolean {
  return MAPPED.includes(backend) && !demo.has(id) && !replays.has(id)
}

function isJson(text: string): boolean {
  if (!BEGINS_AS_JSON.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    // A line of text that only begins like it.
    return false
  }
}
