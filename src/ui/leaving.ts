/** Where new rows come in: whoever goes the other way leaves. */
export type Edge = 'start' | 'end'

const KEYS: Record<Edge, readonly string[]> = {
  end: ['ArrowUp', 'PageUp', 'Home'],
  start: ['ArrowDown', 'PageDown', 'End', ' '],
}

/** Does a turn of the wheel lead away from the edge? With Ctrl it is the browser's zoom. */
export function wheelLeaves({ deltaY, ctrlKey }: WheelEvent, edge: Edge): boolean {
  return !ctrlKey && (edge === 'end' ? deltaY < 0 : deltaY > 0)
}

/** Does a key scroll away from the edge? */
export function keyLeaves({ key }: KeyboardEvent, edge: Edge): boolean {
  return KEYS[edge].includes(key)
}
