import { once } from 'node:events'
import { WebSocket } from 'ws'
import { expect, test, word } from '../app.ts'
import { Faults } from '../faults/proxy.ts'
import type { NchanHow } from '../servers/nchan.ts'
import { missingNchan, startNchan } from '../servers/nchan.ts'
import { startRedis } from '../servers/redis.ts'
import type { Interop } from './contract.ts'
import { connect, fillIn, interopContract } from './contract.ts'
import type { Heard, Outsider, Place, RealServer } from './real-server.ts'
import { printed } from './real-server.ts'

const TOKEN = 'let-me-in-7'

type Nchan = RealServer & Place & { token?: string }

async function start({ login }: { login: boolean }, how: NchanHow = {}): Promise<Nchan> {
  const server = await startNchan({ ...how, ...(login && { token: TOKEN }) })
  return { ...server, ...(login && { token: TOKEN }) }
}

/** A WebSocket subscriber that asks for ids and types, an event stream that hears names, and a POST to publish. */
async function join(
  { url }: { url: string },
  { sub = '/sub/room', pub = '/pub/room' } = {},
): Promise<Outsider> {
  const heard: Heard[] = []
  const names = new Map<string, string>()
  const socket = new WebSocket(url.replace(/^http/, 'ws') + sub, ['ws+meta.nchan'])
  socket.on('message', (data: Buffer) => {
    const end = data.indexOf('\n\n')
    const lines = data.subarray(0, end).toString().split('\n')
    const head = Object.fromEntries(lines.map((line) => line.split(': '))) as Record<string, string>
    const bytes = data.subarray(end + 2)
    const isBytes = head['content-type'] === 'application/octet-stream'
    heard.push({ ...head, body: isBytes ? bytes : bytes.toString() })
  })
  await once(socket, 'open')
  const over = new AbortController()
  const stream = await fetch(url + sub, {
    headers: { Accept: 'text/event-stream' },
    signal: over.signal,
  })
  const listening = (async () => {
    let text = ''
    for await (const chunk of stream.body ?? []) {
      text += Buffer.from(chunk).toString()
      for (const [, event = '', id = ''] of text.matchAll(/^event: (.*)\nid: (.*)\n/gm)) names.set(id, event)
    }
  })().catch(() => undefined)
  return {
    async publish(body, headers = {}) {
      const answer = await fetch(url + pub, {
        method: 'POST',
        headers: { 'Content-Type': 'text/plain', ...(headers as Record<string, string>) },
        body,
      })
      expect(answer.ok).toBe(true)
    },
    heard: () => heard.map((each) => ({ ...each, event: names.get(String(each['id'])) })),
    async stop() {
      socket.terminate()
      over.abort()
      await listening
    },
  }
}

const nchan: Interop<Nchan> = {
  name: 'Nchan',
  backend: 'nchan',
  missing: missingNchan,
  start,
  outsider: (server) => join(server),
  form: (_, host) => ({ server: `http://${host}/pubsub/room` }),
  wires: [
    { name: 'WebSocket', given: { wire: 'socket' } },
    { name: 'event stream', given: { wire: 'events' } },
    { name: 'long polling', given: { wire: 'poll' } },
  ],
  can: {
    history: 'comes',
    cut: 'all',
    // What it keeps is in its memory.
    restart: 'gap',
    login: {
      given: { socketAuth: 'query' },
      good: { token: TOKEN },
      bad: { token: 'wrong' },
      reason: 'nchan.forbidden',
    },
  },
  publish: {
    body: '{"text":"all of it, 모두"}',
    options: { type: 'application/json', event: 'order' },
    arrives(heard) {
      expect(heard['content-type']).toBe('application/json')
      expect(heard['event']).toBe('order')
    },
  },
}

interopContract(nchan)

const missingRedis = () =>
  missingNchan() ?? (printed('redis-server', '--version') === undefined ? 'no redis-server' : undefined)

