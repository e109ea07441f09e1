import type { Frame } from '../../model/message.ts'

/** The bytes of a frame; of text, as they are on the wire. */
export function bytesIn(frame: Frame): Uint8Array {
  return typeof frame === 'string' ? new TextEncoder().encode(frame) : new Uint8Array(frame)
}

/** Bytes as lines: where they are, each in hexadecimal, and what of them can be printed. */
export function hexLines(bytes: Uint8Array, shown: number, perLine: 4 | 8 | 16): string {
  const end = Math.min(shown, bytes.length)
  const lines: string[] = []
  for (let at = 0; at < end; at += perLine) {
    const line = [...bytes.subarray(at, Math.min(at + perLine, end))]
    const hex = line.map((byte) => byte.toString(16).padStart(2, '0'))
    const wide = 3 * Math.min(perLine, 8) - 1
    const halves = [hex.slice(0, 8), hex.slice(8)].map((half) => half.join(' ').padEnd(wide))
    const text = line.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('')
    const columns = perLine <= 8 ? halves[0] : halves.join('  ')
    lines.push(`${at.toString(16).padStart(6, '0')}  ${columns}  ${text}`)
  }
  return lines.join('\n')
}
