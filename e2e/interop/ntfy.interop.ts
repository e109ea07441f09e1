import type { Interop } from './contract.ts'
import { connect, fillIn, interopContract } from './contract.ts'
import type { Ntfy } from './ntfy-server.ts'
import { connectOutsider, LOGIN, missingNtfy, speaksNtfy, startNtfy, TOPIC } from './ntfy-server.ts'
import { expect, test, word } from '../app.ts'
import { chooseOptions } from './options.ts'

const ntfy: Interop<Ntfy> = {
  name: 'ntfy',
  backend: 'ntfy',
  missing: missingNtfy,
  start: startNtfy,
  outsider: (server) => connectOutsider(server),
  form: (_, host) => ({ server: `http://${host}/${TOPIC}` }),
  wires: [
    { name: 'Server-Sent Events', given: { wire: 'events' } },
    { name: 'WebSocket', given: { wire: 'socket' } },
    { name: 'polling', given: { wire: 'poll', every: '1' } },
  ],
  can: {
    history: 'asked',
    cut: 'all',
    restart: 'all',
    login: {
      given: { auth: 'basic' },
      good: LOGIN,
      bad: { user: LOGIN.user, password: 'wrong' },
      reason: 'ntfy.unauthorized',
    },
  },
  publish: {
    body: '**All** of it, 모두',
    options: {
      title: 'Ein Titel, 제목',
      tags: 'warning, 한글',
      priority: '4',
      markdown: true,
      click: 'https://example.com/click?a=1&b=2',
      attach: 'https://example.com/picture.jpg',
      filename: '그림.jpg',
      icon: 'https://example.com/icon.png',
      actions:
        'view, "Open, please", https://example.com/open; http, Close, https://example.com/close, method=PUT, headers.X-A=b, body=now, clear=true',
    },
    arrives: (heard) =>
      expect(heard).toMatchObject({
        title: 'Ein Titel, 제목',
        tags: ['warning', '한글'],
        priority: 4,
        content_type: 'text/markdown',
        click: 'https://example.com/click?a=1&b=2',
        icon: 'https://example.com/icon.png',
        attachment: { name: '그림.jpg', url: 'https://example.com/picture.jpg' },
        actions: [
          { action: 'view', label: 'Open, please', url: 'https://example.com/open', clear: false },
          {
            action: 'http',
            label: 'Close',
            url: 'https://example.com/close',
            method: 'PUT',
            headers: { 'X-A': 'b' },
            body: 'now',
            clear: true,
          },
        ],
      }),
  },
}

interopContract(ntfy)

const LATER = { timeout: 20_000 }

