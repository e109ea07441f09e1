/** So far (px) may a row move before it is put back: below, it is rounding. */
const SLIGHT = 0.5

/** Notes where the rows are that a reader sees. Returns how to put the first of them that is still there back to where it
 *  was; to be called once what moved them is drawn, before it is painted. `rows`: the parent of the rows' own elements.
 *  Where it was in the list's view, or, `inWindow`, on the screen: the list itself may be moved. */
export function anchor(scroller: HTMLElement, rows: Element | undefined, inWindow = false): () => void {
  if (!rows) return () => undefined
  const view = scroller.getBoundingClientRect()
  const origin = () => (inWindow ? 0 : scroller.getBoundingClientRect().top)
  const from = origin()
  const seen: [element: Element, top: number][] = []
  for (const element of rows.children) {
    const { top, bottom } = element.getBoundingClientRect()
    if (bottom > view.top && top < view.bottom) seen.push([element, top - from])
  }
  // In the order in which they are seen: that in which they came into being is another.
  seen.sort(([, a], [, b]) => a - b)
  return () => {
    const still = seen.find(([element]) => element.isConnected)
    if (!still) return
    const [element, top] = still
    const moved = element.getBoundingClientRect().top - origin() - top
    if (Math.abs(moved) > SLIGHT) scroller.scrollTop += moved
  }
}
