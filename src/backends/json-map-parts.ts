import { formatJson } from '../model/exact.ts'
import type { Mapping, Part, Unit } from '../model/mapping.ts'
import type { Found } from './json-record.ts'
import { authorOf, linksOf, priorityOf, scalar, tagsOf, timeOf } from './json-record.ts'

/** Takes the value of a part, if it can be one; `all`: of several nodes. */
export type Setter = ((found: Found, value: unknown) => void) & {
  all: (found: Found, values: readonly unknown[]) => void
}

/** How a part is taken. */
export function setterOf(part: Part, { unit }: Mapping): Setter {
  switch (part) {
    case 'text':
      return both(
        (found, value) => void (found.body = textIn(value) ?? found.body),
        (found, values) => {
          const lines = values.map(textIn).filter((line) => line !== undefined)
          if (lines.length > 0) found.body = lines.join('\n')
        },
      )
    case 'tags':
      return both(
        (found, value) => void (found.tags = nonEmpty(tagsIn(value)) ?? found.tags),
        (found, values) => void (found.tags = nonEmpty(values.flatMap(tagsIn)) ?? found.tags),
      )
    case 'author':
      return first((found, value) => void (found.from = authorOf(value) ?? found.from))
    case 'time':
      return first((found, value) => void (found.at = timeBy(value, unit) ?? found.at))
    case 'id':
      return first((found, value) => void (found.id = nameIn(value) ?? found.id))
    case 'title':
      return first((found, value) => void (found.title = textIn(value) || found.title))
    case 'priority':
      return first((found, value) => void (found.priority = priorityOf(value) ?? found.priority))
    case 'room':
      return first((found, value) => void (found.room = nameIn(value) ?? found.room))
    case 'link':
      return first((found, value) => void (found.links = linksOf(value) ?? found.links))
    case 'echo':
      return first((found, value) => void (found.echoOf = nameIn(value) ?? found.echoOf))
  }
}

type Set = (found: Found, value: unknown) => void

function both(one: Set, all: Setter['all']): Setter {
  return Object.assign(one, { all })
}

/** Of several nodes the first that can be one: they are tried from the last. */
function first(one: Set): Setter {
  return both(one, (found, values) => {
    for (const value of values.toReversed()) one(found, value)
  })
}

/** A value as text: an object or a list as its JSON. */
function textIn(value: unknown): string | undefined {
  return value === null ? undefined : (scalar(value) ?? formatJson(value))
}

function nameIn(value: unknown): string | undefined {
  return scalar(value) || undefined
}

function tagsIn(value: unknown): string[] {
  return tagsOf(value) ?? [scalar(value) ?? []].flat()
}

function nonEmpty(tags: string[]): string[] | undefined {
  return tags.length > 0 ? tags : undefined
}

/** Epoch ms by the unit that the mapping says, or as it looks. */
function timeBy(value: unknown, unit: Unit | undefined): number | undefined {
  if (unit === undefined) return timeOf(value)
  const text = scalar(value)
  if (text === undefined || text.trim() === '') return undefined
  const at = unit === 'iso' ? Date.parse(text) : Number(text) * (unit === 's' ? 1_000 : 1)
  // What no calendar has is no time.
  return Math.abs(at) <= 8.64e15 ? at : undefined
}
