import { describe, expect, it } from 'vitest'
import { DOCTOR_CODES } from '../model/reason.ts'
import type { Reason } from '../model/reason.ts'
import type { Traced } from '../model/traced.ts'
import type { Facts } from './case.ts'
import { diagnose } from './doctor.ts'
import type { World } from './fake-case.ts'
import { fakeCase } from './fake-case.ts'
import { PLAIN } from './manner.ts'

const HTTPS = { origin: 'https://page.test', protocol: 'https:', hostname: 'page.test' }
const READY = { name: 'ready', since: 900_000 } as const

const poll = (server = 'http://api.example.com/v1', more: Partial<Facts> = {}): Partial<Facts> => ({
  server,
  wire: 'poll',
  ...more,
})
const events = (more: Partial<Facts> = {}) =>
  poll('http://api.example.com/events', { wire: 'events', ...more })
const failing = (why: Reason): Partial<Facts> => ({ why, status: { name: 'failed', why } })

/** The codes that are found, with how sure they are. */
async function told(facts: Partial<Facts>, world: World = {}): Promise<string[]> {
  const found = await diagnose(fakeCase(facts, world))
  for (const { code } of found) expect(DOCTOR_CODES).toContain(code)
  return found.map(({ code, sure }) => `${code} ${sure}`)
}

function openedAt(at: number, ...came: number[]): Traced[] {
  return [
    { at, kind: 'open', url: 'http://api.example.com/events' },
    ...came.map((ms): Traced => ({ at: at + ms, kind: 'in', frame: 'x' })),
  ]
}

describe('what needs not be asked', () => {
  it.each([
    [poll('ftp://a b'), 'bad-address sure'],
    [poll('http://me:secret@api.example.com/'), 'login-in-address sure'],
    [poll('http://api.example.com/', { page: HTTPS }), 'mixed-content sure'],
    [{ ...poll(), online: false }, 'offline likely'],
    [
      { ...failing({ code: 'closed', params: { code: 1008, name: 'policy violation' } }) },
      'closed-policy sure',
    ],
    [{ ...failing({ code: 'closed', params: { code: 1002, name: '' } }) }, 'closed-data sure'],
    [{ ...failing({ code: 'closed', params: { code: 1006, name: '' } }) }, 'closed-dropped sure'],
    [{ ...failing({ code: 'closed', params: { code: 1013, name: '' } }) }, 'closed-busy sure'],
    [{ ...failing({ code: 'closed', params: { code: 4001, name: '' } }) }, 'closed-own sure'],
    [
      poll(undefined, failing({ code: 'unauthorized', params: { status: 401, name: '' } })),
      'unauthorized sure',
    ],
    [poll(undefined, failing({ code: 'unauthorized', params: { status: 403, name: '' } })), 'forbidden sure'],
    [poll(undefined, failing({ code: 'http-status', params: { status: 404, name: '' } })), 'wrong-path sure'],
    [
      poll(undefined, failing({ code: 'http-status', params: { status: 405, name: '' } })),
      'wrong-method sure',
    ],
    [
      poll(undefined, failing({ code: 'http-status', params: { status: 426, name: '' } })),
      'needs-websocket sure',
    ],
    [poll(undefined, failing({ code: 'rate-limited', params: { status: 429, name: '' } })), 'busy sure'],
    [
      poll(undefined, failing({ code: 'http-status', params: { status: 502, name: '' } })),
      'server-fault sure',
    ],
    [
      poll(undefined, failing({ code: 'http-status', params: { status: 422, name: '' } })),
      'refused-status sure',
    ],
    [poll('http://api.example.com:6667/'), 'blocked-port sure'],
    [
      { ...failing({ code: 'closed', params: { code: 4001, name: '' }, detail: 'No token' }) },
      'closed-login sure',
    ],
    [
      {
        ...failing({
          code: 'closed',
          params: { code: 4000, name: '' },
          detail: 'Unexpected token } in JSON',
        }),
      },
      'closed-own sure',
    ],
    [
      { ...failing({ code: 'closed', params: { code: 4000, name: '' }, detail: 'idle timeout expired' }) },
      'closed-own sure',
    ],
    [events(failing({ code: 'no-content' })), 'no-content sure'],
  ] as const)('%#: it is told by the failure itself', async (facts, expected) => {
    const patient = fakeCase(facts as Partial<Facts>)
    const found = await diagnose(patient)
    expect(found.map(({ code, sure }) => `${code} ${sure}`)).toEqual([expected])
    expect(patient.probes.asked).toEqual([])
  })

  it('repeats no login and no query of an address', async () => {
    const [found] = await diagnose(fakeCase(poll('http://me:hunter2@api.example.com/?token=hunter3')))
    expect(JSON.stringify(found)).not.toMatch(/hunter/)
  })

  it('takes this very device for reachable without a network', async () => {
    expect(await told({ server: 'ws://127.0.0.1:8080/', online: false })).toEqual([
      'port-closed likely',
      'unseen perhaps',
    ])
  })
})

