import { expect, it } from 'vitest'
import type { Profile } from '../model/profile.ts'
import { sweepFor, sweepTraced } from './sweeping.ts'

const profile: Profile = { id: 'p', name: 'p', view: 'chat', backend: 'mqtt', options: {} }
const text = (bytes: ArrayBuffer) => new TextDecoder().decode(bytes)

it.each(['p4ss-w0rd', '비밀번호입니다'])('a login in a packet of bytes is not kept: %s', (password) => {
  const sweep = sweepFor(profile, { password })
  const head = Uint8Array.of(0x10, 0x20, 0, 4, 0xc2, 0, 0xff)
  const frame = new Uint8Array([...head, ...new TextEncoder().encode(password), 0xfe])
  const swept = sweepTraced({ at: 0, kind: 'out', frame: frame.buffer }, sweep)
  const kept = 'frame' in swept && swept.frame instanceof ArrayBuffer ? swept.frame : undefined
  expect(text(kept as ArrayBuffer)).not.toContain(password)
  expect(new Uint8Array(kept as ArrayBuffer).slice(0, head.length)).toEqual(head)
  expect(new Uint8Array(kept as ArrayBuffer).at(-1)).toBe(0xfe)
  expect(text(kept as ArrayBuffer)).toContain('****')
})

it('bytes without a secret stay as they are', () => {
  const frame = Uint8Array.of(0xff, 1, 2).buffer
  const swept = sweepTraced({ at: 0, kind: 'out', frame }, sweepFor(profile, { password: 'p4ss-w0rd' }))
  expect('frame' in swept && swept.frame).toBe(frame)
})
