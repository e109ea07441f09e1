import { JSONPathEnvironment } from 'json-p3'
import type { JSONValue } from 'json-p3'
import type { Mapping } from '../model/mapping.ts'
import type { Heard } from './carrier.ts'
import type { Finder, Pick, Picked } from './json-map-pick.ts'
import { compilePick, parseUnpacked, plainFinder } from './json-map-pick.ts'

/** What is asked of the worker: to pick from texts by a mapping, one answer each; or whether paths are paths. */
export type Work =
  | { id: number; want: 'picks'; mapping: Mapping; texts: readonly Heard[] }
  | { id: number; want: 'faults'; paths: readonly string[] }

/** Why a text is no path, and where in it (characters before it). */
export type PathFault = { path: string; detail: string; at: number }

/** What the worker says: that it runs, and then its answers. `picked` and `failed` are of the text of that index. */
export type Answer =
  | { type: 'ready' }
  | { type: 'picked'; id: number; index: number; picked: Picked[] }
  | { type: 'failed'; id: number; index: number; detail: string }
  | { type: 'faults'; id: number; faults: PathFault[] }

const environment = new JSONPathEnvironment()

/** Does it. A path that came from a person may never come to an end. */
export function work(asked: Work, say: (answer: Answer) => void): void {
  const { id } = asked
  if (asked.want === 'faults') return say({ type: 'faults', id, faults: faultsOf(asked.paths) })
  let pick: Pick | undefined
  for (const [index, { text, event }] of asked.texts.entries()) {
    try {
      pick ??= compilePick(asked.mapping, finderOf)
      say({ type: 'picked', id, index, picked: pick(parseUnpacked(text, asked.mapping), event) })
    } catch (error) {
      // What is no JSON is told by whoever reads it next; what is nested too deeply cannot be handed over.
      say({ type: 'failed', id, index, detail: error instanceof Error ? error.message : '' })
    }
  }
}

function finderOf(path: string): Finder {
  const plain = plainFinder(path)
  if (plain) return plain
  const query = environment.compile(path)
  return (value) => query.query(value as JSONValue).values()
}

function faultsOf(paths: readonly string[]): PathFault[] {
  return paths.flatMap((path) => {
    try {
      environment.compile(path)
      return []
    } catch (error) {
      const { token, message } = error as Error & { token?: { index?: number } }
      return [{ path, detail: message, at: Math.min(token?.index ?? 0, path.length) }]
    }
  })
}