describe('the permission for this network and this device', () => {
  const far = { origin: 'https://page.example.com', protocol: 'https:', hostname: 'page.example.com' }
  const near = { server: 'wss://192.168.0.9/live', page: far }

  it.each([
    ['denied', 'permission-denied sure'],
    ['prompt', 'permission-needed likely'],
  ] as const)('is looked up: %s', async (state, expected) => {
    expect(await told(near, { permissions: { 'local-network': state } })).toEqual([expected])
    expect(await told(near, { permissions: { 'local-network-access': state } })).toEqual([expected])
  })

  it('is asked for at a click where it was not given yet', async () => {
    const [found] = await diagnose(fakeCase(near, { permissions: { 'local-network': 'prompt' } }))
    expect(found?.ask).toBe(true)
  })

  it('is of another name for this device', async () => {
    const world = { permissions: { 'loopback-network': 'denied', 'local-network': 'granted' } } as const
    expect(await told({ server: 'ws://localhost:8080/', page: far }, world)).toEqual([
      'permission-denied sure',
    ])
  })

  it('is not what a page of the same network lacks, nor one that has it, nor a browser that knows none', async () => {
    const denied = { permissions: { 'local-network': 'denied' } } as const
    const home = { origin: 'http://192.168.0.2', protocol: 'http:', hostname: '192.168.0.2' }
    expect(await told({ server: 'ws://192.168.0.9/', page: home }, denied)).toContain('port-closed likely')
    expect(await told({ server: 'ws://8.8.8.8/' }, denied)).not.toContain('permission-denied sure')
    expect(await told(near, { permissions: { 'local-network': 'granted' } })).toContain(
      'tls-certificate perhaps',
    )
    expect(await told(near)).toContain('tls-certificate perhaps')
  })
})

describe('a server that cannot be reached', () => {
  it('is a closed port where the host is an address', async () => {
    expect(await told({})).toEqual(['port-closed likely', 'unseen perhaps'])
  })

  it('is a closed port where the same name answers at another', async () => {
    const world: World = { see: { 'https://chat.example.com/': 'answered' } }
    expect(await told({ server: 'ws://chat.example.com:8080/' }, world)).toEqual(['port-closed likely'])
  })

  it('is a name that nobody has where that is reserved, or perhaps', async () => {
    expect(await told(poll('http://nas.local/'))).toEqual(['name-not-found likely'])
    const all = await told(poll('http://chat.example.com/'))
    expect(all).toEqual(['name-not-found perhaps', 'port-closed perhaps', 'blocked perhaps'])
  })

  it('is no extension’s doing where the refusal took its time', async () => {
    const world: World = { see: { 'http://chat.example.com/': { kind: 'failed', ms: 60 } } }
    expect(await told(poll('http://chat.example.com/'), world)).not.toContain('blocked perhaps')
  })

  it('is behind a firewall, or off, where nothing comes at all', async () => {
    const world: World = { see: { 'http://10.0.0.7:8080/live': 'silent' } }
    expect(await told({}, world)).toEqual(['firewall likely'])
  })

  it('has not begun to answer where its front door does', async () => {
    const world: World = {
      see: { 'http://api.example.com/events': 'silent', 'http://api.example.com/': 'answered' },
    }
    expect(await told(events(), world)).toEqual(['unanswered likely'])
  })

  it('is slow, or is back', async () => {
    const url = 'http://api.example.com/v1'
    expect(await told(poll(), { see: { [url]: { kind: 'answered', ms: 11_200 } } })).toEqual(['slow sure'])
    expect(await told(poll(), { see: { [url]: 'answered' }, read: { [url]: {} } })).toEqual([
      'works-now sure',
    ])
  })
})

