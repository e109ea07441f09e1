import type { Draft } from '../model/act.ts'
import type { Entry } from '../model/log.ts'

/** A message for tests, whose id tells its key. */
export function said(key: number, body = `line ${key}`, at = 1_000_000): Entry {
  return { kind: 'message', key, at, message: { id: `m${key}`, at, body } }
}

/** Messages with the keys from one to another, both included. */
export function lines(from: number, to: number, at?: number): Entry[] {
  return Array.from({ length: to - from + 1 }, (_, n) => said(from + n, undefined, at))
}

/** A draft of ours for tests. */
export function draftOf(id: string, more: Partial<Draft> = {}): Draft {
  return { id, at: 1_000_000, act: { kind: 'say', body: `body of ${id}` }, state: 'queued', ...more }
}

/** A draft that stands in the log. */
export function saidByUs(key: number, id: string): Entry {
  return { kind: 'draft', key, at: 1_000_000, draft: draftOf(id, { state: 'sent' }) }
}

/** The keys of entries, in their order. */
export function keysOf(entries: readonly Entry[]): unknown[] {
  return entries.map(({ key }) => key)
}
