import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatHeader, formatTraced } from '../model/session.ts'
import { joinAddress, SHORTEST } from '../model/secrets.ts'
import type { Profile } from '../model/profile.ts'
import type { Reason } from '../model/reason.ts'
import type { Traced } from '../model/traced.ts'
import { NetError } from '../net/errors.ts'
import { headerOf, withoutSecrets } from './export-secrets.ts'
import { sweepFor, sweepIncoming, sweepReason, sweepStatus, sweptTrace } from './sweeping.ts'
import { takeSecrets } from './take-secrets.ts'

/** What nothing else here has in it, whatever it is written with. */
const secret = fc
  .string({ unit: 'binary', minLength: SHORTEST, maxLength: 24 })
  .map((text) => `§${text}¶`)
  .filter((text) => text.isWellFormed() && !text.includes('•'))
const names = fc.constantFrom('token', 'password', 'headers', 'server?sig')

/** Every way in which it may stand in a text of ours. */
const traces = (key: string) => [
  key,
  encodeURIComponent(key),
  JSON.stringify(key).slice(1, -1),
  Buffer.from(key).toString('base64').replace(/.?=*$/, ''),
]

function profileOf(server: string): Profile {
  return { id: 'p', name: 'Room', view: 'chat', backend: 'json', options: { server, wire: 'socket' } }
}

describe('a secret gets out', () => {
  it('by no reason, no state, nothing that is traced and no file', () => {
    fc.assert(
      fc.property(secret, names, (key, name) => {
        const value = name === 'headers' ? `X-Key: ${key.replace(/[\r\n]/g, ' ')}` : key
        const given = name === 'headers' ? value.slice(7).trim() : key
        const server = joinAddress('wss://x.test/room', { params: { token: given, room: given } })
        const profile = profileOf('wss://x.test/room?token=')
        const sweep = sweepFor(profile, { user: 'mina', [name]: value })
        const login = JSON.stringify({ type: 'auth', token: given, user: 'mina' })
        const why: Reason = {
          code: 'unreachable',
          params: { url: server, n: 1 },
          detail: `Failed: ${server} ${login} Basic ${Buffer.from(`mina:${given}`).toString('base64')}`,
        }
        const seen: Traced[] = []
        const trace = sweptTrace((traced) => seen.push(traced), sweep)
        trace({ at: 1, kind: 'open', url: server, detail: given })
        trace({ at: 2, kind: 'out', frame: login })
        trace({ at: 3, kind: 'out', frame: new TextEncoder().encode(login).buffer as ArrayBuffer })
        trace({ at: 4, kind: 'out', frame: '', event: 'GET', url: server })
        trace({ at: 5, kind: 'close', detail: `1006 ${server}`, why, reason: `no: ${given}` })
        trace({ at: 6, kind: 'status', status: { name: 'failed', why } })
        const kept = JSON.stringify(seen, (_, part: unknown) =>
          part instanceof ArrayBuffer ? new TextDecoder().decode(part) : part,
        )
        const echoed: Traced[] = [...seen, { at: 7, kind: 'in', frame: `you said ${login}`, id: given }]
        const file = [
          formatHeader(headerOf({ ...profile, name: `Room ${given}` }, 'session', 5, sweep)),
          ...echoed.map((traced) => formatTraced(withoutSecrets(traced, profile, sweep))),
        ].join('\n')
        const told = JSON.stringify([
          sweepReason(why, sweep),
          sweepStatus({ name: 'waiting', attempt: 1, why }, sweep),
          sweepIncoming({ type: 'lost', why }, sweep),
        ])
        for (const text of [kept, file, told])
          for (const hidden of traces(given)) expect(text).not.toContain(hidden)
      }),
      { numRuns: 300 },
    )
  })

  it('by no profile that is saved', () => {
    fc.assert(
      fc.property(secret, (key) => {
        const login = `${encodeURIComponent(key)}:${encodeURIComponent(key)}`
        const query = new URLSearchParams({ access_token: key, room: 'a' })
        const address = `https://${login}@x.test/a?${query}#token=${encodeURIComponent(key)}`
        const { options, secrets } = takeSecrets({ server: address, post: address, wire: 'events' })
        for (const hidden of traces(key)) expect(JSON.stringify(options)).not.toContain(hidden)
        expect(secrets).toMatchObject({ password: key, 'server?access_token': key, 'post?access_token': key })
      }),
    )
  })

  it('by no error of what is sent', async () => {
    const act = () => Promise.reject(new NetError('refused', { code: 'server-error', detail: 'no: s3cr3t' }))
    const ready = { type: 'ready' as const, can: ['say' as const], act }
    const swept = sweepIncoming(
      ready,
      sweepFor(profileOf('ws://x.test'), { token: 's3cr3t' }),
    ) as typeof ready
    await expect(swept.act()).rejects.toMatchObject({ kind: 'refused', why: { detail: 'no: ••••' } })
  })
})
