import { describe, expect, it } from 'vitest'
import { frameTypeOf } from './frame-type.ts'

const bytes = (text: string) => new TextEncoder().encode(text).buffer

describe('what a frame holds', () => {
  it.each([
    ['empty', ''],
    ['empty', ' \n'],
    ['json', '{"a":1}'],
    ['json', ' [1, 2]\n'],
    ['json', '\ufeff{"a":1}'.slice(1)],
    ['json', '['.repeat(50_000) + ']'.repeat(50_000)],
    ['json', `[${'"long",'.repeat(50_000)}0]`],
    ['ndjson', '{"a":1}\n{"a":2}\n'],
    ['ndjson', '{"a":1}\r\n\r\n{"a":2}\r\n{"a":'],
    ['ndjson', `{"a":1}\n${'{"a":2}\n'.repeat(50_000)}`],
    ['text', '{"a":1'],
    ['text', 'hello'],
    ['text', '42'],
    ['text', '{not json}'],
    ['xml', '<feed><a/></feed>'],
    ['text', '<3'],
  ] as const)('%s', (type, text) => {
    expect(frameTypeOf(text)).toBe(type)
    expect(frameTypeOf(bytes(text))).toBe(type)
  })

  it('is bytes where it is no text, and a picture where it begins like one', () => {
    expect(frameTypeOf(Uint8Array.of(0xff, 0xfe, 1).buffer)).toBe('binary')
    expect(frameTypeOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0).buffer)).toBe('image')
    expect(frameTypeOf(new ArrayBuffer(0))).toBe('empty')
  })
})