/** The same with its messages in Redis, where they outlive nginx. */
async function startOnRedis(how: { login: boolean }): Promise<Nchan> {
  const redis = await startRedis()
  try {
    const server = await start(how, { redis: redis.host })
    const stop = async () => {
      await server.stop()
      await redis.stop()
    }
    return { ...server, version: async () => `${await server.version()} on ${await redis.version()}`, stop }
  } catch (error) {
    await redis.stop()
    throw error
  }
}

interopContract({
  ...nchan,
  name: 'Nchan on Redis',
  missing: missingRedis,
  start: startOnRedis,
  wires: nchan.wires.slice(0, 1),
  can: { history: 'comes', cut: 'all', restart: 'all' },
})

test.describe('Nchan, beside the contract', () => {
  const why = missingNchan()
  test.skip(why !== undefined, `Nchan (${why ?? ''})`)

  test('two that share a Redis are one: what is said at one is heard at the other', async ({
    app,
    started,
  }) => {
    const none = missingRedis()
    test.skip(none !== undefined, `Nchan on Redis (${none ?? ''})`)
    test.slow()
    const redis = await started(startRedis())
    const [here, there] = [
      await started(startNchan({ redis: redis.host })),
      await started(startNchan({ redis: redis.host })),
    ]
    const outsider = await started(join(there))
    await connect(app, nchan, here, { wire: 'socket' })
    const [mine, theirs] = [word('mine'), word('theirs')]
    await app.say(mine)
    await expect.poll(() => outsider.heard().map(({ body }) => body)).toContain(mine)
    await outsider.publish(theirs)
    await expect(app.rows('message', theirs)).toHaveCount(1)
    await expect(app.rows(undefined, mine)).toHaveCount(1)
  })

  for (const wire of ['socket', 'events', 'poll'])
    test(`several channels at once are rooms: ${wire}`, async ({ app, started }) => {
      test.slow()
      const server = await started(startNchan())
      const [one, two] = [
        await started(join(server, { sub: '/sub/one', pub: '/pub/one' })),
        await started(join(server, { sub: '/sub/two', pub: '/pub/two' })),
      ]
      await one.publish('before one')
      const several: Interop<Nchan> = {
        ...nchan,
        form: (_, host) => ({ server: `http://${host}/multi/one,two`, post: `http://${host}/pub/{channel}` }),
      }
      await connect(app, several, server, { wire })
      await expect(app.rows('message', 'before one')).toHaveCount(1)
      await two.publish('in two')
      await expect(app.rows('message', 'in two')).toHaveCount(1)
      await expect(app.rows('message', 'in two')).toContainText('two')
    })

  const only = (directives: string) =>
    startNchan({
      more: `location ~ ^/only/(\\w+)$ { nchan_channel_id $1; nchan_subscriber_first_message oldest; ${directives} }`,
    })
  const onlyRoom: Interop<Nchan> = {
    ...nchan,
    form: (_, host) => ({ server: `http://${host}/only/room`, post: `http://${host}/pub/room` }),
  }

  for (const taken of ['websocket', 'eventsource', 'longpoll', 'intervalpoll'])
    test(`its address alone is enough where it takes only ${taken}`, async ({ app, started }) => {
      test.slow()
      const server = await started(only(`nchan_subscriber ${taken};`))
      const outsider = await started(join(server))
      await outsider.publish('before')
      app.watch.allow(server.url)
      await app.open()
      await app.main.locator('input[name="server"]').fill(`${server.url}/only/room`)
      await app.main.locator('input[name="server"]').press('Enter')
      await app.isReady()
      await expect(app.page.locator('[data-found]')).toHaveAttribute('data-found', /nchan/)
      await expect(app.rows('message', 'before')).toHaveCount(1, { timeout: 20_000 })
      await outsider.publish('after')
      await expect(app.rows('message', 'after')).toHaveCount(1, { timeout: 20_000 })
    })

  for (const taken of ['websocket', 'eventsource', 'longpoll'])
    test(`any wire may be chosen where it takes only ${taken}`, async ({ app, started }) => {
      test.slow()
      const server = await started(only(`nchan_subscriber ${taken};`))
      const outsider = await started(join(server))
      for (const wire of ['socket', 'events', 'poll']) {
        await connect(app, onlyRoom, server, { wire })
        const [mine, theirs] = [word('mine'), word('theirs')]
        await app.say(mine)
        await outsider.publish(theirs)
        await expect(app.rows('message', theirs)).toHaveCount(1, { timeout: 20_000 })
        await expect(app.rows(undefined, mine)).toHaveCount(1)
      }
    })

  for (const [what, directives] of [
    ['answers with several messages at once', 'nchan_subscriber; nchan_longpoll_multipart_response on;'],
    [
      'names the tag of a message as it likes',
      'nchan_subscriber; nchan_subscriber_message_id_custom_etag_header X-Tag;',
    ],
    ['ends each question after a second', 'nchan_subscriber; nchan_subscriber_timeout 1s;'],
  ] as const)
    test(`a long poll that ${what} tells each message once, and goes on`, async ({ app, started }) => {
      test.slow()
      const server = await started(only(directives))
      const outsider = await started(join(server))
      const wire = await started(Faults.before(server.url))
      const [one, two, missed, too] = [word('one'), word('two'), word('missed'), word('too')]
      for (const body of [one, two]) await outsider.publish(body)
      await connect(app, onlyRoom, server, { wire: 'poll' }, 'chat', wire.host)
      for (const body of [one, two]) await expect(app.rows('message', body)).toHaveCount(1)
      await wire.cut()
      await expect(app.status).toHaveAttribute('data-status', 'waiting', { timeout: 20_000 })
      for (const body of [missed, too]) await outsider.publish(body)
      await wire.restore()
      for (const body of [one, two, missed, too])
        await expect(app.rows('message', body)).toHaveCount(1, { timeout: 20_000 })
      await expect(app.rows('gap')).toHaveCount(0)
    })

  test('a stream without ids is no channel, and that is said', async ({ app, started }) => {
    test.slow()
    const server = await started(only('nchan_subscriber http-raw-stream;'))
    await fillIn(app, onlyRoom, server, { wire: 'poll' })
    await app.action('connect').click()
    await expect(app.status).toHaveAttribute('data-reason', 'nchan.raw-stream', { timeout: 20_000 })
  })

  test('two channels that said something in the same second are both heard', async ({ app, started }) => {
    test.slow()
    const server = await started(startNchan())
    const publish = (channel: string) =>
      fetch(`${server.url}/pub/${channel}`, { method: 'POST', body: channel })
    // Until both fall into one second.
    const ids = async () =>
      Promise.all(
        ['one', 'two'].map(async (channel) => {
          await fetch(`${server.url}/pub/${channel}`, { method: 'DELETE' })
          const answer = await publish(channel)
          return /last message id: (\S+)/.exec(await answer.text())?.[1]
        }),
      )
    await expect.poll(async () => new Set(await ids()).size).toBe(1)
    await connect(app, { ...nchan, form: (_, host) => ({ server: `http://${host}/sub/one` }) }, server)
    await expect(app.rows('message', 'one')).toHaveCount(1)
    // The same connection, led to the other channel.
    await app.open(`#/edit/${app.current}`)
    await app.main.locator('input[name="server"]').fill(`${server.url}/sub/two`)
    await app.main.locator('[data-action="save"]').click()
    await expect(app.rows('message', 'two')).toHaveCount(1, { timeout: 20_000 })
  })

  test('what an event is called, a record, bytes and an image come as what they are', async ({
    app,
    started,
  }) => {
    test.slow()
    const server = await started(startNchan())
    const outsider = await started(join(server))
    await connect(app, nchan, server, { wire: 'events' })
    await outsider.publish('{"from":"mina","text":"a record"}', { 'X-EventSource-Event': 'order' })
    await expect(app.rows('message', 'a record')).toContainText('mina')
    await expect(app.rows('message', 'a record')).toContainText('order')
    await connect(app, nchan, server, { wire: 'socket' })
    const bytes = Uint8Array.of(0, 255, 254, 1)
    await fetch(`${server.url}/pub/room`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: bytes,
    })
    await expect(app.rows('message')).toHaveCount(2)
    await expect(app.rows('garbled')).toHaveCount(0)
  })
})
