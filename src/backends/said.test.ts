import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Draft } from '../model/act.ts'
import json, { jsonCodec } from './json.ts'
import plain, { plainCodec } from './plain.ts'

const draft = (id: string, body: string): Draft => ({
  id,
  at: 5,
  act: { kind: 'say', body },
  state: 'sending',
})
const text = fc.string({ unit: 'binary', minLength: 1 })

describe('what a person said, by the frame that went out', () => {
  it('is what they typed, in plain text and in JSON', () => {
    fc.assert(
      fc.property(text, fc.stringMatching(/^[0-9a-f]{24}$/), (body, id) => {
        expect(plain.said?.(plainCodec.write(draft(id, body)).frame)).toEqual({ body })
        const said = json.said?.(jsonCodec('jun').write(draft(id, body)).frame)
        expect(said?.body).toBe(body)
      }),
    )
    expect(json.said?.(jsonCodec('').write(draft('d1', 'hi')).frame)).toEqual({ id: 'd1', body: 'hi' })
    const there = { ...draft('d1', 'hi'), act: { kind: 'say' as const, body: 'hi', room: 'a' } }
    expect(json.said?.(jsonCodec('').write(there).frame)).toEqual({ id: 'd1', body: 'hi', room: 'a' })
  })

  it('is JSON where they typed that', () => {
    const typed = '{"type":"subscribe","room":"a"}'
    expect(json.said?.(jsonCodec('').write(draft('d1', typed)).frame)).toEqual({ body: typed })
  })

  it.each(['hello', 'ping', 'typing', 'history'])('is nothing where the session itself spoke: %s', (type) => {
    expect(json.said?.(JSON.stringify({ type, id: 'x' }))).toBeUndefined()
  })

  it('is nothing where it was bytes', () => {
    const bytes = new Uint8Array([0xff, 0xfe]).buffer
    expect([json.said?.(bytes), plain.said?.(bytes)]).toEqual([undefined, undefined])
  })
})
