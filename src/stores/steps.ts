import type { DraftState } from '../model/act.ts'
import type { Change, Entry, Fresh, Log } from '../model/log.ts'
import type { Message } from '../model/message.ts'
import type { Reason } from '../model/reason.ts'

/** What is to happen to a log, in order, when the next batch is shown. */
export type Step =
  | { put: Fresh }
  /** What was said, one after the other. */
  | { run: Message[] }
  /** Something takes a draft's place. */
  | { settle: string; by: Fresh[] }
  /** A draft that was taken turns out otherwise. */
  | { mark: string; state: DraftState; error?: Reason }
  /** The server changed one of its messages, or took it away. */
  | { alter: string; set: Partial<Message> | 'gone' }

/** Takes the steps, what is next to each other in one append. Returns what they did, by key, and how many messages of
 *  others there were. */
export function takeSteps(log: Log, steps: readonly Step[]): { changes: Change[]; arrived: number } {
  const changes: Change[] = []
  let batch: Fresh[] = []
  let arrived = 0
  const append = (fresh: readonly Fresh[]) => {
    if (fresh.length > 0) changes.push({ put: log.append(fresh) })
  }
  for (const step of steps) {
    if ('run' in step) {
      append(batch)
      batch = []
      for (const { own } of step.run) if (!own) arrived++
      changes.push({ put: log.say(step.run) })
      continue
    }
    if ('put' in step) {
      batch.push(step.put)
      continue
    }
    append(batch)
    batch = []
    const change = 'settle' in step ? settle(log, step) : 'mark' in step ? mark(log, step) : alter(log, step)
    if (change) changes.push(change)
    else if ('settle' in step) append(step.by)
  }
  append(batch)
  return { changes, arrived }
}

function settle(log: Log, { settle: id, by }: Extract<Step, { settle: string }>): Change | undefined {
  const isDraft = (entry: Entry) => entry.kind === 'draft' && entry.draft.id === id
  const isEcho = (entry: Entry) => entry.kind === 'message' && entry.message.echoOf === id
  return log.replace((entry) => isDraft(entry) || isEcho(entry), by)
}

function mark(log: Log, { mark: id, state, error }: Extract<Step, { mark: string }>): Change | undefined {
  return log.change(
    (entry) => entry.kind === 'draft' && entry.draft.id === id,
    (entry) =>
      entry.kind === 'draft'
        ? { ...entry, draft: { ...entry.draft, state, ...(error && { error }) } }
        : entry,
  )
}

function alter(log: Log, { alter: id, set }: Extract<Step, { alter: string }>): Change | undefined {
  const is = (entry: Entry) => entry.kind === 'message' && entry.message.id === id
  if (set === 'gone') return log.replace(is, [])
  return log.change(is, (entry) =>
    entry.kind === 'message' ? { ...entry, message: { ...entry.message, ...set, id } } : entry,
  )
}
