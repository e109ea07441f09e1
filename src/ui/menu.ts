import type { Component } from 'svelte'

/** One thing that a menu offers. `action`: a name for tests that is the same in every language. */
export type MenuItem = {
  label: string
  icon: Component
  action: string
  danger?: boolean
  /** It is on or off. */
  checked?: boolean
  run: () => void
}

/** Is a part still where it can be seen in what scrolls it? For a document, in the window. */
export function isInSight(part: Element, scroller: Node): boolean {
  const { top, bottom } = part.getBoundingClientRect()
  const seen =
    scroller instanceof Element ? scroller.getBoundingClientRect() : { top: 0, bottom: innerHeight }
  return bottom > seen.top && top < seen.bottom
}
