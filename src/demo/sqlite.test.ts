// @vitest-environment node
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Told, WorldEvent } from './book.ts'
import { KEPT_ROWS } from './book.ts'
import { sqliteKeeper } from './sqlite.ts'
import { TOLD_AGAIN, World } from './world.ts'

const WAIT = { timeout: 1_000, interval: 10 }

let folder: string
let file: string
const open: World[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-'))
  file = join(folder, 'world.sqlite')
})

afterEach(async () => {
  for (const world of open.splice(0)) await world.close()
  rmSync(folder, { recursive: true })
})

async function openWorld() {
  const world = await World.open(await sqliteKeeper(file))
  open.push(world)
  const events: WorldEvent[] = []
  world.subscribe((event) => events.push(event))
  return { world, events }
}

const script = (sql: string) => `
  const { DatabaseSync } = require('node:sqlite')
  const database = new DatabaseSync(${JSON.stringify(file)}, { timeout: 5000 })
  database.exec(${JSON.stringify(sql)})`

/** What another process writes. */
const elsewhere = (sql: string) => void execFileSync(process.execPath, ['-e', script(sql)])

describe('a world in SQLite', () => {
  it('has rows for an INSERT of only a body, by another process', async () => {
    const { world, events } = await openWorld()
    elsewhere(
      `INSERT INTO messages(body) VALUES ('다른 프로세스'); INSERT INTO notifications(body) VALUES ('n')`,
    )
    await vi.waitFor(() => expect(events).toHaveLength(2), WAIT)
    const [message] = world.messages
    expect(message).toMatchObject({ room: 'general', author: 'database', body: '다른 프로세스' })
    expect(Math.abs(message!.at - Date.now())).toBeLessThan(60_000)
    expect(world.notices[0]).toMatchObject({ title: '', body: 'n', priority: 3 })
  })

  it('hears readings that another process updates, inserts and deletes, its time untouched', async () => {
    const { world, events } = await openWorld()
    await world.set('load', 0.5)
    const { at } = world.reading('load')!
    elsewhere(`UPDATE readings SET value = 7 WHERE name = 'load'`)
    await vi.waitFor(() => expect(world.reading('load')?.value).toBe(7), WAIT)
    expect(world.reading('load')!.at).toBeGreaterThan(at)
    elsewhere(
      `INSERT INTO readings(name, value) VALUES ('door', 'open'); DELETE FROM readings WHERE name = 'load'`,
    )
    await vi.waitFor(() => expect(world.reading('load')).toBeUndefined(), WAIT)
    expect(world.reading('door')?.value).toBe('open')
    expect(events.at(-1)).toMatchObject({ type: 'reading', gone: true, reading: { name: 'load' } })
  })

  it.each(['WAL', 'DELETE'])('hears writers of a database in %s mode', async (mode) => {
    elsewhere(`PRAGMA journal_mode = ${mode}; CREATE TABLE before(it)`)
    const { events } = await openWorld()
    elsewhere(`PRAGMA journal_mode = ${mode}; INSERT INTO messages(body) VALUES ('heard')`)
    await vi.waitFor(() => expect(events).toHaveLength(1), WAIT)
  })

  it('remembers everything after a restart, numbers as numbers', async () => {
    const first = await openWorld()
    await first.world.say({ author: 'Kim', body: '안녕', room: 'other' })
    await first.world.notify({ title: 'T', body: 'B', priority: 5 })
    await first.world.set('load', 0.5)
    await first.world.set('count', 3)
    await first.world.set('door', '3')
    const { messages, notices, readings } = first.world
    const before = structuredClone({ messages, notices, readings })
    await first.world.close()
    const { world } = await openWorld()
    expect({ messages: world.messages, notices: world.notices, readings: world.readings }).toEqual(before)
    expect(readings.map(({ value }) => value)).toEqual([0.5, 3, '3'])
  })

  it('survives rows as nobody would write them', async () => {
    const { world, events } = await openWorld()
    elsewhere(`
      INSERT INTO messages(room, author, body, at) VALUES (NULL, NULL, 5, 'yesterday');
      INSERT INTO messages(body, at) VALUES (x'ff00', 9223372036854775807);
      INSERT INTO messages(body, at) VALUES ('dated', '2024-05-06 07:08:09');
      INSERT INTO notifications(title, body, priority) VALUES (NULL, '', 'high');
      INSERT INTO notifications(body, priority) VALUES ('', 99);
      INSERT INTO readings(name, value, at) VALUES ('big', 9223372036854775807, NULL);
      INSERT INTO readings(name, value) VALUES ('blob', x'6869');
      INSERT INTO readings(name, value) VALUES (NULL, NULL)`)
    await vi.waitFor(() => expect(events).toHaveLength(8), WAIT)
    expect(world.messages[0]).toMatchObject({ room: 'general', author: '', body: '5' })
    expect(world.messages[2]?.at).toBe(Date.UTC(2024, 4, 6, 7, 8, 9))
    expect(world.notices.map(({ priority }) => priority)).toEqual([3, 5])
    expect(world.reading('big')?.value).toBe('9223372036854775807')
    expect(world.reading('blob')?.value).toBe('hi')
  })

  it('does not lose the hand of another process to a write of its own that was made in ignorance', async () => {
    const { world } = await openWorld()
    await world.set('load', 1)
    elsewhere(`UPDATE readings SET value = 50 WHERE name = 'load'`)
    expect(await world.do({ kind: 'set', name: 'load', value: 2, was: 1 })).toBeUndefined()
    expect(world.reading('load')?.value).toBe(50)
  })

  it('numbers its own rows after those of others, and tells theirs first', async () => {
    const { world, events } = await openWorld()
    elsewhere(`INSERT INTO messages(body) VALUES ('theirs')`)
    await world.say({ author: '', body: 'ours', key: 'k' })
    expect(events).toMatchObject([
      { message: { id: 1, body: 'theirs' } },
      { message: { id: 2, body: 'ours', key: 'k' } },
    ])
  })

  it('never uses an id twice, also where the newest row was deleted', async () => {
    const { world, events } = await openWorld()
    await world.say({ author: '', body: 'one' })
    elsewhere(`DELETE FROM messages; INSERT INTO messages(body) VALUES ('two')`)
    await vi.waitFor(() => expect(events).toHaveLength(2), WAIT)
    expect(world.messages).toMatchObject([{ id: 2, body: 'two' }])
  })

  it.each(['WAL', 'DELETE'])('waits while another process has it locked in %s mode', async (mode) => {
    elsewhere(`PRAGMA journal_mode = ${mode}; CREATE TABLE before(it)`)
    const { world, events } = await openWorld()
    const lock = script('BEGIN EXCLUSIVE')
    const holder = spawn(process.execPath, [
      '-e',
      `${lock}; database.exec("INSERT INTO messages(body) VALUES ('locker')"); process.stdout.write('locked')
       setTimeout(() => { database.exec('COMMIT'); database.close() }, 300)`,
    ])
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    await world.say({ author: '', body: 'patient' })
    expect(events.map((event) => event.type === 'message' && event.message.body)).toEqual([
      'locker',
      'patient',
    ])
  })

  it('refuses a file that is none of its own, and leaves it as it was', async () => {
    elsewhere('CREATE TABLE messages(something)')
    await expect(openWorld()).rejects.toThrow(/./)
    const database = new DatabaseSync(file)
    expect(database.prepare('PRAGMA table_info(messages)').all()).toHaveLength(1)
    database.close()
  })

  it('does what comes again under one key once, also after a restart, and tells nobody of it again', async () => {
    const key = 'a-key-that-is-unique-0001'
    const first = await openWorld()
    const said = await first.world.say({ author: 'Kim', body: 'once', key })
    const noted = await first.world.notify({ title: 'T', body: 'once', key })
    await first.world.close()
    const { world, events } = await openWorld()
    expect(await world.say({ author: 'Kim', body: 'once', key })).toEqual(said)
    expect(await world.notify({ title: 'T', body: 'once', key })).toEqual(noted)
    expect(events).toEqual([])
    expect(world.messages).toMatchObject([{ body: 'once', key }])
    await world.say({ author: '', body: 'next' })
    expect(world.messages.map(({ id }) => id)).toEqual([1, 2])
  })

  it('takes over a file from before there were keys, and others go on writing without', async () => {
    elsewhere(`
      CREATE TABLE messages(id INTEGER PRIMARY KEY AUTOINCREMENT, room TEXT, author TEXT, body TEXT NOT NULL, at INTEGER);
      CREATE TABLE notifications(
        id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT, body TEXT NOT NULL, priority INTEGER, at INTEGER);
      INSERT INTO messages(room, author, body, at) VALUES ('general', 'Kim', 'old', 1700000000000)`)
    const { world, events } = await openWorld()
    expect(world.messages).toEqual([
      { id: 1, room: 'general', author: 'Kim', body: 'old', at: 1_700_000_000_000 },
    ])
    elsewhere(`INSERT INTO messages(body) VALUES ('a'); INSERT INTO messages(body) VALUES ('b')`)
    await vi.waitFor(() => expect(events).toHaveLength(2), WAIT)
    const key = 'a-key-that-is-unique-0002'
    await world.say({ author: '', body: 'c', key })
    await world.say({ author: '', body: 'c', key })
    expect(world.messages.map(({ body }) => body)).toEqual(['old', 'a', 'b', 'c'])
  })

  it('goes back to its first row, and on from any, past what it has in memory', async () => {
    const count = KEPT_ROWS + 1_000
    elsewhere(`
      CREATE TABLE messages(
        id INTEGER PRIMARY KEY AUTOINCREMENT, room TEXT, author TEXT, body TEXT NOT NULL, at INTEGER);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
      INSERT INTO messages(author, body, at) SELECT 'Kim', 'line ' || i, 1700000000000 + i FROM n`)
    const { world } = await openWorld()
    expect(world.messages).toHaveLength(KEPT_ROWS)
    const ids = (rows: readonly Told[]) => rows.map((row) => (row.type === 'message' ? row.message.id : 0))
    const from = (first: number, last: number) =>
      Array.from({ length: last - first + 1 }, (_, at) => first + at)
    expect(ids(world.after('message', 990, 20).rows)).toEqual(from(991, 1_010))
    expect(ids(world.after('message', 10, 5_000).rows)).toEqual(from(11, count))
    expect(world.after('message', 0, 1)).toMatchObject({ missed: false })
    const all: number[] = []
    for (let [before, done] = [undefined as number | undefined, false]; !done; before = all[0]) {
      const page = world.before('message', before, 700)
      all.unshift(...ids(page.rows))
      done = page.done
    }
    expect(all).toEqual(from(1, count))
  })

  it('knows what is too long ago to be told again', async () => {
    elsewhere(`
      CREATE TABLE messages(
        id INTEGER PRIMARY KEY AUTOINCREMENT, room TEXT, author TEXT, body TEXT NOT NULL, at INTEGER);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${TOLD_AGAIN + 10})
      INSERT INTO messages(body) SELECT 'line ' || i FROM n`)
    const { world } = await openWorld()
    expect(world.after('message', 10, 1)).toMatchObject({ missed: false, rows: [{ message: { id: 11 } }] })
    expect(world.after('message', 9, 1)).toMatchObject({ missed: true, rows: [{ message: { id: 11 } }] })
  })

  it('does not take an id for one of another world because its row was deleted', async () => {
    const first = await openWorld()
    await first.world.say({ author: '', body: 'gone' })
    await first.world.close()
    elsewhere('DELETE FROM messages')
    const { world } = await openWorld()
    expect(world.lastId('message')).toBe(1)
  })
})
