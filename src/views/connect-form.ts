import type { BackendName } from '../backends/index.ts'
import { parseHeaders } from '../backends/auth.ts'
import { backends } from '../backends/index.ts'
import type { Field, Fields, View } from '../model/profile.ts'
import { splitAddress } from '../model/secrets.ts'
import { reasonOf } from '../net/errors.ts'
import { hasStrayLogin } from '../stores/take-secrets.ts'
import type { Problem } from './new-profile.ts'
import { addressProblem } from './new-profile.ts'

/** A backend's name from a link, if there is one of that name. */
export function knownBackend(name: string | undefined): BackendName | undefined {
  return name !== undefined && Object.hasOwn(backends, name) ? (name as BackendName) : undefined
}

/** What a saved profile or a link gives, as far as these fields can take it. Links are typed by strangers: an answer
 *  that is none of the choices, no number or out of range counts as not given. */
export function readGiven(fields: Fields, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const read: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = Object.hasOwn(given, name) ? readOne(field, given[name]) : undefined
    if (value !== undefined) read[name] = value
  }
  return read
}

function readOne(field: Field, given: unknown): unknown {
  switch (field.kind) {
    case 'choice':
      return field.choices.some(({ value }) => value === given) ? given : undefined
    case 'switch':
      if (typeof given === 'boolean') return given
      return ({ true: true, '1': true, false: false, '0': false } as Record<string, boolean>)[String(given)]
    case 'number': {
      const number = given === '' ? NaN : Number(given)
      return inRange(field, number) ? number : undefined
    }
    default:
      return typeof given === 'string' ? given : undefined
  }
}

function inRange(
  { min = -Infinity, max = Infinity }: { min?: number; max?: number },
  value: number,
): boolean {
  return Number.isFinite(value) && value >= min && value <= max
}

/** The fields that are asked, given the answers so far, in order. */
export function askedFields(fields: Fields, options: Record<string, unknown>, view: View): [string, Field][] {
  return Object.entries(fields).filter(([, { when }]) => !when || when(options, view))
}

/** What is wrong with the answers, by field. */
export function findProblems(
  asked: readonly [string, Field][],
  options: Record<string, unknown>,
  page: URL | Location,
): Map<string, Problem> {
  const problems = new Map<string, Problem>()
  for (const [name, field] of asked) {
    if (field.kind === 'url') {
      const typed = String(options[name] ?? '')
      // What is secret in it is taken out, but for what no browser sends.
      const kept = name === 'server' && hasStrayLogin(options) ? typed : splitAddress(typed).address
      const problem = addressProblem(kept, field.required ?? false, page)
      if (problem) problems.set(name, problem)
    } else if (field.kind === 'secret') {
      const problem = secretProblem(field, String(options[name] ?? ''))
      if (problem) problems.set(name, problem)
    } else if (field.kind === 'number' && !inRange(field, Number(options[name]))) {
      problems.set(name, { code: 'range', min: field.min ?? 0, max: field.max })
    }
  }
  return problems
}

function secretProblem(field: Field & { kind: 'secret' }, typed: string): Problem | undefined {
  if (!typed.trim()) return field.required ? { code: 'needed' } : undefined
  if (field.look !== 'headers') return undefined
  try {
    parseHeaders(typed)
    return undefined
  } catch (error) {
    return reasonOf(error)
  }
}

/** The options to save: what is asked and answered. A default that looks at other answers is not saved unless it was
 *  `chosen`, so that it goes on following them. */
export function optionsToSave(
  asked: readonly [string, Field][],
  options: Record<string, unknown>,
  chosen: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const saved: Record<string, unknown> = {}
  for (const [name, field] of asked) {
    const value = options[name]
    // Those are kept apart.
    if (field.kind === 'secret') continue
    if (value === '' || (typeof field.default === 'function' && chosen[name] === undefined)) continue
    saved[name] = field.kind === 'url' ? String(value).trim() : value
  }
  return saved
}
