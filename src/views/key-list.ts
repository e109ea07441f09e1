import type { Key as Words } from '../i18n/i18n.svelte.ts'

/** What a key does, and how it is pressed: one way or several, each of one key or of several together. */
export type KeyLine = { says: Words; presses: readonly (readonly string[])[] }

const isMac = /mac|iphone|ipad/i.test(globalThis.navigator?.userAgent ?? '')
const ALT = isMac ? '⌥' : 'Alt'
const CTRL = isMac ? '⌘' : 'Ctrl'
const SHIFT = isMac ? '⇧' : 'Shift'

export const PAGE_KEYS: readonly KeyLine[] = [
  { says: 'keys.next', presses: [[ALT, '↓']] },
  { says: 'keys.previous', presses: [[ALT, '↑']] },
  { says: 'keys.inspect', presses: [[ALT, 'I']] },
  { says: 'keys.search', presses: [['/'], [CTRL, 'F']] },
  { says: 'keys.hits', presses: [['Enter'], [SHIFT, 'Enter']] },
  { says: 'keys.list', presses: [['?']] },
]

export const LOG_KEYS: readonly KeyLine[] = [
  { says: 'keys.move', presses: [['↓'], ['↑']] },
  { says: 'keys.far', presses: [['Page Down'], ['Home'], ['End']] },
  { says: 'keys.enter', presses: [['Enter']] },
  { says: 'keys.menu', presses: [['Menu'], [SHIFT, 'F10']] },
  { says: 'keys.pick', presses: [['Space']] },
  { says: 'keys.extend', presses: [[SHIFT, '↓']] },
  { says: 'keys.all', presses: [[CTRL, 'A']] },
  { says: 'keys.copy', presses: [[CTRL, 'C']] },
  { says: 'keys.leave', presses: [['Esc']] },
  { says: 'keys.letters', presses: [['J'], ['K']] },
  { says: 'keys.mark', presses: [['U']] },
  { says: 'keys.delete', presses: [['Delete']] },
]
