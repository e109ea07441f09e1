/** A digit less, and every integer is exact as a number. After what a number can stand after: not within a text. */
const LONG_NUMBER = /(?:^|[\s[:,])-?\d{16}/
const DIGITS = 16
const INTEGER = /^-?\d+$/
/** A longer one stays the number that it is nearly: reading it would take its time. */
const MAX_DIGITS = 1_000

/** JSON.parse's third argument (https://github.com/tc39/proposal-json-parse-with-source), where the engine has it. */
type Reviver = (key: string, value: unknown, context?: { source?: string }) => unknown
type RawJson = { rawJSON?: (text: string) => unknown }

/** JSON as a value in which an integer past 2^53 is a bigint, and so the one that was sent. Throws SyntaxError. What is
 *  nested past the stack, or comes to an engine without source text access, has its numbers as JSON.parse has them. */
export function parseJson(text: string): unknown {
  const value = JSON.parse(text) as unknown
  if (!mayBeInexact(text)) return value
  const revive: Reviver = (_, part, context) =>
    typeof part === 'number' ? exact(part, context?.source) : part
  try {
    return JSON.parse(text, revive) as unknown
  } catch (error) {
    if (isTooDeep(error)) return value
    throw error
  }
}

/** May there be an integer past 2^53 in that JSON? Every sixteenth character is enough to see that there is no run of so
 *  many digits. */
export function mayBeInexact(text: string): boolean {
  for (let at = DIGITS - 1; at < text.length; at += DIGITS)
    if (isDigit(text, at) && digitsAround(text, at) >= DIGITS) return LONG_NUMBER.test(text)
  return false
}

function digitsAround(text: string, at: number): number {
  let [from, to] = [at, at + 1]
  while (isDigit(text, from - 1)) from--
  while (isDigit(text, to)) to++
  return to - from
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}

/** Is that what an engine throws where something is nested past its stack? */
export function isTooDeep(error: unknown): boolean {
  // Firefox: "InternalError: too much recursion".
  return error instanceof RangeError || (error instanceof Error && error.name === 'InternalError')
}

/** Is it a number, of either kind? */
export function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}

function exact(number: number, source: string | undefined): number | bigint {
  if (Number.isSafeInteger(number) || source === undefined || source.length > MAX_DIGITS) return number
  return INTEGER.test(source) ? BigInt(source) : number
}

/** The JSON of a value that `parseJson` gave, each integer as it was. Undefined where there is none, as JSON.stringify;
 *  throws where it is nested past the stack (`isTooDeep`). */
export function formatJson(value: unknown): string | undefined {
  const { rawJSON } = JSON as RawJson
  const digits = (part: bigint) => (rawJSON ? rawJSON(String(part)) : Number(part))
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? digits(part) : part))
}
