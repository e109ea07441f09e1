import { expect, it } from 'vitest'
import type { Entry } from './log.ts'
import type { Message } from './message.ts'
import { soughtIn } from './sought.ts'

const entry = (more: Partial<Message>): Entry => ({
  kind: 'message',
  key: 1,
  at: 0,
  message: { id: '1', at: 0, body: '', ...more },
})

it('looks in files, buttons and facts', () => {
  const text = soughtIn(
    entry({
      body: 'hello',
      attachments: [{ url: 'https://a.test/1', name: 'graph.png' }],
      offers: [{ kind: 'view', label: 'Open portal', url: 'https://a.test' }],
      facts: [{ name: 'content-type', value: 'application/json' }],
    }),
  )
  for (const part of [
    'hello',
    'graph.png',
    'https://a.test/1',
    'Open portal',
    'content-type application/json',
  ])
    expect(text).toContain(part)
})

it('looks in bytes, as digits and as what can be printed of them', () => {
  const text = soughtIn(entry({ source: new Uint8Array([0xff, 0xde, 0x48, 0x69, 0x21]).buffer }))
  expect(text).toContain('ff de 48 69 21')
  expect(text).toContain('··Hi!')
  expect(soughtIn(entry({ source: new Uint8Array(5_000_000).fill(0xff).buffer })).length).toBeLessThan(20_000)
})

it('looks in what was chosen for a draft', () => {
  const act = { kind: 'say', body: 'hi', options: { title: 'Deploy', retain: true } } as const
  const draft = { id: 'd', at: 0, act, state: 'queued' } as const
  expect(soughtIn({ kind: 'draft', key: 2, at: 0, draft })).toBe('hi\nDeploy')
})
