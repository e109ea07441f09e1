/** A JSON object from outside: nothing is known of it. */
export type JsonRecord = Readonly<Record<string, unknown>>

/** A JSON value as a record, if it is one. */
export function recordOf(value: unknown): JsonRecord | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonRecord)
    : undefined
}

/** Of a record, the fields of those names that are texts. */
export function textsOf<N extends string>(record: JsonRecord, ...names: N[]): { [K in N]?: string } {
  return fieldsOf(record, names, (value) => typeof value === 'string')
}

/** Of a record, the fields of those names that are numbers, and finite. */
export function numbersOf<N extends string>(record: JsonRecord, ...names: N[]): { [K in N]?: number } {
  return fieldsOf(record, names, (value) => Number.isFinite(value))
}

function fieldsOf<F>(record: JsonRecord, names: readonly string[], is: (value: unknown) => boolean): F {
  const own = names.filter((name) => Object.hasOwn(record, name) && is(record[name]))
  return Object.fromEntries(own.map((name) => [name, record[name]])) as F
}
