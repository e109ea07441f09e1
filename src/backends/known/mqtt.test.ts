// @vitest-environment node
import { afterAll, describe, expect, it } from 'vitest'
import { brief, look, Servers } from '../fake-find.ts'
import { answer } from '../fake-server.ts'
import { startAccepting } from './fake-accepting.ts'

const { start, stop } = new Servers()
const stops: (() => Promise<void>)[] = [stop]
afterAll(async () => void (await Promise.all(stops.map((each) => each()))))

/** What a broker answers to the subprotocols that are offered at a path; undefined: it hangs up. */
async function broker(accept: Parameters<typeof startAccepting>[0], answers = false) {
  const server = await startAccepting(accept, answers)
  stops.push(server.stop)
  return server
}

const MQTT = 'mqtt sure notifications mqtt socket'
const LIKELY = 'mqtt likely notifications mqtt socket'

describe.concurrent('an MQTT broker', () => {
  it('that takes its subprotocol among others is known: Mosquitto 2.0, RabbitMQ 4', async () => {
    const { host } = await broker((offered) => (offered.includes('mqtt') ? 'mqtt' : undefined))
    expect(brief((await look(host)).best)).toBe(MQTT)
  })

  it('that hangs up on a long list is known: libwebsockets', async () => {
    const isLong = (offered: readonly string[]) => offered.join(', ').length > 127
    const { host } = await broker((offered) =>
      offered.length === 0 ? '' : offered.includes('mqtt') && !isLong(offered) ? 'mqtt' : undefined,
    )
    expect(brief((await look(host)).best)).toBe(MQTT)
  })

  it('that hangs up on any list, and on who offers nothing, is known: Mosquitto 2.1', async () => {
    const { host } = await broker((offered) => (offered.join() === 'mqtt' ? 'mqtt' : undefined))
    expect(brief((await look(host)).best)).toBe(MQTT)
  })

  it.each(['/mqtt', '/ws'])('that listens at %s alone is found there', async (at) => {
    const { host } = await broker(
      (offered, path) => (path === at && offered.includes('mqtt') ? 'mqtt' : undefined),
      true,
    )
    for (const typed of [host, `http://${host}/`, `ws://${host}`, `ws://${host}/elsewhere`]) {
      const { best } = await look(typed)
      expect([brief(best), best?.server]).toEqual([MQTT, `ws://${host}${at}`])
    }
  })

  it('is not what a silent relay is that repeats whatever is offered: a guess beside it, at most', async () => {
    const { host } = await broker((offered) => offered.join(', '), true)
    for (const typed of [`ws://${host}/ws`, `ws://${host}/chat`]) {
      const { best } = await look(typed)
      expect([best?.kind, best?.backend]).not.toContain('mqtt')
      expect(best?.server).toBe(typed)
    }
  })

  it('that repeats whatever is offered is likely one: ejabberd, RabbitMQ 3', async () => {
    const { host } = await broker(
      (offered, path) => (path === '/mqtt' ? offered.join(', ') : undefined),
      true,
    )
    for (const typed of [host, `ws://${host}/mqtt`]) {
      const { best, findings } = await look(typed)
      expect([brief(best), best?.server]).toEqual([LIKELY, `ws://${host}/mqtt`])
      expect(findings.some(({ kind }) => kind === 'nchan')).toBe(false)
    }
  })

  it('is no server that takes any subprotocol for its own', async () => {
    const { host } = await broker((offered) => offered[0] ?? '')
    expect(brief((await look(host)).best)).toBe('websocket likely chat plain socket')
    const { host: low } = await broker((offered, path) => (path === '/ws' ? (offered[0] ?? '') : undefined))
    expect(brief((await look(low)).best)).toBe('websocket likely chat plain socket')
  })

  it('is no server that speaks first, whatever it takes', async () => {
    const { host } = await start({ ws: { '/': (socket) => socket.send('LARK says hello') } })
    expect(brief((await look(host)).best)).toBe('websocket-text sure chat plain socket')
    const below = await start({ ws: { '/demo/lark': (socket) => socket.send('LARK says hello') } })
    expect(brief((await look(`${below.host}/demo/lark`)).best)).toBe('websocket-text sure chat plain socket')
  })

  it('is found beside a page at the same place', async () => {
    const page = answer('<title>ejabberd</title>', 'text/html')
    const handleProtocols = (offered: Set<string>) => (offered.has('mqtt') ? 'mqtt' : false)
    const { http, ws } = await start({
      http: { '/mqtt': page },
      ws: { '/mqtt': () => undefined },
      options: { handleProtocols },
    })
    const { best } = await look(`${http}/mqtt`)
    expect([brief(best), best?.server]).toEqual([MQTT, `${ws}/mqtt`])
  })

  it('is found behind what is not spoken here: NATS', async () => {
    const info = 'INFO {"server_id":"NA","version":"2.10.1"} \r\n'
    const { host } = await start({
      ws: { '/': (socket) => socket.send(info), '/mqtt': () => undefined },
      options: { handleProtocols: (offered) => (offered.has('mqtt') && offered.size === 1 ? 'mqtt' : false) },
    })
    const { best, findings } = await look(host)
    expect([brief(best), best?.server]).toEqual([MQTT, `ws://${host}/mqtt`])
    expect(findings[1]?.cannot?.code).toBe('found.cannot-yet')
  })

  it('is taken at its word at a port that was named with its scheme', async () => {
    const { host } = await broker((offered) => offered[0] ?? '')
    expect(brief((await look(`mqtt://${host}`)).best)).toBe(MQTT)
  })

  it('is given the login that stands in such an address', async () => {
    const { host } = await broker((offered) => (offered.includes('mqtt') ? 'mqtt' : undefined))
    const { login, best } = await look(`mqtt://mina:p%40ss@${host}`)
    expect([login, best?.server]).toEqual([{ user: 'mina', password: 'p@ss' }, `ws://${host}/mqtt`])
  })
})

describe.concurrent('at an address of something else', () => {
  it('a WebSocket that says nothing is no NATS server', async () => {
    const { host } = await start({ ws: { '/': () => undefined } })
    const { findings, why } = await look(`nats://${host}`)
    expect([findings, why?.code]).toEqual([[], 'found.scheme-nats'])
  })

  it('only ports that were asked are named', async () => {
    const plain = await look('mqtt://127.0.0.1')
    expect(plain.why?.params?.['ports']).toBe('9001, 8083, 8080, 8000, 15675')
    const page = new URL('https://page.test/')
    const { why } = await look('mqtt://broker.invalid', { page })
    expect([why?.code, why?.params?.['ports']]).toEqual(['found.scheme-mqtt-secure', '8084, 8081, 8884, 443'])
  })
})
