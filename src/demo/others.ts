import type { Reading, WorldEvent } from './book.ts'

const SQLITE_BUSY = 5
const SQLITE_LOCKED = 6

/** Another process may set a value and leave its time as it was: then the time is that of the change. */
export function refreshed(reading: Reading, known: Reading | undefined, now: number): Reading {
  if (!known || known.value === reading.value) return known && known.at > reading.at ? known : reading
  return { ...reading, at: reading.at > known.at ? reading.at : now }
}

/** What happened to the readings between the two. */
export function changes(before: readonly Reading[], after: readonly Reading[]): WorldEvent[] {
  const known = new Map(before.map((reading) => [reading.name, reading]))
  const there = new Set(after.map(({ name }) => name))
  const changed = after.filter(({ name, value, at }) => {
    const was = known.get(name)
    return !was || was.value !== value || was.at !== at
  })
  const gone = before.filter(({ name }) => !there.has(name))
  return [
    ...changed.map((reading): WorldEvent => ({ type: 'reading', reading })),
    ...gone.map((reading): WorldEvent => ({ type: 'reading', reading, gone: true })),
  ]
}

/** Is it only that another process has the database locked? https://sqlite.org/rescode.html */
export function isBusy(error: unknown): boolean {
  const { errcode } = Object(error) as { errcode?: number }
  const primary = (errcode ?? 0) & 0xff
  return primary === SQLITE_BUSY || primary === SQLITE_LOCKED
}
