import { say, t } from '../i18n/i18n.svelte.ts'
import type { Problem } from './new-profile.ts'

/** What is wrong with an answer, as a sentence. */
export function sayProblem(problem: Problem): string {
  if (problem.code === 'no-address') return t('form.no-address')
  if (problem.code === 'needed') return t('auth.needed')
  if (problem.code !== 'range') return say(problem)
  const { min, max } = problem as Extract<Problem, { code: 'range' }>
  return max === undefined ? t('form.range-from', { min }) : t('form.range', { min, max })
}
