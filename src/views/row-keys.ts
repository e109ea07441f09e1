/** What a key does in a list of rows. */
export type RowAct = 'next' | 'previous' | 'first' | 'last' | 'remove' | 'mark'

const ACTS: Readonly<Record<string, RowAct>> = {
  ArrowDown: 'next',
  j: 'next',
  ArrowUp: 'previous',
  k: 'previous',
  Home: 'first',
  End: 'last',
  Delete: 'remove',
  u: 'mark',
}

/** What that key does there, if anything: not with a modifier, which is the browser's, nor on the way to a character. */
export function rowAct(event: KeyboardEvent): RowAct | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return undefined
  // Letters by their place: on a Korean keyboard the same keys are ㅓ and ㅏ.
  const letter = /^Key([JKU])$/.exec(event.code)?.[1]?.toLowerCase()
  const name = letter ?? event.key
  return Object.hasOwn(ACTS, name) ? ACTS[name] : undefined
}
