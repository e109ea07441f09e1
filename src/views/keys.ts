/** What a key asks of the shell. */
export type KeyAct = 'next' | 'previous' | 'list' | 'inspect'

const TEXT_INPUTS = new Set(['text', 'search', 'url', 'email', 'number', 'password', 'tel', 'date', 'time'])

/** What a key press asks, if anything. Nothing does while somebody writes; an empty field is not yet writing for keys
 *  that put no character in it. */
export function keyAct(event: KeyboardEvent): KeyAct | undefined {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event
  if (event.defaultPrevented || event.isComposing || ctrlKey || metaKey) return undefined
  const field = fieldOf(event.target)
  if (key === '?' && !altKey) return field ? undefined : 'list'
  if (!altKey || shiftKey || (field && field.value !== '')) return undefined
  // By its place: with Option a Mac makes another letter of it, and on a Korean keyboard it is ㅑ.
  if (event.code === 'KeyI') return 'inspect'
  return key === 'ArrowDown' ? 'next' : key === 'ArrowUp' ? 'previous' : undefined
}

/** The field that somebody writes in, if it is one. */
export function fieldOf(target: EventTarget | null): { value: string } | undefined {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return target
  if (target instanceof HTMLInputElement) return TEXT_INPUTS.has(target.type) ? target : undefined
  return target instanceof HTMLElement && target.isContentEditable
    ? { value: target.textContent || ' ' }
    : undefined
}
