import type { Page } from '@playwright/test'
import { App, expect, test, word } from './app.ts'
import { startLocked } from './servers/auth.ts'

const newDoors = () => ({ token: word('t0k3n'), user: 'mina', password: word('p4ss') })

/** A browser that has just been started takes its time. */
const LATER = { timeout: 15_000 }

const field = ({ main }: App, name: string) => main.locator(`[name="${name}"]`)

/** All that this page has written down or shows in its address. */
async function written(
  page: Page,
): Promise<{ local: string; database: string; address: string; session: string }> {
  return page.evaluate(async () => {
    const read = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const stored: unknown[] = []
    for (const { name } of await indexedDB.databases()) {
      const database = await read(indexedDB.open(name ?? ''))
      const stores = [...database.objectStoreNames]
      for (const store of stores)
        stored.push(await read(database.transaction(store).objectStore(store).getAll()))
      database.close()
    }
    const address = location.href + document.title + JSON.stringify(history.state)
    const texts = {
      local: JSON.stringify({ ...localStorage }),
      session: JSON.stringify({ ...sessionStorage }),
    }
    return { ...texts, database: JSON.stringify(stored), address }
  })
}

/** The same page once more, in another tab. */
async function another({ page, watch, origin }: App): Promise<App> {
  const tab = new App(await page.context().newPage(), watch, origin)
  await tab.page.goto(page.url())
  return tab
}