describe('encryption', () => {
  it('is on at a port whose address says that it is not', async () => {
    const see = { 'https://10.0.0.7:8080/live': 'answered' } as const
    const [found] = await diagnose(fakeCase({}, { see }))
    expect(found).toMatchObject({
      code: 'tls-port',
      sure: 'sure',
      change: { params: { at: 'wss://10.0.0.7:8080/live' } },
    })
  })

  it('is on there where only Firefox’s close code says so', async () => {
    expect(await told({}, { open: { 'wss://10.0.0.7:8080/live': 1015 } })).toEqual([
      'unseen likely',
      'tls-port perhaps',
    ])
  })

  it('is off at a port whose address says that it is on', async () => {
    const see = { 'http://10.0.0.7:8080/live': 'answered' } as const
    const world = { see, open: { 'ws://10.0.0.7:8080/live': '' } } as const
    expect(await told({ server: 'wss://10.0.0.7:8080/live' }, world)).toEqual(['plain-port sure'])
    const read = { 'http://10.0.0.7:8080/live': { status: 404, head: 'no' } }
    expect(await told(poll('https://10.0.0.7:8080/live'), { see, read })).toEqual(['plain-port sure'])
  })

  it('may be on where a plain question is answered, as nginx does with 400', async () => {
    const see = { 'http://10.0.0.7:8080/live': 'answered' } as const
    const secure = poll('https://10.0.0.7:8080/live')
    expect(await told(secure, { see })).toEqual(['plain-port perhaps', 'tls-certificate perhaps'])
    const head = '<center>The plain HTTP request was sent to HTTPS port</center>'
    const read = { 'http://10.0.0.7:8080/live': { status: 400, head } }
    expect(await told(secure, { see, read })).toContain('tls-certificate perhaps')
    const usual = { 'http://10.0.0.7:8443/live': 'answered' } as const
    expect(await told(poll('http://10.0.0.7:8443/live'), { see: usual })).toEqual(['tls-port likely'])
    // Where the certificate is a good one, the other way round is plain.
    const port = { ...see, 'https://10.0.0.7:8080/live': 'answered' } as const
    expect(await told(poll('http://10.0.0.7:8080/live'), { see: port })).toEqual(['tls-port sure'])
  })

  it('fails by its certificate, perhaps; likely where the browser says that it was the handshake', async () => {
    const secure = { server: 'wss://10.0.0.7:8080/live' }
    expect(await told(secure)).toEqual(['tls-certificate perhaps', 'port-closed perhaps'])
    const why = { code: 'closed', params: { code: 1015, name: 'TLS handshake' } } as const
    expect(await told({ ...secure, ...failing(why) })).toEqual(['tls-certificate likely'])
  })

  it('is not looked for without it from an encrypted page, which may not', async () => {
    const patient = fakeCase({ server: 'wss://10.0.0.7:8080/live', page: HTTPS })
    await diagnose(patient)
    expect(patient.probes.asked.filter((asked) => asked.includes(' http:'))).toEqual([])
  })
})

