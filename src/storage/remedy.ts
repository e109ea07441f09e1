import type { Database, Outcome } from './database.ts'
import type { StoreName, Transaction } from './schema.ts'
import { dropHalf } from './shelf.ts'

/** Writes in one transaction. Where no room is left, half of the profile's history goes and it is tried once more, and then
 *  never again (`full`); where something cannot be stored, `leaveOut` is asked to remove it and it is tried once more. */
export async function writeWithRemedies<T>(
  database: Database,
  profile: string,
  stores: StoreName[],
  work: (tx: Transaction) => Promise<T>,
  leaveOut?: () => void,
): Promise<Outcome<T>> {
  const remedies = new Map<string, () => unknown>([['full', () => halve(database, profile)]])
  if (leaveOut) remedies.set('uncloneable', leaveOut)
  for (;;) {
    const outcome = await database.attempt('write', stores, work)
    if (outcome.done) return outcome
    const remedy = remedies.get(outcome.why)
    remedies.delete(outcome.why)
    if (remedy) {
      await remedy()
      continue
    }
    if (outcome.why === 'full') database.fail('full')
    return outcome
  }
}

/** Drops the oldest half of a profile's history. */
async function halve(database: Database, profile: string): Promise<void> {
  await database.attempt('delete', ['chunks', 'meta'], async (tx) => {
    const gone = await dropHalf(tx.objectStore('chunks'), profile)
    const meta = await tx.objectStore('meta').get(profile)
    if (meta) await tx.objectStore('meta').put({ ...meta, count: meta.count - gone })
  })
}