async function enter(app: App): Promise<void> {
  await app.action('connect').click()
  await expect(app.page).toHaveURL(/#\/p\/./)
}

test('a bearer token goes with the stream and with what is said, and nowhere else', async ({
  app,
  started,
}) => {
  const doors = newDoors()
  const locked = await started(startLocked(doors))
  const stranger = await started(startLocked(doors))
  await app.prefill(
    { server: `${locked.url}/events`, view: 'chat', wire: 'events', post: `${locked.url}/say` },
    { auth: 'bearer' },
  )
  await field(app, 'token').fill(doors.token)
  await enter(app)
  await expect(app.rows('message', 'bearer GET')).toHaveCount(1)
  await app.say('hello there')
  await expect(app.rows('message', 'hello there')).toHaveCount(1)
  expect(new Set(locked.ways())).toEqual(new Set(['bearer']))

  // Another server for what is said gets no token.
  await app.open(`#/edit/${app.current}`)
  app.watch.allow(stranger.url)
  await app.main.locator('details').evaluate((details) => details.setAttribute('open', ''))
  await field(app, 'post').fill(`${stranger.url}/say`)
  await app.main.locator('[data-action="save"]').click()
  await app.isReady()
  await app.say('to a stranger')
  await expect.poll(() => stranger.ways()).toContain('refused')
  expect(new Set(stranger.ways())).toEqual(new Set(['refused']))
})

test('a value is asked for with a name and password, by POST with a body', async ({ app, started }) => {
  const doors = newDoors()
  const locked = await started(startLocked(doors))
  await app.prefill(
    { server: `${locked.url}/value`, view: 'polling', backend: 'json', wire: 'poll' },
    { auth: 'basic', request: 'POST', body: '{"q":1}' },
  )
  await field(app, 'user').fill(doors.user)
  await field(app, 'password').fill(doors.password)
  await enter(app)
  await expect(app.value).toContainText('basic')
  expect(locked.came[0]).toMatchObject({ by: 'basic', method: 'POST', body: '{"q":1}' })
})

test('headers of one’s own go with a stream that is asked for by POST', async ({ app, started }) => {
  const doors = newDoors()
  const locked = await started(startLocked(doors))
  await app.prefill(
    { server: `${locked.url}/events`, view: 'chat', wire: 'events' },
    { auth: 'header', request: 'POST', body: 'ask' },
  )
  await app.main.locator('[data-field="header-name"]').fill('X-Api-Key')
  await app.main.locator('[name="header-value"]').fill(doors.token)
  await enter(app)
  await expect(app.rows('message', 'header POST ask')).toHaveCount(1)
})

test('secret headers do not go where a server sends the request on to', async ({ app, started }) => {
  const doors = newDoors()
  const locked = await started(startLocked(doors))
  await app.prefill({ server: `${locked.url}/moved`, view: 'polling', wire: 'poll' }, { auth: 'header' })
  await app.main.locator('[data-field="header-name"]').fill('X-Api-Key')
  await app.main.locator('[name="header-value"]').fill(doors.token)
  await enter(app)
  await expect(app.status).toHaveAttribute('data-reason', 'auth.redirected')
  expect(locked.came.map(({ path }) => path)).toEqual(['/moved'])
})

for (const { title, given, by } of [
  { title: 'in the query', given: { socketAuth: 'query', param: 'access_token' }, by: 'query' },
  { title: 'as a subprotocol', given: { socketAuth: 'protocol' }, by: 'protocol' },
  { title: 'in the first message', given: { socketAuth: 'message' }, by: 'message' },
])
  test(`a WebSocket takes the token ${title}, and nothing shows it`, async ({ app, started }) => {
    const doors = newDoors()
    const locked = await started(startLocked(doors))
    await app.prefill({ server: locked.socket }, given)
    await field(app, 'token').fill(doors.token)
    await enter(app)
    await expect(app.rows('message', `welcome by ${by}`)).toHaveCount(1)
    await app.page.keyboard.press('Control+Shift+KeyI')
    await app.main.locator('[data-action="inspect"]').click()
    await expect(app.main.locator('[data-frame]').first()).toBeVisible()
    expect(await app.page.locator('body').innerText()).not.toContain(doors.token)
    const { local, database, address } = await written(app.page)
    for (const text of [local, database, address]) expect(text).not.toContain(doors.token)
  })

test('a name and password log in by a message of one’s own', async ({ app, started }) => {
  const doors = newDoors()
  const locked = await started(startLocked(doors))
  const login = '{"user":{{user}},"password":"{{password}}"}'
  await app.prefill({ server: locked.socket }, { socketAuth: 'message', login })
  await field(app, 'user').fill(doors.user)
  await field(app, 'password').fill(doors.password)
  await enter(app)
  await expect(app.rows('message', 'welcome by message')).toHaveCount(1)
})

test('the cookies that the browser has of a server go along where that is asked for', async ({
  app,
  started,
}) => {
  const doors = newDoors()
  const locked = await started(startLocked(doors))
  await app.page.goto(`${locked.url}/enter`)
  await app.prefill({ server: `${locked.url}/events`, view: 'chat', wire: 'events' }, { auth: 'cookies' })
  await enter(app)
  await expect(app.rows('message', 'cookie GET')).toHaveCount(1)
})

test('a wrong password is said to be one, and can be typed anew', async ({ app, started }) => {
  const doors = newDoors()
  const locked = await started(startLocked(doors))
  await app.prefill(
    { server: `${locked.url}/events?token=${doors.password}`, view: 'chat', wire: 'events' },
    { auth: 'bearer' },
  )
  await field(app, 'token').fill('wr0ng-t0k3n')
  await enter(app)
  await expect(app.status).toHaveAttribute('data-reason', 'unauthorized')
  // The server says what it was asked; that has a secret in it.
  await app.status.locator('summary').click()
  await expect(app.status).toContainText('not you')
  await expect(app.status).not.toContainText(doors.password)
  await app.main.locator('[data-action="edit-secrets"]').click()
  await field(app, 'token').fill(doors.token)
  await app.main.locator('[data-action="save"]').click()
  await expect(app.rows('message', 'bearer GET')).toHaveCount(1)
})

test('a token in an address is kept apart from it, for as long as the page is open', async ({
  app,
  started,
  someone,
}) => {
  // In two browsers, one after the other.
  test.slow()
  const doors = newDoors()
  const locked = await started(startLocked(doors))
  await app.prefill({ server: locked.socket })
  await field(app, 'server').fill(`${locked.socket}/?access_token=${doors.token}&v=2`)
  await expect(app.main.locator('[data-moved="server"]')).toContainText('access_token')
  await enter(app)
  await expect(app.rows('message', 'welcome by query')).toHaveCount(1)
  const { local, database, address, session } = await written(app.page)
  for (const text of [local, database, address]) expect(text).not.toContain(doors.token)
  expect(session).toContain(doors.token)
  expect(local).toContain('access_token=&v=2')

  await app.page.reload()
  await expect(app.rows('message', 'welcome by query')).toHaveCount(2)

  // Another browser with what this one has on its disk is one that was closed and opened again.
  const later = await someone({ storageState: await app.page.context().storageState() })
  later.watch.allow(locked.socket)
  await later.page.goto(app.page.url())
  await expect(later.status).toHaveAttribute('data-reason', 'auth.missing', LATER)
  await later.main.locator('[data-action="edit-secrets"]').click()
  await field(later, 'server?access_token').fill(doors.token)
  await later.main.locator('[data-action="save"]').click()
  await expect(later.rows('message', 'welcome by query')).toHaveCount(1, LATER)
})

test('what this device was told to remember is there later, until the connection is removed', async ({
  app,
  started,
  someone,
}) => {
  // In two browsers, one after the other.
  test.slow()
  const doors = newDoors()
  const locked = await started(startLocked(doors))
  await app.prefill({ server: `${locked.url}/events`, view: 'chat', wire: 'events' }, { auth: 'bearer' })
  await field(app, 'token').fill(doors.token)
  await field(app, 'remember').check()
  await enter(app)
  await expect(app.rows('message', 'bearer GET')).toHaveCount(1)
  expect((await written(app.page)).local).toContain(doors.token)

  const later = await someone({ storageState: await app.page.context().storageState() })
  later.watch.allow(locked.url)
  await later.page.goto(app.page.url())
  await expect(later.rows('message', 'bearer GET')).toHaveCount(1, LATER)

  await later.page
    .getByRole('button', { name: /^Actions for/ })
    .first()
    .click()
  await later.page.getByRole('menuitem', { name: 'Remove' }).click()
  await expect.poll(async () => (await written(later.page)).local).not.toContain(doors.token)
  await later.page.getByRole('button', { name: 'Undo' }).click()
  await expect(later.rows('message', 'bearer GET')).not.toHaveCount(0, LATER)
  expect((await written(later.page)).local).toContain(doors.token)
})

test('the tab that takes the connection over has its token', async ({ app, started }) => {
  const doors = newDoors()
  const locked = await started(startLocked(doors))
  await app.prefill({ server: locked.socket }, { socketAuth: 'query' })
  await field(app, 'token').fill(doors.token)
  await enter(app)
  await app.isReady()
  const second = await another(app)
  await second.isReady()
  expect(locked.ways()).toEqual(['query'])
  await app.page.close()
  await expect.poll(() => locked.ways()).toEqual(['query', 'query'])
  await second.isReady()
  const { local, database } = await written(second.page)
  for (const text of [local, database]) expect(text).not.toContain(doors.token)
})

test('a tab that has not the connection can have it made with a secret that only it knows', async ({
  app,
  started,
}) => {
  const doors = newDoors()
  const locked = await started(startLocked(doors))
  await app.prefill({ server: `${locked.url}/value`, view: 'polling', wire: 'poll' })
  await enter(app)
  await expect(app.status).toHaveAttribute('data-reason', 'unauthorized')
  const second = await another(app)
  await second.prefill({ server: locked.socket }, { socketAuth: 'query' })
  await field(second, 'token').fill(doors.token)
  await enter(second)
  await expect(second.rows('message', 'welcome by query')).toHaveCount(1)
})

test('what is typed is hidden, and shown while the button beside it is held', async ({ app, started }) => {
  const locked = await started(startLocked(newDoors()))
  await app.prefill({ server: `${locked.url}/events`, view: 'chat', wire: 'events' }, { auth: 'basic' })
  const password = field(app, 'password')
  await password.fill('correct horse')
  await expect(password).toHaveAttribute('type', 'password')
  const reveal = app.main.locator('[data-action="reveal"]').last()
  await reveal.hover()
  await app.page.mouse.down()
  await expect(password).toHaveAttribute('type', 'text')
  await app.page.mouse.up()
  await expect(password).toHaveAttribute('type', 'password')
  await reveal.focus()
  await app.page.keyboard.down('Space')
  await expect(password).toHaveAttribute('type', 'text')
  await app.page.keyboard.up('Space')
  await expect(password).toHaveAttribute('type', 'password')

  // Nothing is saved without what was asked for.
  await password.clear()
  await app.action('connect').click()
  await expect(app.main.locator('[data-reason="needed"]')).toBeVisible()
  await expect(field(app, 'user')).toBeFocused()
})

test('a token that was typed into the body of a request is put apart by a click, and stays out of what is kept', async ({
  app,
  page,
  started,
}) => {
  const doors = newDoors()
  const locked = await started(startLocked(doors))
  await app.prefill(
    { server: `${locked.url}/value`, view: 'polling', backend: 'json', wire: 'poll' },
    { auth: 'bearer', request: 'POST', body: '{"q":1}' },
  )
  await field(app, 'token').fill(doors.token)
  // The same one, where the server wants it once more.
  await field(app, 'body').fill(`{"q":1,"token":"${doors.token}"}`)
  await app.main.locator('[data-told="body"] [data-action="keep-apart"]').click()
  await expect(field(app, 'body')).toHaveValue('{"q":1,"token":"{{token}}"}')
  await expect(app.main.locator('[data-told]')).toHaveCount(0)
  await enter(app)
  await expect.poll(() => locked.came.at(-1)?.body).toBe(`{"q":1,"token":"${doors.token}"}`)
  // What the server says of it is what it says; the profile has none of it.
  const { local, address } = await written(page)
  for (const text of [local, address]) expect(text).not.toContain(doors.token)
})

test('an old connection with a password in its first message offers to keep it apart, and remembers it then', async ({
  app,
  page,
  started,
}) => {
  const doors = newDoors()
  const locked = await started(startLocked(doors))
  const frame = JSON.stringify({ type: 'auth', user: doors.user, password: doors.password })
  await app.prefill({ server: locked.socket, view: 'chat' }, { first: frame })
  await enter(app)
  await expect(app.rows('message', 'welcome by message')).toHaveCount(1)
  await app.open(`#/edit/${app.current}`)
  await app.main.locator('[data-told="first"] [data-action="keep-apart"]').click()
  await expect(field(app, 'first')).toHaveValue('{"type":"auth","user":"{{user}}","password":"{{password}}"}')
  await expect(field(app, 'user')).toHaveValue(doors.user)
  await expect(field(app, 'remember')).toBeChecked()
  await app.main.locator('[data-action="save"]').click()
  await expect.poll(() => locked.ways()).toEqual(['message', 'message'])
  await page.reload()
  await expect.poll(() => locked.ways()).toEqual(['message', 'message', 'message'])
})
