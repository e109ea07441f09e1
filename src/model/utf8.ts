import type { Frame } from './message.ts'

/** How many bytes a frame is on the wire, without what the wire adds. */
export function bytesOf(frame: Frame): number {
  return typeof frame === 'string' ? utf8Length(frame) : frame.byteLength
}

/** How many bytes a text is as UTF-8, without making them. A lone surrogate is written as U+FFFD, which is three. */
export function utf8Length(text: string): number {
  let bytes = text.length
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) continue
    if (unit < 0x800) bytes++
    else if (isHigh(unit) && isLow(text.charCodeAt(at + 1))) {
      bytes += 2
      at++
    } else bytes += 2
  }
  return bytes
}

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000
