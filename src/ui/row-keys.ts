/** What a key does in a long list of rows. `extends`: what lies between is picked. */
export type RowAct =
  | {
      kind: 'go'
      to: 'next' | 'previous' | 'page-next' | 'page-previous' | 'first' | 'last'
      extends: boolean
    }
  | { kind: 'enter' | 'menu' | 'pick' | 'pick-all' | 'unpick' }

type Move = Extract<RowAct, { kind: 'go' }>['to']
type Deed = Exclude<RowAct['kind'], 'go'>

const MOVES = new Map<string, Move>([
  ['ArrowDown', 'next'],
  ['ArrowUp', 'previous'],
  ['PageDown', 'page-next'],
  ['PageUp', 'page-previous'],
  ['Home', 'first'],
  ['End', 'last'],
])
const LETTERS = new Map<string, Move>([
  ['j', 'next'],
  ['k', 'previous'],
])
const DEEDS = new Map<string, Deed>([
  ['Enter', 'enter'],
  ['ContextMenu', 'menu'],
  [' ', 'pick'],
  ['Escape', 'unpick'],
])

/** Which keys do something, beside those that write nothing: none, those with Ctrl or Cmd, or letters by themselves, too. */
export type RowKeys = 'plain' | 'control' | 'letters'

/** What that key does there, if anything: not on the way to a character, and nothing that is the browser's. */
export function rowAct(event: KeyboardEvent, keys: RowKeys): RowAct | undefined {
  const { key, altKey, ctrlKey, metaKey, shiftKey, isComposing } = event
  if (isComposing || altKey) return undefined
  if (ctrlKey || metaKey)
    return keys !== 'plain' && !shiftKey && letterOf(event) === 'a' ? { kind: 'pick-all' } : undefined
  if (key === 'F10' && shiftKey) return { kind: 'menu' }
  const move = MOVES.get(key)
  if (move) return { kind: 'go', to: move, extends: shiftKey }
  if (shiftKey) return undefined
  const deed = DEEDS.get(key)
  if (deed) return { kind: deed }
  const to = keys === 'letters' ? LETTERS.get(letterOf(event)) : undefined
  return to && { kind: 'go', to, extends: false }
}

/** Does that key write something, where something can be written? Not `/` and `?`, which are keys of the page. */
export function isWritten({ key, altKey, ctrlKey, metaKey, isComposing }: KeyboardEvent): boolean {
  return /^[^\s/?]$/u.test(key) && !altKey && !ctrlKey && !metaKey && !isComposing
}

/** The Latin letter on a key, in lower case: where the keyboard writes other ones (J is ㅓ on a Korean one), that of its
 *  place. Empty where there is none. */
export function letterOf({ key, code }: KeyboardEvent): string {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase()
  return (/^Key([A-Z])$/.exec(code)?.[1] ?? '').toLowerCase()
}
