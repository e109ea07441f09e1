/** A name of an object, or an index of a list; a negative one counts from its end. */
export type Segment = string | number

const NAME =
  /[A-Za-z_\u0080-\ud7ff\ue000-\uffff\u{10000}-\u{10ffff}][\w\u0080-\ud7ff\ue000-\uffff\u{10000}-\u{10ffff}]*/uy
const INDEX = /\[[ \t\r\n]*(0|-?[1-9]\d{0,14})[ \t\r\n]*\]/y
const QUOTED = /\[[ \t\r\n]*('(?:[^'\\\u0000-\u001f]|\\.)*'|"(?:[^"\\\u0000-\u001f]|\\.)*")[ \t\r\n]*\]/y

/** The segments of a JSONPath that is plain, names and indexes only (`$.a.b[0]['c d']`, a singular query of
 *  https://www.rfc-editor.org/rfc/rfc9535#section-2.3). Undefined for any other text, a path or not. */
export function parsePlainPath(path: string): Segment[] | undefined {
  if (!path.startsWith('$')) return undefined
  const segments: Segment[] = []
  for (let at = 1; at < path.length;) {
    const [found, segment] = path[at] === '.' ? named(path, at) : bracketed(path, at)
    if (segment === undefined) return undefined
    segments.push(segment)
    at += found
  }
  return segments
}

/** The path of segments: what `parsePlainPath` reads. */
export function formatPath(segments: readonly Segment[]): string {
  const written = segments.map((segment) => {
    if (typeof segment === 'number') return `[${segment}]`
    NAME.lastIndex = 0
    if (NAME.exec(segment)?.[0] === segment) return `.${segment}`
    const inner = JSON.stringify(segment).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
    return `['${inner}']`
  })
  return `$${written.join('')}`
}

/** What stands there in a value; undefined where nothing does. Only what an object has itself. */
export function valueAt(value: unknown, segments: readonly Segment[]): unknown {
  let found = value
  for (const segment of segments) {
    if (typeof found !== 'object' || found === null) return undefined
    if (typeof segment === 'number') {
      if (!Array.isArray(found)) return undefined
      found = found.at(segment) as unknown
    } else {
      if (Array.isArray(found) || !Object.hasOwn(found, segment)) return undefined
      found = (found as Record<string, unknown>)[segment]
    }
  }
  return found
}

type Read = [length: number, segment: Segment | undefined]

function named(path: string, at: number): Read {
  NAME.lastIndex = at + 1
  const name = NAME.exec(path)?.[0]
  return [1 + (name?.length ?? 0), name]
}

function bracketed(path: string, at: number): Read {
  INDEX.lastIndex = QUOTED.lastIndex = at
  const index = INDEX.exec(path)
  if (index) return [index[0].length, Number(index[1])]
  const quoted = QUOTED.exec(path)
  return quoted ? [quoted[0].length, unquoted(quoted[1] as string)] : [0, undefined]
}

/** JSON's own escapes, and those of the quotes. */
function unquoted(text: string): string | undefined {
  const inner = text.slice(1, -1)
  const json = inner.replace(/\\.|"/gs, (part) => (part === "\\'" ? "'" : part === '"' ? '\\"' : part))
  try {
    return JSON.parse(`"${json}"`) as string
  } catch {
    // An escape that is none.
    return undefined
  }
}