describe('CORS', () => {
  const url = 'http://api.example.com/v1'
  const no: Reason = { code: 'no-cors' }

  it('fails for the headers where it is let through without them', async () => {
    const manner = { ...PLAIN, headers: { authorization: 'Bearer hunter2' } }
    const [found] = await diagnose(
      fakeCase(poll(url, { manner, ...failing(no) }), { read: { [url]: { needs: 'no headers' } } }),
    )
    expect(found).toMatchObject({ code: 'cors-preflight', found: { params: { headers: 'authorization' } } })
    expect(found?.snippets[0]?.text).toContain("allowedHeaders: ['authorization']")
    expect(JSON.stringify(found)).not.toContain('hunter2')
  })

  it('fails for cookies where it is let through without them', async () => {
    const manner = { ...PLAIN, credentials: 'include' as const }
    const read = { [url]: { needs: 'no cookies' } } as const
    expect(await told(poll(url, { manner, ...failing(no) }), { read })).toEqual(['cors-credentials sure'])
  })

  it('is what hides an answer that the browser’s own EventSource calls unreachable', async () => {
    const world: World = { see: { 'http://api.example.com/events': 'answered' } }
    expect(await told(events({ native: { names: '' } }), world)).toEqual(['cors-missing sure'])
  })
})

describe('what a protocol says itself', () => {
  it('is told as it is, and nothing is asked', async () => {
    const why: Reason = { code: 'mqtt.not-authorized', params: { code: 135 }, detail: 'go away' }
    const patient = fakeCase({ server: 'ws://10.0.0.7:9001/', ...failing(why) })
    const [found, ...more] = await diagnose(patient)
    expect([found?.code, found?.sure, found?.found, more.length]).toEqual(['said', 'sure', why, 0])
    expect(patient.probes.asked).toEqual([])
  })
})

describe('the port of an address that is encrypted', () => {
  it('is never asked in plain for what only its own server is to read', async () => {
    for (const server of ['wss://10.0.0.7:8443/live?token=SECRET', 'wss://10.0.0.7/live?a=SECRET']) {
      const patient = fakeCase({ server, manner: { ...PLAIN, url: server } })
      await diagnose(patient)
      const plain = patient.probes.asked.filter((each) => / (?:http|ws):/.test(each))
      expect(plain.length).toBeGreaterThan(0)
      expect(plain.join()).not.toContain('SECRET')
    }
  })
})

describe('what fails at once and is no closed port', () => {
  const hidden: Reason = { code: 'no-cors' }

  it('may be known by its port, also where a browser takes anything for an answer', async () => {
    const mqtt = poll('http://10.0.0.7:1883/')
    const found = await diagnose(fakeCase(mqtt))
    expect(found[0]).toMatchObject({
      code: 'other-protocol',
      sure: 'perhaps',
      found: { params: { name: 'MQTT' } },
    })
    expect(found[0]?.snippets[0]).toMatchObject({ for: 'mosquitto' })
    const banner = { ...mqtt, ...failing(hidden), lenient: true }
    const see = { 'http://10.0.0.7:1883/': 'answered' } as const
    expect(await told(banner, { see })).toEqual(['other-protocol likely'])
    // A web server may listen there, too.
    expect(await told({ ...banner, lenient: false }, { see })).toEqual(['cors-missing sure'])
  })

  it('is as well a port that is closed, where nothing tells the two apart', async () => {
    const mqtt = poll('http://10.0.0.7:1883/')
    const codes = await told(mqtt)
    expect(codes[0]).toBe('other-protocol perhaps')
    expect(codes).toContain('port-closed perhaps')
    // Where a browser says that the handshake failed, somebody is there; where it would and does not, nobody is.
    expect(await told(mqtt, { open: { 'wss://10.0.0.7:1883/': 1015 } })).toEqual(['other-protocol likely'])
    expect((await told({ ...mqtt, lenient: true }))[0]).toBe('port-closed likely')
  })

  it('is no certain CORS in a browser that takes anything for an answer', async () => {
    const url = 'http://api.example.com/v1'
    expect(await told(poll(url, { ...failing(hidden), lenient: true }))).toEqual(['cors-missing likely'])
    const own = poll('http://api.example.com:2222/', { ...failing(hidden), lenient: true })
    expect(await told(own)).toEqual(['cors-missing likely', 'unseen perhaps'])
  })

  it('is at the other address of this machine', async () => {
    const see = { 'http://localhost:3000/live': 'answered' } as const
    const found = await diagnose(fakeCase({ server: 'ws://127.0.0.1:3000/live' }, { see }))
    expect(found[0]).toMatchObject({
      code: 'other-loopback',
      sure: 'sure',
      found: { params: { at: 'ws://localhost:3000/live' } },
    })
  })

  it('is sent on to where nobody is', async () => {
    const read = { 'http://api.example.com/v1': { sentOn: true } } as const
    expect(await told(poll(), { read })).toEqual(['redirected sure'])
    expect(await told(poll(undefined, failing(hidden)), { read })).toEqual(['redirected sure'])
  })

  it('can be looked at by the person, in a tab of its own', async () => {
    const found = await diagnose(fakeCase(poll('http://10.0.0.7:8080/a?token=hunter2')))
    expect(found[1]).toMatchObject({ code: 'unseen', open: 'http://10.0.0.7:8080/a' })
    expect(JSON.stringify(found)).not.toContain('hunter2')
  })
})

