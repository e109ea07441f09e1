import { parseBase64 } from './base64.ts'
import type { Frame } from './message.ts'

/** A picture that a frame holds. */
export type Picture = { type: string; bytes: Uint8Array<ArrayBuffer> }

/** How pictures begin, by media type; `??` is any byte. https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern */
const MAGIC: readonly (readonly [type: string, begins: string])[] = [
  ['image/png', '89 50 4e 47 0d 0a 1a 0a'],
  ['image/jpeg', 'ff d8 ff'],
  ['image/gif', '47 49 46 38 ?? 61'],
  ['image/webp', '52 49 46 46 ?? ?? ?? ?? 57 45 42 50 56 50'],
  ['image/avif', '?? ?? ?? ?? 66 74 79 70 61 76 69 66'],
  ['image/bmp', '42 4d ?? ?? ?? ?? 00 00 00 00'],
]
const PATTERNS = MAGIC.map(
  ([type, begins]) =>
    [type, begins.split(' ').map((byte) => (byte === '??' ? undefined : parseInt(byte, 16)))] as const,
)
const DATA_URL = /data:(image\/[a-z0-9.+-]+)((?:;[a-z0-9=-]+)*),([^"'\s<>\\]+)/i
const BASE64 = /^[A-Za-z0-9+/\s]{24,}={0,2}$/
/** A longer text is not looked through for a picture. */
const LOOKED_CHARS = 12 * 1024 * 1024

/** The media type of the picture that these bytes are, if they are one. */
export function imageTypeOf(bytes: ArrayBuffer): string | undefined {
  const head = new Uint8Array(bytes, 0, Math.min(bytes.byteLength, 16))
  return PATTERNS.find(([, begins]) =>
    begins.every((byte, at) => byte === undefined || byte === head[at]),
  )?.[0]
}

/** The picture in a frame: its bytes, a `data:` address somewhere in its text, text that is one in base64, or SVG. */
export function pictureIn(frame: Frame): Picture | undefined {
  if (typeof frame !== 'string') {
    const type = imageTypeOf(frame)
    return type ? { type, bytes: new Uint8Array(frame) } : undefined
  }
  if (frame.length > LOOKED_CHARS) return undefined
  if (/^\s*(<\?xml[^>]*>\s*)?<svg[\s>]/i.test(frame.slice(0, 1_000)))
    return { type: 'image/svg+xml', bytes: new TextEncoder().encode(frame) }
  const [, type, parameters = '', data = ''] = DATA_URL.exec(frame) ?? []
  if (type) {
    const bytes = /;base64$/i.test(parameters) ? fromBase64(data) : fromPercent(data)
    return bytes && { type: type.toLowerCase(), bytes }
  }
  const bytes = BASE64.test(frame.trim()) ? fromBase64(frame) : undefined
  const found = bytes && imageTypeOf(bytes.buffer)
  return found ? { type: found, bytes } : undefined
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = parseBase64(text)
  return bytes && new Uint8Array(bytes)
}

function fromPercent(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return new TextEncoder().encode(decodeURIComponent(text))
  } catch {
    // A sign of per cent that begins nothing.
    return undefined
  }
}
