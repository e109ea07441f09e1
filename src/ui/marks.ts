import { joinPath } from '../model/diff.ts'
import type { Opened } from './opened.svelte.ts'

/** What the parts of a value need to know of each other: what changed, what is drawn over time, what is unfolded. */
export interface Marks {
  /** Did this leaf, or something in it, change last? */
  changed(path: string): boolean
  /** Alternates with every change, so that what changes twice flashes twice; false where so much changed that flashes
   *  would tell nothing. */
  readonly beat: 'flash-a' | 'flash-b' | false
  isPicked(path: string): boolean
  /** Draws a number over time, or not any more. */
  pick(path: string): void
  readonly opened: Opened
  /** The path that a search is at. It is unfolded as far as that. */
  readonly found: string | undefined
}

/** Does one path lead to the other, which is in it? */
export function leadsTo(path: string, inner: string | undefined): boolean {
  return inner !== undefined && inner !== path && (path === '' || inner.startsWith(joinPath(path, '')))
}

/** Every path that leads to one of these, itself included. */
export function pathsTo(changed: Iterable<string>, separator = ' › '): Set<string> {
  const paths = new Set<string>()
  for (const path of changed) {
    paths.add(path)
    for (let at = path.indexOf(separator); at >= 0; at = path.indexOf(separator, at + 1))
      paths.add(path.slice(0, at))
  }
  return paths
}