test.describe('ntfy, beside the contract', () => {
  test.skip(missingNtfy() !== undefined, `ntfy (${missingNtfy() ?? ''})`)
  test.slow()

  for (const wire of ['events', 'socket', 'poll'])
    test(`a token lets in over ${wire}, is in no link, and what I say is taken`, async ({ app, started }) => {
      const server = await started(startNtfy({ login: true }))
      const outsider = await started(connectOutsider(server))
      await fillIn(app, ntfy, server, { wire, auth: 'bearer', ...(wire === 'poll' && { every: '1' }) })
      await app.main.locator('[name="token"]').fill(server.token)
      await app.action('connect').click()
      await expect(app.status).toHaveAttribute('data-status', 'ready', LATER)
      const mine = word('mine')
      await app.say(mine)
      await expect.poll(() => outsider.heard().map(({ body }) => body), LATER).toContain(mine)
      const kept = await app.page.evaluate(() => JSON.stringify({ ...localStorage }) + location.href)
      expect(kept).not.toContain(server.token)
    })

  for (const wire of ['events', 'socket', 'poll'])
    test(`over ${wire}, a topic that is not mine says so`, async ({ app, started }) => {
      const server = await started(startNtfy({ login: true }))
      await fillIn(app, ntfy, server, { server: `${server.url}/elsewhere`, wire, auth: 'basic' })
      for (const [name, text] of Object.entries(LOGIN)) await app.main.locator(`[name="${name}"]`).fill(text)
      await app.action('connect').click()
      await expect(app.status).toHaveAttribute('data-status', 'failed', LATER)
      await expect(app.status).toHaveAttribute('data-reason', 'ntfy.forbidden')
    })

  test('several topics are rooms of one connection', async ({ app, started }) => {
    const server = await started(startNtfy())
    const [one, other] = [
      await started(connectOutsider(server, `${TOPIC}-one`)),
      await started(connectOutsider(server, `${TOPIC}-other`)),
    ]
    const named = { server: server.url, topics: `${TOPIC}-one, ${TOPIC}-other` }
    await connect(app, ntfy, server, named, 'notifications')
    const [first, second] = [word('first'), word('second')]
    await one.publish(first)
    await other.publish(second)
    await expect(app.rows('message', first)).toContainText(`${TOPIC}-one`)
    await expect(app.rows('message', second)).toContainText(`${TOPIC}-other`)
  })

  test('emoji, a picture to be looked at, buttons and a link are what they were sent as', async ({
    app,
    started,
  }) => {
    const server = await started(startNtfy())
    const outsider = await started(connectOutsider(server))
    await connect(app, ntfy, server, {}, 'notifications')
    const body = word('rich')
    await outsider.publish(body, {
      title: 'A title',
      tags: 'warning,backup',
      priority: 5,
      click: 'https://example.com/click',
      actions: 'view, Open portal, https://example.com/portal; view, Run, javascript:alert(1)',
    })
    const row = app.rows('message', body)
    await expect(row).toContainText('A title')
    await expect(row).toContainText('⚠️')
    await expect(row).toContainText('backup')
    await expect(row).toContainText('Open portal')
    await expect(row.getByText('Run', { exact: true })).toHaveCount(0)
    await expect(app.page.locator('[href^="javascript:"]')).toHaveCount(0)
  })

  test('a file is uploaded with its name, and can be fetched as it was', async ({ app, started }) => {
    const server = await started(startNtfy())
    const outsider = await started(connectOutsider(server))
    await connect(app, ntfy, server)
    const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff, 0xfe])
    const file = { name: '그림 1.png', mimeType: 'image/png', buffer: bytes }
    await app.page.locator('[data-field="file"]').setInputFiles([file])
    await app.action('send').click()
    await expect.poll(() => outsider.heard().length, LATER).toBe(1)
    const { name, size, url } = outsider.heard()[0]?.['attachment'] as Record<string, string>
    expect([name, size]).toEqual(['그림 1.png', bytes.length])
    expect(Buffer.from(await (await fetch(String(url))).arrayBuffer())).toEqual(bytes)
    await expect(app.rows('message', '그림 1.png')).toHaveCount(1)
  })

  test('a text that is longer than a message is a file, whole and once', async ({ app, started }) => {
    const server = await started(startNtfy())
    const outsider = await started(connectOutsider(server))
    await connect(app, ntfy, server)
    await chooseOptions(app, { title: 'Lang, 긴 글' })
    const long = `${word('long')} ${'한글과 text '.repeat(600)}end`
    await app.say(long)
    await expect.poll(() => outsider.heard().length, LATER).toBe(1)
    const [heard] = outsider.heard()
    const { url } = heard?.['attachment'] as Record<string, string>
    expect(heard?.['title']).toBe('Lang, 긴 글')
    expect(await (await fetch(String(url))).text()).toBe(long)
    await expect(app.rows('message', 'attachment.txt')).toHaveCount(1)
    await expect(app.rows('draft')).toHaveCount(0)
  })

  test('what is not to be kept is not, and still heard', async ({ app, started }) => {
    const server = await started(startNtfy())
    const outsider = await started(connectOutsider(server))
    await connect(app, ntfy, server)
    const mine = word('mine')
    await chooseOptions(app, { unkept: true, direct: true, tags: 'warning, 한글' })
    await app.say(mine)
    await expect.poll(() => outsider.heard().map(({ body }) => body), LATER).toEqual([mine])
    expect(outsider.heard()[0]).toMatchObject({ tags: ['warning', '한글'] })
    expect(outsider.heard()[0]).not.toHaveProperty('expires')
    await expect(app.rows(undefined, mine)).toHaveCount(1)
    expect(await (await fetch(`${server.url}/${TOPIC}/json?poll=1`)).text()).toBe('')
  })

  test('a message is delivered later, when that was asked for', async ({ app, started }) => {
    const server = await started(startNtfy())
    const outsider = await started(connectOutsider(server))
    await connect(app, ntfy, server)
    const late = word('late')
    await chooseOptions(app, { delay: '10s' })
    await app.say(late)
    await expect(app.rows(undefined, late)).toHaveCount(1)
    expect(outsider.heard()).toEqual([])
    await expect.poll(() => outsider.heard().map(({ body }) => body), { timeout: 40_000 }).toEqual([late])
    await expect(app.rows(undefined, late)).toHaveCount(1)
  })

  const REFUSED = [
    ['a delay that it cannot read', {}, { delay: 'when it is time' }, '30min'],
    ['an email where it sends none', {}, { email: 'mina@example.com' }, 'sends no email'],
    ['buttons that it does not take', {}, { actions: '[{"action":"view","label":"x"}]' }, 'At most three'],
    ['buttons that cannot be read', {}, { actions: 'dance, now' }, 'This button cannot be read: “dance”'],
    ['a message that is too long', { 'attachment-cache-dir': '' }, {}, '4,096 bytes'],
  ] as const
  for (const [what, settings, options, words] of REFUSED)
    test(`${what} is refused in words, and nothing is sent`, async ({ app, started }) => {
      const server = await started(startNtfy({ settings }))
      const outsider = await started(connectOutsider(server))
      await connect(app, ntfy, server)
      if (Object.keys(options).length > 0) await chooseOptions(app, options)
      await app.say(what.includes('long') ? 'long '.repeat(1_000) : word('refused'))
      await expect(app.rows('draft')).toContainText(words)
      expect(outsider.heard()).toEqual([])
    })

  test('more messages than the server takes in a day are refused in words', async ({ app, started }) => {
    const limits = { 'visitor-message-daily-limit': 1, 'visitor-request-limit-exempt-hosts': '' }
    const server = await started(startNtfy({ settings: limits }))
    await connect(app, ntfy, server)
    const [first, second] = [word('first'), word('second')]
    await app.say(first)
    await expect(app.rows('message', first)).toHaveCount(1)
    await app.say(second)
    await expect(app.rows('draft', second)).toContainText('tomorrow')
  })

  test('a server that lost its cache is a gap', async ({ app, started }) => {
    const server = await started(startNtfy({ settings: { 'cache-file': '' } }))
    const outsider = await started(connectOutsider(server))
    await connect(app, ntfy, server)
    const [before, after] = [word('before'), word('after')]
    await outsider.publish(before)
    await expect(app.rows('message', before)).toHaveCount(1)
    await server.kill()
    await expect(app.status).toHaveAttribute('data-status', 'waiting', LATER)
    await server.startAgain()
    await expect(app.status).toHaveAttribute('data-status', 'ready', LATER)
    const other = await started(connectOutsider(server))
    await other.publish(after)
    await expect(app.rows('message', after)).toHaveCount(1)
    await expect(app.rows('gap')).toHaveCount(1)
  })
})

