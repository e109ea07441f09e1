import { formatBase64 } from './base64.ts'

const BASE64_CHAR = '[A-Za-z0-9+/_-]'
/** A shorter piece of base64 is found in any text. */
const LEAST_BASE64 = 4

/** The source of a regular expression that finds a secret as it is, percent-encoded as far as anybody does, JSON-escaped
 *  (also inside of JSON that is a text in JSON), and as base64, alone or within something longer. */
export function patternOf(secret: string): string {
  const characters = [...secret]
  const ways = [
    characters.map(percentOf).join(''),
    characters.map((character) => jsonOf(character, escapesOf(character))).join(''),
    characters.map((character) => jsonOf(character, escapesOf(character).map(escapeAgain))).join(''),
    ...base64Of(secret),
  ]
  return [...new Set(ways)].join('|')
}

/** Code units, so that a half of a character that stands alone is itself. */
function unitsOf(character: string): string[] {
  return Array.from({ length: character.length }, (_, at) => hex(character.charCodeAt(at), 4))
}

function percentOf(character: string): string {
  const bytes = Array.from(new TextEncoder().encode(character), (byte) => `%(?:25)?${anyCase(hex(byte, 2))}`)
  return `(?:${[quote(character), bytes.join(''), ...(character === ' ' ? ['\\+'] : [])].join('|')})`
}

function jsonOf(character: string, escapes: string[]): string {
  // Each way is told by its first characters from the others: so nothing is tried twice.
  const mustEscape = /["\\\u0000-\u001f]/.test(character)
  return `(?:${[...(mustEscape ? [] : [quote(character)]), ...escapes.map(quoteEscape)].join('|')})`
}

/** [spec] https://www.rfc-editor.org/rfc/rfc8259#section-7 */
function escapesOf(character: string): string[] {
  const short: Record<string, string> = {
    '"': '"',
    '\\': '\\',
    '/': '/',
    '\b': 'b',
    '\f': 'f',
    '\n': 'n',
    '\r': 'r',
    '\t': 't',
  }
  const units = unitsOf(character)
    .map((unit) => `\\u${unit}`)
    .join('')
  return [...(Object.hasOwn(short, character) ? [`\\${short[character]}`] : []), units]
}

function escapeAgain(escape: string): string {
  return escape.replace(/["\\]/g, '\\$&')
}

/** Hex digits of an escape come in either case. */
function quoteEscape(escape: string): string {
  return quote(escape).replace(/(?<=\\u)[\da-f]{4}/g, anyCase)
}

/** In a longer text the first and last character of it as base64 depend on what stands beside it: those go too. */
function base64Of(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret)
  const found: string[] = []
  for (let before = 0; before < 3; before++) {
    const shifted = new Uint8Array(before + bytes.length)
    shifted.set(bytes, before)
    const from = Math.ceil((before * 8) / 6)
    const to = Math.floor((shifted.length * 8) / 6)
    const piece = formatBase64(shifted).slice(from, to)
    if (piece.length < LEAST_BASE64) continue
    const either = quote(piece)
      .replace(/\\\+|-/g, '[+-]')
      .replace(/\\\/|\/|_/g, '[/_]')
    found.push(`${BASE64_CHAR}{0,${before === 0 ? 0 : 1}}${either}${BASE64_CHAR}{0,1}={0,2}`)
  }
  return found
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}

function anyCase(digits: string): string {
  return digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)
}

function quote(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}/-]/g, '\\$&')
}