describe('what is said by POST beside a stream that works', () => {
  const url = new URL('http://api.example.com/say')
  const json = { 'Content-Type': 'application/json' }
  const ready = (headers: Record<string, string>, why: Reason = { code: 'no-cors' }) =>
    events({
      status: { name: 'ready', since: 999_000 },
      saying: { url, headers, credentials: 'same-origin', why },
    })
  const see = { [url.href]: 'answered' } as const

  it('fails its preflight: with which header, and what to write down for it', async () => {
    const read = { [url.href]: { status: 405, needs: 'no headers' } } as const
    const patient = fakeCase(ready({ ...json, authorization: 'Bearer hunter2' }), { see, read })
    const [found] = await diagnose(patient)
    expect(found).toMatchObject({ code: 'saying-headers', sure: 'sure' })
    expect(found?.found.params).toMatchObject({ headers: 'content-type, authorization', path: '/say' })
    expect(found?.snippets[0]?.text).toContain("allowedHeaders: ['content-type', 'authorization']")
    expect(JSON.stringify(found)).not.toContain('hunter2')
    // Nothing is said to find that out.
    expect(patient.probes.asked.every((asked) => /^(see|read) /.test(asked))).toBe(true)
  })

  it('may be hidden, though it asks for no header', async () => {
    expect(await told(ready({ 'Content-Type': 'text/plain' }), { see })).toEqual(['saying-hidden likely'])
  })

  it('is not looked into where the server itself said no, or is not there', async () => {
    const no: Reason = { code: 'http-status', params: { status: 422, name: '' } }
    const came: Traced[] = [{ at: 999_500, kind: 'in', frame: 'x' }]
    expect(await told({ ...ready(json, no), trace: came }, { see })).toEqual(['well sure'])
    expect(await told({ ...ready(json), trace: came })).toEqual(['well sure'])
  })
})

