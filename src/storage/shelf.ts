import type { Entry } from '../model/log.ts'
import type { Chunk, Edit, Placed } from './chunk.ts'
import { dropFirst, edit, pack } from './chunk.ts'
import type { Chunks } from './schema.ts'
import { allOf } from './schema.ts'

/** Adds entries, oldest first, that are younger than all that is there; others are left out. Returns how many came. */
export async function add(
  chunks: Chunks,
  profile: string,
  entries: readonly Placed[],
  lastKey: number,
  now: number,
): Promise<number> {
  const youngest = await chunkAt(chunks, profile, Infinity)
  let last = Math.max(lastKey, youngest?.last ?? -Infinity)
  const fresh = entries.filter(({ key }) => {
    if (key <= last) return false
    last = key
    return true
  })
  for (const chunk of pack(profile, youngest, fresh, now)) await chunks.put(chunk)
  return fresh.length
}

/** Takes edits in their order, each chunk read and written once. Returns by how many entries there are more now. */
export async function applyEdits(chunks: Chunks, profile: string, edits: readonly Edit[]): Promise<number> {
  const open = new Map<number, Chunk>()
  const changed = new Set<number>()
  let more = 0
  for (const change of edits) {
    const first = await firstAt(chunks, profile, change.at)
    if (first === undefined) continue
    const chunk = open.get(first) ?? (await chunks.get([profile, first]))
    if (!chunk) continue
    open.set(first, chunk)
    const after = edit(chunk, change)
    if (!after) continue
    more += after.count - chunk.count
    open.set(first, after)
    changed.add(first)
  }
  for (const first of changed) {
    const chunk = open.get(first) as Chunk
    await (chunk.count > 0 ? chunks.put(chunk) : chunks.delete([profile, first]))
  }
  return more
}

/** Drops the oldest entries until `keep` of `count` are left. Returns how many are left. */
export async function trim(chunks: Chunks, profile: string, count: number, keep: number): Promise<number> {
  let left = count
  let cursor = left > keep ? await chunks.openCursor(allOf(profile)) : null
  while (cursor && left > keep) {
    const chunk = cursor.value
    const dropped = Math.min(chunk.count, left - keep)
    await (dropped === chunk.count ? cursor.delete() : cursor.update(dropFirst(chunk, dropped)))
    left -= dropped
    if (left > keep) cursor = await cursor.continue()
  }
  return left
}

/** Drops the oldest chunks to which nothing was added since `since` (epoch ms). Returns how many entries went. */
export async function dropOlder(chunks: Chunks, profile: string, since: number): Promise<number> {
  let gone = 0
  let cursor = await chunks.openCursor(allOf(profile))
  while (cursor && cursor.value.at < since) {
    gone += cursor.value.count
    await cursor.delete()
    cursor = await cursor.continue()
  }
  return gone
}

/** Drops the oldest half of the chunks, at least one. Returns how many entries went. */
export async function dropHalf(chunks: Chunks, profile: string): Promise<number> {
  const half = Math.ceil((await chunks.count(allOf(profile))) / 2)
  let gone = 0
  let cursor = half > 0 ? await chunks.openCursor(allOf(profile)) : null
  for (let done = 0; cursor && done < half; done++) {
    gone += cursor.value.count
    await cursor.delete()
    cursor = await cursor.continue()
  }
  return gone
}

/** The last `limit` entries whose key is less than `before`, oldest first. */
export async function readPage(
  chunks: Pick<Chunks, 'openCursor'>,
  profile: string,
  before: number,
  limit: number,
): Promise<Entry[]> {
  const parts: Entry[][] = []
  let wanted = limit
  const older = IDBKeyRange.bound([profile], [profile, before], false, true)
  let cursor = await chunks.openCursor(older, 'prev')
  while (cursor) {
    const part = cursor.value.entries.filter(({ key }) => Number(key) < before).slice(-wanted)
    parts.unshift(part)
    wanted -= part.length
    if (wanted <= 0) break
    cursor = await cursor.continue()
  }
  return parts.flat()
}

/** The first `limit` entries whose key is greater than `after`, oldest first. */
export async function readAfter(
  chunks: Pick<Chunks, 'openCursor' | 'openKeyCursor'>,
  profile: string,
  after: number,
  limit: number,
): Promise<Entry[]> {
  const found: Entry[] = []
  const first = await firstAt(chunks, profile, after)
  const { lower, upper } = allOf(profile)
  let cursor = await chunks.openCursor(
    IDBKeyRange.bound(first === undefined ? lower : [profile, first], upper),
  )
  while (cursor) {
    const part = cursor.value.entries.filter(({ key }) => Number(key) > after)
    found.push(...part.slice(0, limit - found.length))
    if (found.length >= limit) break
    cursor = await cursor.continue()
  }
  return found
}

async function chunkAt(chunks: Chunks, profile: string, key: number): Promise<Chunk | undefined> {
  const first = await firstAt(chunks, profile, key)
  return first === undefined ? undefined : chunks.get([profile, first])
}

/** The name of the chunk that holds that key, if any does. */
async function firstAt(
  chunks: Pick<Chunks, 'openKeyCursor'>,
  profile: string,
  key: number,
): Promise<number | undefined> {
  const cursor = await chunks.openKeyCursor(IDBKeyRange.bound([profile], [profile, key]), 'prev')
  return cursor?.primaryKey[1]
}
