import type { App, View } from '../app.ts'
import { expect, test, word } from '../app.ts'
import { isKept } from '../kept.ts'
import { Faults } from '../faults/proxy.ts'
import { chooseOptions } from './options.ts'
import type { Heard, Outsider, RealServer } from './real-server.ts'

/** The form's fields by name, as a link gives them. */
export type Given = Readonly<Record<string, string>>

/** What is typed into the form by hand, since no link has it. */
export type Typed = Readonly<Record<string, string>>

export type Interop<S extends RealServer> = {
  /** The server's name, as it stands in the report. */
  name: string
  /** The backend that speaks with it: a key of the registry. */
  backend: string
  /** Why it cannot be started here, in a few words ("no nginx module"); undefined where it can. */
  missing?: () => string | undefined
  /** Starts it. `login`: nobody gets in without the good one. */
  start: (how: { login: boolean }) => Promise<S>
  /** Connects the field's own client, as somebody who may read and write all. Resolves when it listens. */
  outsider: (server: S) => Promise<Outsider>
  /** What people type into the form: the address (`host` is the server's own, or that of a proxy in front of it), and what
   *  other fields they fill in whatever the wire. */
  form: (server: S, host: string) => { server: string } & Given
  /** Each value of the form's field for the wire that is tried, and what else it takes. */
  wires: readonly { name: string; given: Given }[]
  can: {
    /** What was said before we came: `comes` by itself, or is `asked` for by scrolling up. */
    history?: 'comes' | 'asked'
    /** After the wire was cut: `all` that was missed comes; else a row says that something may be missing (`gap`). */
    cut: 'all' | 'gap'
    /** The same after the server was killed and started again. */
    restart: 'all' | 'gap'
    /** Both ways in, and the code of the reason (`data-reason`) for the bad one. `given` is chosen by a link. */
    login?: { given?: Given; good: Typed; bad: Typed; reason: string | RegExp }
  }
  /** One message with all that can be asked of it in the composer, and a look at what the outsider heard of it. Throws by
   *  `expect` where it is not as it was sent. */
  publish?: {
    view?: View
    body: string
    options: Readonly<Record<string, string | boolean>>
    arrives: (heard: Heard) => void
  }
}

/** A browser that has just been started, and a server that is, take their time. */
const LATER = { timeout: 20_000 }

/** Tells the stories that every backend has to hold, in a browser, against the field's own server. */
export function interopContract<S extends RealServer>(interop: Interop<S>): void {
  const { name, can, wires, publish } = interop
  const why = interop.missing?.()
  test.describe(name, () => {
    // The reporter says it at the end, too.
    test.skip(why !== undefined, `${name} (${why ?? ''})`)
    for (const wire of wires) test.describe(`over ${wire.name}`, () => tellOverWire(interop, wire))

    if (can.login) {
      const { given = {}, good, bad, reason } = can.login
      test('with a bad login it says so, and with the good one it connects', async ({ app, started }) => {
        test.slow()
        const server = await started(startNamed(interop, { login: true }))
        await fillIn(app, interop, server, { ...wires[0]?.given, ...given })
        await type(app, bad)
        await app.action('connect').click()
        await expect(app.status).toHaveAttribute('data-status', 'failed', LATER)
        await expect(app.status).toHaveAttribute('data-reason', reason)
        await fillIn(app, interop, server, { ...wires[0]?.given, ...given })
        await type(app, good)
        await app.action('connect').click()
        await expect(app.status).toHaveAttribute('data-status', 'ready', LATER)
      })
    }

    if (publish)
      test('a message with every option arrives as it was sent', async ({ app, started }) => {
        test.slow()
        const { server, outsider } = await begin(interop, started)
        await connect(app, interop, server, wires[0]?.given, publish.view)
        await chooseOptions(app, publish.options)
        await app.say(publish.body)
        const found = () => outsider.heard().find(({ body }) => body === publish.body)
        await expect.poll(() => found()?.body, LATER).toBe(publish.body)
        publish.arrives(found() as Heard)
      })
  })
}

