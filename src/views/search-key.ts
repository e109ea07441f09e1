import { letterOf } from '../ui/row-keys.ts'
import { fieldOf } from './keys.ts'

/** Does a key press open the search of a view? `/` and Ctrl+F do where the view has the focus, or nothing else has; from
 *  the search's own field, Ctrl+F is the browser's. */
export function opensSearch(event: KeyboardEvent, view: HTMLElement): boolean {
  const { key, target, altKey, shiftKey } = event
  if (event.defaultPrevented || event.isComposing || altKey || !(target instanceof Element)) return false
  const isHere = view.contains(target) || target.matches('body, main')
  if (!isHere || document.querySelector('dialog[open]')) return false
  if (!event.ctrlKey && !event.metaKey) return key === '/' && !fieldOf(target)
  return letterOf(event) === 'f' && !shiftKey && !target.closest('[role="search"] input')
}
