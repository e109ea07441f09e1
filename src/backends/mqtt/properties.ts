/** A user property: a name may come several times. */
export type Property = readonly [name: string, value: string]
/** As the codec has them. */
export type UserProperties = Record<string, string | string[]>

/** Lines of `name: value`, one a property. Undefined where a line has no colon. */
export function parseProperties(text: string): Property[] | undefined {
  const properties: Property[] = []
  for (const line of text.split(/\r?\n/)) {
    if (!line.trim()) continue
    const colon = line.indexOf(':')
    if (colon < 0) return undefined
    properties.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()])
  }
  return properties
}

/** The inverse of `parseProperties`. */
export function formatProperties(properties: readonly Property[]): string {
  return properties.map(([name, value]) => `${name}: ${value}`).join('\n')
}

/** As the codec writes them. */
export function packProperties(properties: readonly Property[]): UserProperties {
  // Nobody's name is one that every object has.
  const packed: UserProperties = Object.create(null) as UserProperties
  for (const [name, value] of properties) {
    const before = packed[name]
    if (before === undefined) packed[name] = value
    else packed[name] = [...(Array.isArray(before) ? before : [before]), value]
  }
  return packed
}

/** The inverse of `packProperties`, but for the order among different names. */
export function unpackProperties(packed: UserProperties): Property[] {
  return Object.entries(packed).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((each) => [name, each] as const),
  )
}
