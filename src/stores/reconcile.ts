import type { Change, Entry, Log } from '../model/log.ts'

/** So many of the youngest entries of both are looked at. */
export const RECENT = 500

/** What a log and the history of the same channel have to learn of each other, when another tab takes over. */
export type Differences = {
  /** Kept, and not in the log. */
  missing: Entry[]
  /** Between the log and what is missing there is more. */
  hole: boolean
  /** In the log, as a tab told it that did not come to write it. */
  unwritten: Change[]
}

/** `kept`: the youngest that are kept, oldest first; `lastKey`: the greatest key that ever was. */
export function reconcile(log: Log, kept: readonly Entry[], lastKey: number): Differences {
  const tail = new Map<number, Entry>()
  for (let index = Math.max(0, log.length - 2 * RECENT); index < log.length; index++) {
    const entry = log.at(index)
    if (entry && typeof entry.key === 'number') tail.set(entry.key, entry)
  }
  const first = tail.keys().next().value ?? Infinity
  const missing = kept.filter(({ key }) => Number(key) > log.lastKey)
  const put = [...tail.values()].filter(({ key }) => Number(key) > lastKey)
  const edits: Change[] = []
  for (const entry of kept) {
    const key = Number(entry.key)
    if (key < first || key > log.lastKey) continue
    const now = tail.get(key)
    if (!now) edits.push({ at: key, by: [] })
    else if (!isSame(entry, now)) edits.push({ at: key, by: [now] })
  }
  return {
    missing,
    hole: log.length > 0 && missing.length > 0 && Number(missing[0]?.key) > log.lastKey + 1,
    unwritten: [...edits, ...(put.length > 0 ? [{ put }] : [])],
  }
}

/** An entry becomes another one when its draft does, or its echo takes its place. */
function isSame(one: Entry, other: Entry): boolean {
  if (one.kind === 'draft' && other.kind === 'draft') return one.draft.state === other.draft.state
  if (one.kind === 'message' && other.kind === 'message')
    return one.message.id === other.message.id && one.message.body === other.message.body
  return one.kind === other.kind
}

/** The drafts of which something is a line, their own or their echo's. */
export function draftsIn(change: Change): string[] {
  return ('put' in change ? change.put : change.by).flatMap((entry) => {
    if (entry.kind === 'draft') return [entry.draft.id]
    const echoOf = entry.kind === 'message' && entry.message.own ? entry.message.echoOf : undefined
    return echoOf === undefined ? [] : [echoOf]
  })
}
