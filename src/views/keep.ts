import type { Keep } from '../model/profile.ts'
import { KEEP } from '../model/profile.ts'
import type { Problem } from './new-profile.ts'

/** How much may be kept: more would make the page slow to no one's use. */
export const KEEP_MAX: Keep = { count: 1_000_000, days: 3_650 }

/** What is wrong with how much is to be kept, by the name of its field. */
export function findKeepProblems(count: string, days: string): Map<string, Problem> {
  const problems = new Map<string, Problem>()
  if (!isWhole(count, 0, KEEP_MAX.count))
    problems.set('keep-count', { code: 'range', min: 0, max: KEEP_MAX.count })
  if (!isWhole(days, 1, KEEP_MAX.days))
    problems.set('keep-days', { code: 'range', min: 1, max: KEEP_MAX.days })
  return problems
}

/** The part of a profile that says so; nothing where it is as it is by itself and nothing else was saved before. */
export function readKeep(count: string, days: string, before: Keep | undefined): { keep?: Keep } {
  const keep = { count: Number(count), days: Number(days) }
  const isDefault = keep.count === KEEP.count && keep.days === KEEP.days
  return isDefault && !before ? {} : { keep }
}

function isWhole(text: string, min: number, max: number): boolean {
  const value = text.trim() === '' ? NaN : Number(text)
  return Number.isInteger(value) && value >= min && value <= max
}
