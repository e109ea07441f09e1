import { valueOf } from '../model/diff.ts'
import type { Snapshot } from '../model/message.ts'
import type { Told } from './desk.ts'

/** A value may be nested deeper than the browser can copy to another tab: its text goes instead. */
export function packed<T extends { told?: readonly Told[] }>(batch: T): T {
  return withSnapshots(batch, ({ value, source, ...rest }) =>
    typeof value === 'object' && source !== undefined
      ? { ...rest, source, value: undefined }
      : { ...rest, value, ...(source !== undefined && { source }) },
  )
}

/** What `packed` was made of. */
export function unpacked<T extends { told?: readonly Told[] }>(batch: T): T {
  return withSnapshots(batch, (snapshot) =>
    snapshot.value === undefined && snapshot.source !== undefined
      ? { ...snapshot, value: valueOf(snapshot.source) }
      : snapshot,
  )
}

function withSnapshots<T extends { told?: readonly Told[] }>(
  batch: T,
  change: (snapshot: Snapshot) => Snapshot,
): T {
  if (!batch.told?.some(({ type }) => type === 'snapshot')) return batch
  const told = batch.told.map((each) =>
    each.type === 'snapshot' ? { type: each.type, snapshot: change(each.snapshot) } : each,
  )
  return { ...batch, told }
}
