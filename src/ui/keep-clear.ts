import type { Attachment } from 'svelte/attachments'

/** What is written in, and the buttons that belong to it. */
const WRITTEN = '[data-keep-clear]'
/** So far (px) above it. */
const GAP = 8

/** Moves something that lies over the page up, as far as it would else cover what is typed into: a composer, or the field
 *  that has the focus. */
export const keepClear: Attachment<HTMLElement> = (element) => {
  let moved = 0
  let frame = 0

  function place(): void {
    frame = 0
    const { top, bottom, left, right } = element.getBoundingClientRect()
    // Where it would be by itself.
    let [from, to] = [top + moved, bottom + moved]
    for (const { box } of boxes(element).sort((one, other) => other.box.bottom - one.box.bottom)) {
      const isBeside = box.right <= left || box.left >= right
      if (isBeside || box.bottom <= from || box.top >= to || box.top - GAP - (to - from) < 0) continue
      ;[from, to] = [box.top - GAP - (to - from), box.top - GAP]
    }
    const by = Math.round(bottom + moved - to)
    if (by === moved) return
    moved = by
    element.style.translate = `0 ${-by}px`
  }

  const soon = (): void => void (frame ||= requestAnimationFrame(place))
  place()
  const events = ['input', 'focusin', 'focusout', 'scroll', 'resize', 'toggle'] as const
  for (const name of events) addEventListener(name, soon, { capture: true, passive: true })
  const watch = new ResizeObserver(soon)
  for (const written of document.querySelectorAll(WRITTEN)) watch.observe(written)
  return () => {
    for (const name of events) removeEventListener(name, soon, { capture: true })
    watch.disconnect()
    cancelAnimationFrame(frame)
  }
}

/** While a panel is open one types there. */
function boxes(element: HTMLElement): { box: DOMRect }[] {
  const panels = [...document.querySelectorAll('[popover]:popover-open')]
  const focused = document.activeElement
  const field = focused?.matches('input, textarea, select') && !element.contains(focused) ? [focused] : []
  const written = panels.length > 0 ? panels : [...document.querySelectorAll(WRITTEN)]
  const all = [...written, ...field].map((each) => ({ box: each.getBoundingClientRect() }))
  return all.filter(({ box }) => box.height > 0)
}
