import { isTooDeep, parseJson } from './exact.ts'

/** A number as it stood in a JSON text, where a number of JavaScript's would be written otherwise: 1.0, 1e400, an id of
 *  twenty digits. */
export class Literal {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** JSON.parse's third argument (https://github.com/tc39/proposal-json-parse-with-source), where the engine has it. */
type Reviver = (key: string, value: unknown, context?: { source?: string }) => unknown
type RawJson = { rawJSON?: (text: string) => unknown }

/** Numbers that may not come back as they were: looking closer takes six times as long. */
const DOUBTFUL = /\d{16}|\d\.\d|\d[eE]|-0/

/** JSON as a value in which every number is written as it came. Throws SyntaxError. What is nested past the stack, or
 *  comes to an engine without source text access, has its numbers as `parseJson` has them. */
export function parseLiterally(text: string): unknown {
  if (!DOUBTFUL.test(text)) return JSON.parse(text) as unknown
  const keep: Reviver = (_, part, context) =>
    typeof part === 'number' && context?.source !== undefined && String(part) !== context.source
      ? new Literal(context.source)
      : part
  try {
    return JSON.parse(text, keep) as unknown
  } catch (error) {
    if (isTooDeep(error)) return parseJson(text)
    throw error
  }
}

/** The JSON of a value that `parseLiterally` gave, each number as it was, indented by two. Undefined where it is nested
 *  past the stack. */
export function formatLiterally(value: unknown): string | undefined {
  const { rawJSON } = JSON as RawJson
  const digits = (text: string) => (rawJSON ? rawJSON(text) : Number(text))
  try {
    return JSON.stringify(
      value,
      (_, part: unknown) =>
        part instanceof Literal ? digits(part.text) : typeof part === 'bigint' ? digits(String(part)) : part,
      2,
    )
  } catch (error) {
    if (isTooDeep(error)) return undefined
    throw error
  }
}
