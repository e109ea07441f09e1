/** What was seen of the rows in sight, so far. `looks`: so many times was one looked at again, a frame later; `moves`: what
 *  moved by more than a pixel or went out of sight, as sentences. It goes on until `ended` is set. */
export type Followed = { looks: number; moves: string[]; ended: boolean }

/** Looks after every frame where the rows are that a reader sees. Goes to the page as text, and stands for itself. */
export function followRows(scroller: Element): Followed {
  const told: Followed = { looks: 0, moves: [], ended: false }
  let before = new Map<string, number>()
  // A message comes when the frame is painted: what is measured only then has its place.
  const { port1, port2 } = new MessageChannel()
  const next = () => requestAnimationFrame(() => port2.postMessage(undefined))
  port1.onmessage = () => {
    const view = scroller.getBoundingClientRect()
    const now = new Map<string, number>()
    const names = new Set<string>()
    for (const row of scroller.querySelectorAll<HTMLElement>('[data-row]')) {
      const { top, bottom } = row.getBoundingClientRect()
      if (!row.checkVisibility({ visibilityProperty: true })) continue
      const name = `${row.dataset['row']} ${row.dataset['id']}`
      if (bottom > view.top && top < view.bottom) names.add(name)
      // What only just looks in may as well look out.
      if (bottom > view.top + 4 && top < view.bottom - 4) now.set(name, top - view.top)
    }
    for (const [name, top] of now) {
      const last = before.get(name)
      if (last === undefined) continue
      told.looks++
      if (Math.abs(top - last) > 1) told.moves.push(`${name} by ${top - last} px`)
    }
    for (const name of before.keys())
      if (!names.has(name) && !name.startsWith('day')) told.moves.push(`${name} out of sight`)
    before = now
    if (!told.ended) next()
  }
  next()
  return told
}
