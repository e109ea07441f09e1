import type { Entry } from '../model/log.ts'
import { sizeOf, weightOf } from '../model/weight.ts'

/** Neighbours of one profile's history, kept as one record. `first` is its name and stays, whatever is removed from it. */
export type Chunk = {
  profile: string
  first: number
  /** The key of its last entry. */
  last: number
  /** Epoch ms at which an entry was last added. An edit does not make it younger. */
  at: number
  count: number
  /** About how many characters of text it holds. */
  chars: number
  /** Oldest first, never empty. */
  entries: Entry[]
}

/** An entry that can be stored: it has its place by number. */
export type Placed = Entry & { key: number }

/** What is to stand where one stood. Nothing: it is gone. */
export type Edit = { at: number; by: readonly Entry[]; was?: string }

const CHUNK_COUNT = 1_000
const CHUNK_CHARS = 256 * 1024
const ENTRY_CHARS = 16

/** Whether an entry is ever stored: day marks are not, nor what has no number. */
export function isPlaced(entry: Entry): entry is Placed {
  return entry.kind !== 'day' && typeof entry.key === 'number' && Number.isFinite(entry.key)
}

/** Fills up the youngest chunk with entries, oldest first, and begins new ones. Returns those that were changed or made. */
export function pack(
  profile: string,
  youngest: Chunk | undefined,
  entries: readonly Placed[],
  now: number,
): Chunk[] {
  const packed: Chunk[] = []
  let chunk = youngest && { ...youngest, at: now, entries: [...youngest.entries] }
  let isChanged = false
  for (const entry of entries) {
    const chars = charsOf(entry)
    if (!chunk || (isFull(chunk, chars) && !isBeside(chunk.last, entry.key))) {
      if (chunk && isChanged) packed.push(chunk)
      chunk = { profile, first: entry.key, last: entry.key, at: now, count: 0, chars: 0, entries: [] }
    }
    chunk.entries.push(entry)
    chunk.last = entry.key
    chunk.count++
    chunk.chars += chars
    isChanged = true
  }
  if (chunk && isChanged) packed.push(chunk)
  return packed
}

/** The chunk after an edit; undefined where the edit means nothing here, and it stays as it is. It may be left empty. */
export function edit(chunk: Chunk, change: Edit): Chunk | undefined {
  const entries = editEntries(chunk.entries, change)
  return entries && withEntries(chunk, entries)
}

/** The entries after an edit; undefined where there is none with that key, or it is about another one. */
export function editEntries(entries: readonly Entry[], { at, by, was }: Edit): Entry[] | undefined {
  const index = indexOf(entries, at)
  const stored = entries[index]
  const isReading = stored?.kind === 'message' && was === stored.message.id
  if (!stored || !(isReading || agrees(stored, by))) return undefined
  const put = by.filter((entry) => isPlaced(entry) && isBeside(at, entry.key))
  // Taken a second time, what it put is there already.
  const rest = entries.slice(index + 1).filter(({ key }) => !put.some((entry) => entry.key === key))
  return [...entries.slice(0, index), ...put, ...rest]
}

/** The chunk without its oldest entries. */
export function dropFirst(chunk: Chunk, count: number): Chunk {
  return withEntries(chunk, chunk.entries.slice(count))
}

/** Whether two keys belong to the same place of a log: what replaced one entry has keys up to the next integer. */
export function isBeside(key: number, other: number): boolean {
  return Math.floor(key) === Math.floor(other)
}

function withEntries(chunk: Chunk, entries: Entry[]): Chunk {
  return {
    ...chunk,
    last: Number(entries.at(-1)?.key ?? chunk.first),
    count: entries.length,
    chars: entries.reduce((sum, entry) => sum + charsOf(entry), 0),
    entries,
  }
}

function isFull({ count, chars }: Chunk, more: number): boolean {
  return count >= CHUNK_COUNT || chars + more > CHUNK_CHARS
}

/** Where the entry of that key is, by halves; -1: there is none. */
function indexOf(entries: readonly Entry[], key: number): number {
  let from = 0
  let to = entries.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (Number(entries[middle]?.key) < key) from = middle + 1
    else to = middle
  }
  return entries[from]?.key === key ? from : -1
}

/** Whether an edit can be about that entry. Keys alone are not enough: another tab may have given the same ones. */
function agrees(stored: Entry, by: readonly Entry[]): boolean {
  if (stored.kind === 'draft' || by.length === 0) return true
  if (stored.kind === 'gap') return by.some((entry) => entry.kind === 'gap' && entry.from === stored.from)
  if (stored.kind !== 'message') return false
  const { id, echoOf } = stored.message
  return by.some((entry) => {
    if (entry.kind === 'draft') return entry.draft.id === echoOf
    if (entry.kind !== 'message') return false
    return entry.message.id === id || (echoOf !== undefined && entry.message.echoOf === echoOf)
  })
}

function charsOf(entry: Entry): number {
  if (entry.kind === 'garbled') return ENTRY_CHARS + sizeOf(entry.frame)
  if (entry.kind === 'message') return ENTRY_CHARS + weightOf(entry.message)
  if (entry.kind !== 'draft') return ENTRY_CHARS
  return ENTRY_CHARS + ('body' in entry.draft.act ? sizeOf(entry.draft.act.body) : 0)
}
