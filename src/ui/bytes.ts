import { language } from '../i18n/i18n.svelte.ts'
import type { Frame } from '../model/message.ts'

/** So many bytes of a frame are shown. */
export const SHOWN_BYTES = 256
const PER_LINE = 16

/** The first bytes as lines of hexadecimal, with what is printable of them beside it. */
export function hexOf(bytes: ArrayBuffer, limit = SHOWN_BYTES): string {
  const shown = new Uint8Array(bytes, 0, Math.min(bytes.byteLength, limit))
  const lines: string[] = []
  for (let at = 0; at < shown.length; at += PER_LINE) {
    const line = [...shown.subarray(at, at + PER_LINE)]
    const hex = line.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const text = line.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('')
    lines.push(`${hex.padEnd(PER_LINE * 3 - 1)}  ${text}`)
  }
  return lines.join('\n')
}

/** 512 byte, 1.2 kB: as the language writes it. */
export function sizeWords(frame: Frame): string {
  const bytes = typeof frame === 'string' ? utf8Length(frame) : frame.byteLength
  const [unit, by] = bytes < 1_000 ? ['byte', 1] : bytes < 1e6 ? ['kilobyte', 1e3] : ['megabyte', 1e6]
  return new Intl.NumberFormat(language(), {
    style: 'unit',
    unit: unit as string,
    unitDisplay: by === 1 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(bytes / (by as number))
}

function utf8Length(text: string): number {
  // Counting a huge text exactly is not worth its time.
  return text.length > 1e6 ? text.length : new TextEncoder().encode(text).length
}
