import { parseBase64 } from './base64.ts'
import { placeIn } from './place-in-text.ts'
import type { BytesFaultCode, Reason } from './reason.ts'

/** Bytes that a person wrote down; or why not, with `line` and `column` (from 1) of what is wrong, and `found`. */
export type BytesRead = { bytes: ArrayBuffer } | { why: Reason }

/** What may stand between bytes. A prefix belongs to the digits that it stands before. */
const BETWEEN = /[\s,;:]*(?:0x|\\x|-)?/iy
const DIGITS = /[\da-f]+/iy
/** Before the base64 of an address that holds its data (RFC 2397). */
const DATA_URL = /^\s*data:[^,]*;base64,/i

/** Bytes in hexadecimal, as people paste them: `de ad`, `DEAD`, `0xde, 0xad`, `\xde\xad`, `de:ad`, over lines. Each run
 *  of digits is of whole bytes; after a prefix one digit is a byte too. */
export function parseHex(text: string): BytesRead {
  const bytes: number[] = []
  for (let at = 0; at < text.length;) {
    BETWEEN.lastIndex = at
    const between = BETWEEN.exec(text)?.[0] ?? ''
    at += between.length
    if (at >= text.length && !/x$/i.test(between)) break
    DIGITS.lastIndex = at
    const digits = DIGITS.exec(text)?.[0]
    if (digits === undefined) return { why: fault('bytes.hex-digit', text, at) }
    const whole = digits.length === 1 && /x$/i.test(between) ? `0${digits}` : digits
    if (whole.length % 2 === 1) return { why: fault('bytes.hex-odd', text, at) }
    for (let digit = 0; digit < whole.length; digit += 2)
      bytes.push(parseInt(whole.slice(digit, digit + 2), 16))
    at += digits.length
  }
  return bytes.length > 0 ? { bytes: new Uint8Array(bytes).buffer } : { why: { code: 'bytes.none' } }
}

/** Bytes as `de ad be ef`. */
export function formatHex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join(' ')
}

/** Bytes in base64 or base64url (https://datatracker.ietf.org/doc/html/rfc4648), with or without padding, over lines; also
 *  as a whole `data:` address. */
export function parseBase64Text(text: string): BytesRead {
  const from = DATA_URL.exec(text)?.[0].length ?? 0
  const wrong = /[^\sA-Za-z\d+/_=-]/.exec(text.slice(from))
  if (wrong) return { why: fault('bytes.base64-character', text, from + wrong.index) }
  const early = /=(?=[\s=]*[^\s=])/.exec(text.slice(from))
  if (early) return { why: fault('bytes.base64-early', text, from + early.index) }
  const characters = text.slice(from).replaceAll(/\s/g, '')
  const bare = characters.replace(/=+$/, '')
  if (bare === '') return { why: { code: 'bytes.none' } }
  const padding = characters.length - bare.length
  const isCut = bare.length % 4 === 1 || (padding > 0 && (padding > 2 || characters.length % 4 !== 0))
  const bytes = isCut ? undefined : parseBase64(bare.replaceAll('-', '+').replaceAll('_', '/'))
  return bytes ? { bytes } : { why: fault('bytes.base64-cut', text, text.trimEnd().length) }
}

function fault(code: BytesFaultCode, text: string, at: number): Reason {
  const found = at < text.length ? String.fromCodePoint(text.codePointAt(at) ?? 0x20).trim() : ''
  return { code, params: { ...placeIn(text, at), found } }
}
