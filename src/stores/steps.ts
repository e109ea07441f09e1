import type { DraftState } from '../model/act.ts'
import type { Entry, Fresh, Log } from '../model/log.ts'
import type { Reason } from '../model/reason.ts'

/** What is to happen to a log, in order, when the next batch is shown. */
export type Step =
  | { put: Fresh }
  /** Something takes a draft's place. */
  | { settle: string; by: Fresh[] }
  /** A draft that was taken turns out otherwise. */
  | { mark: string; state: DraftState; error?: Reason }

/** Takes the steps, what is next to each other in one append. Returns how many messages of others there were. */
export function takeSteps(log: Log, steps: readonly Step[]): number {
  let batch: Fresh[] = []
  let arrived = 0
  for (const step of steps) {
    if ('put' in step) {
      if (step.put.kind === 'message' && !step.put.message.own) arrived++
      batch.push(step.put)
      continue
    }
    log.append(batch)
    batch = []
    if ('settle' in step) settle(log, step)
    else mark(log, step)
  }
  log.append(batch)
  return arrived
}

function settle(log: Log, { settle: id, by }: Extract<Step, { settle: string }>): void {
  const isDraft = (entry: Entry) => entry.kind === 'draft' && entry.draft.id === id
  const isEcho = (entry: Entry) => entry.kind === 'message' && entry.message.echoOf === id
  if (!log.replace((entry) => isDraft(entry) || isEcho(entry), by)) log.append(by)
}

function mark(log: Log, { mark: id, state, error }: Extract<Step, { mark: string }>): void {
  log.change(
    (entry) => entry.kind === 'draft' && entry.draft.id === id,
    (entry) =>
      entry.kind === 'draft'
        ? { ...entry, draft: { ...entry.draft, state, ...(error && { error }) } }
        : entry,
  )
}
