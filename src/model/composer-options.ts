import type { Field, Fields, View } from './profile.ts'
import { withDefaults } from './profile.ts'
import type { Reason } from './reason.ts'

/** What is chosen for a message beside its text, by field: only what differs from the defaults. */
export type Chosen = Readonly<Record<string, unknown>>

/** One thing that is chosen. Without a value it is a switch, and on. */
export type Choice = { name: string; label: Reason; value: Reason | string | undefined }

/** So much of an answer is kept (characters). */
const MAX_CHARS = 20_000

/** The fields that are asked, given the answers so far, in order. */
export function askedIn(fields: Fields, chosen: Chosen, view: View): [string, Field][] {
  const values = withDefaults(fields, chosen, view)
  return Object.entries(fields).filter(
    ([, { kind, when }]) => kind !== 'data' && (!when || when(values, view)),
  )
}

/** Answers, as far as these fields ask for them and they differ from the defaults. They may come from a browser's storage,
 *  or be of a backend that has other fields by now. */
export function chosenIn(fields: Fields, given: Chosen, view: View): Chosen {
  const fitting: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields))
    if (Object.hasOwn(given, name) && fits(field, given[name])) fitting[name] = given[name]
  const defaults = withDefaults(fields, {}, view)
  const asked = askedIn(fields, fitting, view).map(([name]) => name)
  const differing = asked.filter(
    (name) => fitting[name] !== undefined && fitting[name] !== (defaults as Chosen)[name],
  )
  return Object.fromEntries(differing.map((name) => [name, fitting[name]]))
}

/** What goes out with a message: as it is chosen, but texts without the blanks around them, and no number that is none. */
export function outgoingIn(fields: Fields, given: Chosen, view: View): Chosen {
  const trimmed = Object.entries(given).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.trim() : value,
  ])
  return chosenIn(fields, Object.fromEntries(trimmed) as Chosen, view)
}

/** What stays chosen once a message was sent. */
export function stayingIn(fields: Fields, chosen: Chosen): Chosen {
  return Object.fromEntries(Object.entries(chosen).filter(([name]) => fields[name]?.once !== true))
}

/** What is chosen, in the order of the fields, to be said in words. What no field asks for is left out. */
export function choicesIn(fields: Fields, chosen: Chosen): Choice[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = Object.hasOwn(chosen, name) ? chosen[name] : undefined
    if (value === undefined) return []
    return [{ name, label: field.label, value: wordsOf(field, value) }]
  })
}

/** The number that is out of its range, and so nothing is sent; undefined where all is well. */
export function faultIn(
  fields: Fields,
  given: Chosen,
): { name: string; min: number; max: number | undefined } | undefined {
  for (const [name, field] of Object.entries(fields)) {
    if (field.kind !== 'number' || !Object.hasOwn(given, name) || given[name] === undefined) continue
    if (!fits(field, given[name])) return { name, min: field.min ?? 0, max: field.max }
  }
  return undefined
}

function fits(field: Field, value: unknown): boolean {
  switch (field.kind) {
    case 'choice':
      return field.choices.some((choice) => choice.value === value)
    case 'switch':
      return typeof value === 'boolean'
    case 'number':
      return (
        typeof value === 'number' &&
        Number.isFinite(value) &&
        value >= (field.min ?? -Infinity) &&
        value <= (field.max ?? Infinity)
      )
    default:
      return typeof value === 'string' && value.length <= MAX_CHARS
  }
}

function wordsOf(field: Field, value: unknown): Reason | string | undefined {
  if (field.kind === 'choice') return field.choices.find((choice) => choice.value === value)?.label
  if (field.kind === 'switch') return value === true ? undefined : { code: 'rich.off' }
  if (field.kind === 'secret') return '••••'
  return String(value)
}