function tellOverWire<S extends RealServer>(
  interop: Interop<S>,
  { given }: { name: string; given: Given },
): void {
  const { can } = interop

  test('what I say is heard by others, what they say by me, each once', async ({ app, started }) => {
    test.slow()
    const { server, outsider } = await begin(interop, started)
    await connect(app, interop, server, given)
    const [mine, theirs] = [word('mine, 나의'), word('theirs, 그들의')]
    await app.say(mine)
    await expect.poll(() => bodies(outsider), LATER).toContain(mine)
    await outsider.publish(theirs)
    await expect(app.rows('message', theirs)).toHaveCount(1)
    // My own line is there once, as the server's or as mine.
    await expect(app.rows(undefined, mine)).toHaveCount(1)
    await expect(app.rows('garbled')).toHaveCount(0)
    expect(bodies(outsider).filter((body) => body === mine)).toHaveLength(1)
  })

  test('what others say is a notification, and a value', async ({ app, started }) => {
    test.slow()
    const { server, outsider } = await begin(interop, started)
    await connect(app, interop, server, given, 'notifications')
    const notice = word('notice')
    await outsider.publish(notice)
    await expect(app.rows('message', notice)).toHaveCount(1)
    await connect(app, interop, server, given, 'polling')
    const value = word('value')
    await outsider.publish(value)
    await expect(app.value).toContainText(value, LATER)
  })

  if (can.history)
    test('what was said before I came is there', async ({ app, started }) => {
      test.slow()
      const { server, outsider } = await begin(interop, started)
      const before = [word('first'), word('second'), word('third')]
      for (const body of before) await outsider.publish(body)
      await connect(app, interop, server, given)
      for (const body of before)
        await expect(async () => {
          if (can.history === 'asked') await scrollUp(app)
          await expect(app.rows('message', body)).toHaveCount(1, { timeout: 1_000 })
        }).toPass(LATER)
      const shown = await app.rows('message').allInnerTexts()
      const places = before.map((body) => shown.findIndex((text) => text.includes(body)))
      expect(places).toEqual([...places].sort((a, b) => a - b))
    })

  test('what was said while the wire was cut is not lost in silence', async ({ app, started }) => {
    test.slow()
    const { server, outsider } = await begin(interop, started)
    const wire = await started(Faults.before(server.url))
    await connect(app, interop, server, given, 'chat', wire.host)
    const [before, missed, after] = [word('before'), word('missed'), word('after')]
    await outsider.publish(before)
    await expect(app.rows('message', before)).toHaveCount(1)
    await wire.cut()
    await expect(app.status).toHaveAttribute('data-status', 'waiting', LATER)
    await outsider.publish(missed)
    await wire.restore()
    await retry(app)
    await outsider.publish(after)
    await toldSince(app, can.cut, { before, missed, after })
  })

  test('it goes on after the server was killed and started again', async ({ app, started }) => {
    test.slow()
    const { server, outsider } = await begin(interop, started)
    await connect(app, interop, server, given)
    const [before, missed, after] = [word('before'), word('missed'), word('after')]
    await outsider.publish(before)
    await expect(app.rows('message', before)).toHaveCount(1)
    await isKept(app, before)
    await outsider.stop()
    // Away, so that nobody is there to hear it when the server is back.
    const url = app.page.url()
    await app.page.goto('about:blank')
    await server.kill()
    await server.startAgain()
    const other = await started(interop.outsider(server))
    await other.publish(missed)
    await app.page.goto(url)
    await expect(app.status).toHaveAttribute('data-status', 'ready', LATER)
    await other.publish(after)
    await toldSince(app, can.restart, { before, missed, after })
  })

  test('a server that is killed is waited for, and is there again when it is', async ({ app, started }) => {
    test.slow()
    const { server } = await begin(interop, started)
    await connect(app, interop, server, given)
    await server.kill()
    await expect(app.status).toHaveAttribute('data-status', 'waiting', LATER)
    await server.startAgain()
    const outsider = await started(interop.outsider(server))
    await retry(app)
    const [mine, theirs] = [word('mine'), word('theirs')]
    await app.say(mine)
    await expect.poll(() => bodies(outsider), LATER).toContain(mine)
    await outsider.publish(theirs)
    await expect(app.rows('message', theirs)).toHaveCount(1, LATER)
  })
}

async function toldSince(
  app: App,
  how: 'all' | 'gap',
  { before, missed, after }: { before: string; missed: string; after: string },
): Promise<void> {
  await expect(app.rows('message', after)).toHaveCount(1, LATER)
  await expect(app.rows('message', before)).toHaveCount(1)
  if (how === 'all') {
    await expect(app.rows('message', missed)).toHaveCount(1)
    await expect(app.rows('gap')).toHaveCount(0)
  } else await expect(app.rows('gap')).not.toHaveCount(0)
}

type Started = <T extends { stop(): Promise<unknown> }>(starting: Promise<T>) => Promise<T>

/** The server and somebody else at it. Both are stopped when the story is over. */
async function begin<S extends RealServer>(
  interop: Interop<S>,
  started: Started,
): Promise<{ server: S; outsider: Outsider }> {
  const server = await started(startNamed(interop, { login: false }))
  return { server, outsider: await started(interop.outsider(server)) }
}

/** Which server it was is in the report. */
async function startNamed<S extends RealServer>(interop: Interop<S>, how: { login: boolean }): Promise<S> {
  const server = await interop.start(how)
  test.info().annotations.push({ type: 'server', description: await server.version() })
  return server
}

/** Opens a profile with that server, by a link and a click, and waits until it is connected. */
export async function connect<S extends RealServer>(
  app: App,
  interop: Interop<S>,
  server: S,
  given: Given = {},
  view: View = 'chat',
  host?: string,
): Promise<void> {
  await fillIn(app, interop, server, given, view, host)
  await app.action('connect').click()
  await expect(app.page).toHaveURL(/#\/p\/./)
  await expect(app.status).toHaveAttribute('data-status', 'ready', LATER)
}

/** The form, filled in by a link. */
export async function fillIn<S extends RealServer>(
  app: App,
  interop: Interop<S>,
  server: S,
  given: Given = {},
  view: View = 'chat',
  host = new URL(server.url).host,
): Promise<void> {
  const form = interop.form(server, host)
  for (const address of [server.url, `http://${host}`]) app.watch.allow(address)
  for (const value of Object.values(form)) if (/^(http|ws)s?:/.test(value)) app.watch.allow(value)
  const params = new URLSearchParams({ view, backend: interop.backend, ...form, ...given })
  await app.open(`#/connect?${params}`)
  await expect(app.action('connect')).toBeVisible(LATER)
}

async function type(app: App, typed: Typed): Promise<void> {
  for (const [name, text] of Object.entries(typed)) await app.main.locator(`[name="${name}"]`).fill(text)
}

/** The ladder may be waiting by now: a person need not. */
async function retry(app: App): Promise<void> {
  await expect(async () => {
    if ((await app.status.getAttribute('data-status')) !== 'ready')
      await app.action('retry').click({ timeout: 500 })
    await expect(app.status).toHaveAttribute('data-status', 'ready', { timeout: 2_000 })
  }).toPass(LATER)
}

async function scrollUp(app: App): Promise<void> {
  await app.log.hover()
  await app.page.mouse.wheel(0, -4_000)
}

function bodies(outsider: Outsider): (string | Uint8Array)[] {
  return outsider.heard().map(({ body }) => body)
}