/** Asks the server itself: an update, a deletion. */
async function ask(server: Ntfy, method: string, path: string, body?: string): Promise<void> {
  const answer = await fetch(`${server.url}/${TOPIC}/${path}`, {
    method,
    ...(body !== undefined && { body }),
  })
  expect(answer.status).toBe(200)
}

test.describe('ntfy, beside the contract: what older ones do not have', () => {
  test.skip(missingNtfy() !== undefined, `ntfy (${missingNtfy() ?? ''})`)
  test.skip(missingNtfy() === undefined && !speaksNtfy('2.16'), 'ntfy (before 2.16)')
  test.slow()

  for (const wire of ['events', 'socket', 'poll'])
    test(`over ${wire}, a notification is updated and deleted, also what was shown before a reload`, async ({
      app,
      started,
    }) => {
      const server = await started(startNtfy())
      await connect(app, ntfy, server, { wire, ...(wire === 'poll' && { every: '1' }) }, 'notifications')
      const [ten, fifty, all, other] = [word('ten'), word('fifty'), word('all'), word('other')]
      await ask(server, 'PUT', 'backup', ten)
      await expect(app.rows('message', ten)).toHaveCount(1)
      await ask(server, 'PUT', 'backup', fifty)
      await expect(app.rows('message', fifty)).toHaveCount(1)
      await expect(app.rows('message', ten)).toHaveCount(0)
      await app.page.reload()
      await expect(app.status).toHaveAttribute('data-status', 'ready', LATER)
      await expect(app.rows('message', fifty)).toHaveCount(1)
      await ask(server, 'PUT', 'backup', all)
      await expect(app.rows('message', all)).toHaveCount(1)
      await expect(app.rows('message', fifty)).toHaveCount(0)
      // In one second, with a reload after it.
      await ask(server, 'DELETE', 'backup')
      await ask(server, 'PUT', 'backup', other)
      await expect(app.rows('message', other)).toHaveCount(1)
      await expect(app.rows('message', all)).toHaveCount(0)
      await app.page.reload()
      await expect(app.status).toHaveAttribute('data-status', 'ready', LATER)
      await ask(server, 'PUT', 'backup/clear')
      const last = word('last')
      await ask(server, 'PUT', 'another', last)
      await expect(app.rows('message', last)).toHaveCount(1)
      await expect(app.rows('message', other)).toHaveCount(1)
      await ask(server, 'DELETE', 'backup')
      await expect(app.rows('message', other)).toHaveCount(0)
      for (const kind of ['gap', 'garbled'] as const) await expect(app.rows(kind)).toHaveCount(0)
    })

  test('what I say takes the place of what I said before, where I name it', async ({ app, started }) => {
    const server = await started(startNtfy())
    const outsider = await started(connectOutsider(server))
    await connect(app, ntfy, server)
    const [first, second] = [word('first'), word('second')]
    await chooseOptions(app, { sequence: 'mine' })
    await app.say(first)
    await expect.poll(() => outsider.heard().length, LATER).toBe(1)
    await chooseOptions(app, { sequence: 'mine' })
    await app.say(second)
    await expect.poll(() => outsider.heard().length, LATER).toBe(2)
    expect(outsider.heard().map((heard) => heard['sequence_id'])).toEqual(['mine', 'mine'])
    await expect(app.rows(undefined, second)).toHaveCount(1)
    await expect(app.rows(undefined, first)).toHaveCount(0)
  })

  test('a button copies a text', async ({ app, started }) => {
    const server = await started(startNtfy())
    const outsider = await started(connectOutsider(server))
    await connect(app, ntfy, server, {}, 'notifications')
    const body = word('code')
    await outsider.publish(body, { actions: 'copy, Copy the code, 12345' })
    const button = app.rows('message', body).getByRole('button', { name: 'Copy the code' })
    await expect(button).toHaveAttribute('title', /12345/)
    await button.click()
    await expect(app.rows('message', body)).toContainText(/Copied|12345/)
  })
})
