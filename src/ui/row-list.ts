import type { Key } from '../model/log.ts'
import type { Edge } from './leaving.ts'

/** A long list as it was at one moment. Places hold, also when its source goes on: what that drops is undefined. */
export type RowList<T> = {
  readonly length: number
  /** How many were dropped at the far end, ever. */
  readonly dropped: number
  /** How many were added at the far end, ever. */
  readonly prepended: number
  at(index: number): T | undefined
  /** Where the row of that key is; -1: there is none. */
  indexOf(key: Key): number
  /** A list of something else (another search, say) has nothing in common with the one before. */
  readonly of?: unknown
}

/** A part of a list to be drawn, beginning `from`; `shift`: what changed, changed before the reader's place. */
export type Drawn<T> = { list: RowList<T>; from: number; length: number; shift: boolean }

/** All of a list, to be drawn. */
export function whole<T>(list: RowList<T>): Drawn<T> {
  return { list, from: 0, length: list.length, shift: false }
}

/** The steps from what is drawn to a newer list, so that the rows under a reader stay where they are: first what came
 *  in or fell out at the far end, then what came in at the other (`edge`). */
export function steps<T>(drawn: Drawn<T>, list: RowList<T>, edge: Edge): Drawn<T>[] {
  const all = whole(list)
  const before = drawn.list
  /** How many more there are at the far end; below 0: fewer. */
  const far = list.prepended - before.prepended - (list.dropped - before.dropped)
  const kept = drawn.length + far
  if (before.of !== list.of || kept <= 0 || kept <= far) return [all]
  if (edge === 'end')
    return far === 0 ? [all] : [{ list, from: 0, length: Math.min(kept, list.length), shift: true }, all]
  const added = list.length - kept
  if (added <= 0) return [all]
  const rest = { list, from: added, length: kept, shift: false }
  return far === 0 ? [{ ...all, shift: true }] : [rest, { ...all, shift: true }]
}

/** As the array that a virtual list asks for: it reads only `length` and places. */
export function rowsOf<T>({ list, from, length }: Drawn<T>): readonly T[] {
  return new Proxy<T[]>([], {
    get: (_, name) => (name === 'length' ? length : list.at(from + Number(name))) as T,
  })
}