describe('an event stream', () => {
  const url = 'http://api.example.com/events'
  const wrong = (type: string): Reason => ({ code: 'not-event-stream', params: { type } })

  it.each([
    ['text/plain', 'data: 1\n\n', 'type-text sure'],
    ['application/json', '{}', 'type-json sure'],
    ['text/html; charset=utf-8', '<p>data: 1', 'type-html sure'],
    ['text/plain', 'hello', 'type-other sure'],
  ])('of the type %s that begins with %j', async (type, head, expected) => {
    const read = { [url]: { type, head } }
    expect(await told(events(failing(wrong(type))), { read })).toEqual([expected])
  })

  it('ends at once, each time', async () => {
    const end = (at: number): Traced => ({ at, kind: 'close', detail: 'ended' })
    const trace = [...openedAt(0), end(40), ...openedAt(1_000), end(1_030)]
    expect(await told(events({ trace, ...failing({ code: 'ended' }) }))).toEqual(['ends-at-once likely'])
  })

  it('comes in lumps', async () => {
    const lumps = [2_000, 2_001, 2_001, 4_000, 4_000, 4_001, 6_000, 6_001]
    expect(await told(events({ status: READY, why: undefined, trace: openedAt(900_000, ...lumps) }))).toEqual(
      ['buffered likely'],
    )
  })

  it('does not come in lumps where each event has its time, nor where all came at the start', async () => {
    const steady = [500, 1_700, 2_900, 4_100, 5_300]
    const backlog = [10, 10, 11, 12]
    for (const came of [steady, backlog])
      expect(
        await told(
          events({ status: READY, why: undefined, now: 906_000, trace: openedAt(900_000, ...came) }),
        ),
      ).toEqual(['well sure'])
  })
})

describe('a WebSocket', () => {
  const there = { 'http://10.0.0.7:8080/live': 'answered' } as const

  it('is elsewhere', async () => {
    const [found] = await diagnose(fakeCase({}, { see: there, open: { 'ws://10.0.0.7:8080/ws': '' } }))
    expect(found).toMatchObject({
      code: 'path-elsewhere',
      found: { params: { at: 'ws://10.0.0.7:8080/ws' } },
    })
  })

  it('is none where the answer to a plain question can be read', async () => {
    const read = { 'http://10.0.0.7:8080/live': { status: 200, type: 'text/html' } }
    expect(await told({}, { see: there, read })).toEqual(['not-websocket sure'])
  })

  it.each([401, 403, 404])('shows a status that it can be asked for: %i', async (status) => {
    const read = { 'http://10.0.0.7:8080/live': { status } }
    const [found] = await told({}, { see: there, read })
    expect(found).toMatch(/^(unauthorized|forbidden|wrong-path) sure$/)
  })

  it('is refused for a reason that no page is told', async () => {
    expect(await told({}, { see: there })).toEqual(['websocket-refused likely'])
    const read = { 'http://10.0.0.7:8080/live': { status: 426 } }
    expect(await told({}, { see: there, read })).toEqual(['websocket-refused likely'])
  })

  it('wants a subprotocol, or another one', async () => {
    const open = { 'ws://10.0.0.7:8080/live': { only: 'mqtt' } }
    expect(await told({}, { see: there, open })).toEqual(['subprotocol sure'])
  })

  it('works now', async () => {
    const open = { 'ws://10.0.0.7:8080/live': '' } as const
    expect(await told({}, { see: there, open })).toEqual(['works-now sure'])
  })
})

describe('a connection that is open', () => {
  it('is silent', async () => {
    expect(await told({ status: READY, why: undefined })).toEqual(['silent sure'])
  })

  it('is not heard by the browser’s own EventSource, perhaps', async () => {
    const facts = events({ status: READY, why: undefined, native: { names: '' } })
    expect(await told(facts)).toEqual(['names-unheard likely'])
  })

  it('is well where something came of late', async () => {
    expect(await told({ status: READY, why: undefined, trace: openedAt(900_000, 99_000) })).toEqual([
      'well sure',
    ])
  })
})

it('says so where it cannot tell', async () => {
  expect(await told(failing({ code: 'bug' }))).toEqual(['cannot-tell perhaps'])
})

it('asks nothing of a server that is sent something, to find out what it would say', async () => {
  const manner = { ...PLAIN, method: 'POST' }
  const patient = fakeCase(poll(undefined, { manner }), { see: { 'http://api.example.com/v1': 'answered' } })
  await diagnose(patient)
  expect(patient.probes.asked.filter((asked) => asked.startsWith('open'))).toEqual([])
})
