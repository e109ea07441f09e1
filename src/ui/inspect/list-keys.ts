/** What a key does in the list of frames. */
export type ListAct =
  'next' | 'previous' | 'down' | 'up' | 'first' | 'last' | 'open' | 'back' | 'all' | 'copy'

const ACTS: Readonly<Record<string, ListAct>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  PageDown: 'down',
  PageUp: 'up',
  Home: 'first',
  End: 'last',
  Enter: 'open',
  Escape: 'back',
}
/** By their place: on a Korean keyboard the same keys are ㅁ and ㅊ. */
const WITH_CONTROL: Readonly<Record<string, ListAct>> = { KeyA: 'all', KeyC: 'copy' }

/** What that key does there, if anything. Shift makes a move a range. */
export function listAct({
  key,
  code,
  altKey,
  ctrlKey,
  metaKey,
  isComposing,
}: KeyboardEvent): ListAct | undefined {
  if (altKey || isComposing) return undefined
  const acts = ctrlKey || metaKey ? WITH_CONTROL : ACTS
  const name = ctrlKey || metaKey ? code : key
  return Object.hasOwn(acts, name) ? acts[name] : undefined
}
