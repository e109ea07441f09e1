/** A long list as it was at one moment. Places hold, also when its source goes on: what that drops is undefined. */
export type RowList<T> = {
  readonly length: number
  /** How many were dropped at the far end, ever. */
  readonly dropped: number
  at(index: number): T | undefined
  /** A list of something else (another search, say) has nothing in common with the one before. */
  readonly of?: unknown
}

/** A part of a list to be drawn, beginning `from`; `shift`: what changed, changed before the reader's place. */
export type Drawn<T> = { list: RowList<T>; from: number; length: number; shift: boolean }

/** The steps from what is drawn to a newer list, so that the rows under a reader stay where they are: first what fell
 *  out at one end, then what came in at the other (`edge`). */
export function steps<T>(drawn: Drawn<T>, list: RowList<T>, edge: 'start' | 'end'): Drawn<T>[] {
  const whole = { list, from: 0, length: list.length, shift: false }
  const before = drawn.list
  const gone = list.dropped - before.dropped
  const kept = drawn.length - gone
  if (before.of !== list.of || gone < 0 || kept <= 0) return [whole]
  if (edge === 'end')
    return gone > 0 ? [{ list, from: 0, length: Math.min(kept, list.length), shift: true }, whole] : [whole]
  const added = list.length - kept
  if (added <= 0) return [whole]
  const rest = { list, from: added, length: kept, shift: false }
  return gone > 0 ? [rest, { ...whole, shift: true }] : [{ ...whole, shift: true }]
}

/** As the array that a virtual list asks for: it reads only `length` and places. */
export function rowsOf<T>({ list, from, length }: Drawn<T>): readonly T[] {
  return new Proxy<T[]>([], {
    get: (_, name) => (name === 'length' ? length : list.at(from + Number(name))) as T,
  })
}
