import { describe, expect, it } from 'vitest'
import { formatBase64 } from './base64.ts'
import { pictureIn } from './image.ts'

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0)

describe('a picture in a frame', () => {
  it('is found in bytes, in a data address, within JSON, and in base64', () => {
    const base64 = formatBase64(PNG)
    const found = [
      PNG.buffer,
      `data:image/png;base64,${base64}`,
      JSON.stringify({ avatar: `data:image/png;base64,${base64}` }),
      `${base64}\n`,
    ].map((frame) => pictureIn(frame))
    for (const picture of found) expect(picture).toEqual({ type: 'image/png', bytes: PNG })
  })

  it('may be SVG, as it is or in an address', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    expect(pictureIn(svg)?.type).toBe('image/svg+xml')
    expect(pictureIn(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`)).toEqual({
      type: 'image/svg+xml',
      bytes: new TextEncoder().encode(svg),
    })
  })

  it.each([
    'hello',
    'data:text/html,<b>',
    'data:image/png;base64,***',
    'aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ=',
    '%',
  ])('is not in %s', (text) => expect(pictureIn(text)).toBeUndefined())

  it('is not looked for without an end', () => {
    const began = performance.now()
    pictureIn(`${' '.repeat(2_000_000)}!`)
    pictureIn('data:image/a;'.repeat(150_000))
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})

describe('bytes as base64', () => {
  it('are what any other program writes', () => {
    const bytes = Uint8Array.from({ length: 100_001 }, (_, n) => (n * 7) % 256)
    expect(formatBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
  })
})
