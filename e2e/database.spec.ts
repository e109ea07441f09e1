import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { App, expect, test as base, withinASecond } from './app.ts'
import type { Site } from './site.ts'
import { startSite } from './site.ts'

const run = promisify(execFile)

type Kept = {
  file: string
  /** Starts the dev server over that file. */
  serve(...more: string[]): Promise<Site>
  /** Another process, that knows nothing but the file. */
  sql(text: string): Promise<void>
}

const test = base.extend<{ kept: Kept }>({
  kept: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'signalbox-'))
    const file = join(folder, 'world.sqlite')
    const sites: Site[] = []
    await use({
      file,
      async serve(...more) {
        const site = await startSite('--data', file, '--quiet', ...more)
        sites.push(site)
        return site
      },
      async sql(text) {
        const script = `new (require('node:sqlite').DatabaseSync)(process.argv[1]).exec(process.argv[2])`
        await run(process.execPath, ['-e', script, file, text])
      },
    })
    for (const site of sites) if (site.child.exitCode === null) await site.stop()
    await rm(folder, { recursive: true })
  },
})

test('an INSERT of only a body, by any process, is a line and a notification within a second', async ({
  page,
  watch,
  kept,
}) => {
  const site = await kept.serve()
  const app = new App(page, watch, site.origin)
  watch.allow(site.origin)
  const notices = await app.connect({
    server: `${site.origin}/demo/json/notifications`,
    view: 'notifications',
    backend: 'json',
  })
  await app.isReady()
  await app.connect({ server: `${site.origin.replace('http', 'ws')}/demo/json/chat`, backend: 'json' })
  await app.isReady()
  await withinASecond({
    act: (turn) => kept.sql(`INSERT INTO messages (body) VALUES ('한 줄 ${turn}')`),
    seen: (turn) => expect(app.rows('message', `한 줄 ${turn}`)).toHaveCount(1),
  })
  await app.open(`#/p/${notices}`)
  await withinASecond({
    act: (turn) => kept.sql(`INSERT INTO notifications (body) VALUES ('only a body ${turn}')`),
    seen: (turn) => expect(app.rows('message', `only a body ${turn}`)).toHaveCount(1),
  })
})

test('an UPDATE of a reading, by any process, is the value within a second', async ({
  page,
  watch,
  kept,
}) => {
  const site = await kept.serve()
  const app = new App(page, watch, site.origin)
  watch.allow(site.origin)
  const server = `${site.origin.replace('http', 'ws')}/demo/json/readings`
  await app.connect({ server, view: 'polling', backend: 'json', wire: 'socket' })
  await expect(app.value).toContainText('temperature')
  await withinASecond({
    act: (turn) => kept.sql(`UPDATE readings SET value = ${turn}23.75 WHERE name = 'temperature'`),
    seen: (turn) => expect(app.value).toContainText(`${turn}23.75`),
  })
  await kept.sql(`INSERT INTO readings (name, value) VALUES ('wind', 'north')`)
  await expect(app.value).toContainText('wind')
})

test('every page that is connected hears it, whichever its wire', async ({ page, watch, kept, someone }) => {
  const site = await kept.serve()
  const app = new App(page, watch, site.origin)
  watch.allow(site.origin)
  const other = await someone()
  const chat = `${site.origin}/demo/plain/chat`
  await app.connect({ server: chat.replace('http', 'ws') })
  await other.connect({ server: chat, wire: 'events' })
  await Promise.all([app.isReady(), other.isReady()])
  await kept.sql(`INSERT INTO messages (body) VALUES ('to all of you')`)
  for (const each of [app, other]) await expect(each.rows('message', 'to all of you')).toHaveCount(1)
})

test('SIGTERM ends it cleanly, and history is there again after a restart', async ({ page, watch, kept }) => {
  const before = await kept.serve()
  const app = new App(page, watch, before.origin)
  watch.allow(before.origin)
  await app.connect({ server: `${before.origin.replace('http', 'ws')}/demo/json/chat`, backend: 'json' })
  await app.isReady()
  await app.say('to be remembered')
  await expect(app.rows('message', 'to be remembered')).toHaveCount(1)
  expect(await before.stop()).toBe(0)
  // Nothing half-written: no journal is left beside the file.
  expect(await readdir(join(kept.file, '..'))).toEqual(['world.sqlite'])

  const after = await kept.serve()
  const again = new App(page, watch, after.origin)
  watch.allow(after.origin)
  await again.connect({ server: `${after.origin.replace('http', 'ws')}/demo/json/chat`, backend: 'json' })
  await expect(again.rows('message', 'to be remembered')).toHaveCount(1)
})
