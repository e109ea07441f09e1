import type { Browser, BrowserContextOptions, Locator, Page } from '@playwright/test'
import { test as base, expect } from '@playwright/test'
import type { Site } from './site.ts'
import { startSite } from './site.ts'
import { Watch } from './watch.ts'

export { expect }

/** Where the demo that a story is told over is hosted. */
export type DemoHostName = 'node' | 'page'
export type View = 'chat' | 'notifications' | 'polling'
export type RowKind = 'message' | 'draft' | 'gap' | 'garbled' | 'day'

/** What a person would choose in the form; all but the first four are fields of the backend. */
export type Connection = {
  server: string
  view?: View
  backend?: 'plain' | 'json'
  name?: string
  wire?: 'socket' | 'events' | 'poll'
  post?: string
  first?: string
  initial?: string
  every?: number
  author?: string
  native?: boolean
  names?: string
}

/** The page as a person uses it. Speaks through the stable hooks alone, so that no label matters. */
export class App {
  readonly page: Page
  readonly watch: Watch
  readonly origin: string

  constructor(page: Page, watch: Watch, origin: string) {
    this.page = page
    this.watch = watch
    this.origin = origin
  }

  /** Opens the page, or goes elsewhere in it. */
  async open(hash = ''): Promise<this> {
    await this.page.goto(`${this.origin}/${hash}`)
    return this
  }

  /** As if the person had chosen so before. */
  async settle(settings: { theme?: 'light' | 'dark'; language?: 'en' | 'ko' }): Promise<void> {
    const saved = { version: 1, ...settings }
    await this.page.addInitScript((text) => {
      // A blank page has no storage.
      if (location.protocol === 'http:') localStorage.setItem('signalbox:settings', text)
    }, JSON.stringify(saved))
  }

  /** One click on "Try it without a server", on the first screen or at its link. Its chat opens. */
  async startDemo(): Promise<void> {
    await this.action('demo').click()
    await expect(this.page).toHaveURL(/#\/p\/demo-chat$/)
  }

  /** By a link that fills the form in, and a click. Resolves with the profile's id, once it is open. */
  async connect({ server, view = 'chat', backend = 'plain', ...more }: Connection): Promise<string> {
    await this.prefill({ server, view, backend, ...more })
    await this.action('connect').click()
    await expect(this.page).toHaveURL(/#\/p\/./)
    return this.current
  }

  /** The form, filled in by a link. Nothing is connected. */
  async prefill(connection: Connection, more: Record<string, string> = {}): Promise<void> {
    for (const url of [connection.server, connection.post, connection.initial])
      if (url && URL.canParse(url) && new URL(url).host !== 'demo.invalid') this.watch.allow(url)
    const given = Object.entries(connection).filter(([, value]) => value !== undefined)
    const params = new URLSearchParams({
      ...Object.fromEntries(given.map(([key, value]) => [key, String(value)])),
      ...more,
    })
    await this.open(`#/connect?${params}`)
  }

  /** The profile that is open. */
  get current(): string {
    return decodeURIComponent(/#\/p\/([^/?]+)/.exec(this.page.url())?.[1] ?? '')
  }

  get main(): Locator {
    return this.page.getByRole('main')
  }

  /** A button by what it does. */
  action(name: 'connect' | 'demo' | 'retry' | 'send' | 'poll-now' | 'pause'): Locator {
    return this.main.locator(`[data-action="${name}"]`)
  }

  /** The sidebar's row of a profile. */
  profile(id: string): Locator {
    return this.page.locator(`[data-profile="${id}"]`)
  }

  /** The open channel's state, in words. */
  get status(): Locator {
    return this.main.locator('[data-status]').first()
  }

  async isReady(): Promise<void> {
    await expect(this.status).toHaveAttribute('data-status', 'ready')
  }

  get log(): Locator {
    return this.main.getByRole('log')
  }

  /** The rows that are drawn, of that kind and with that text. */
  rows(kind?: RowKind, hasText?: string | RegExp): Locator {
    const rows = this.log.locator(kind ? `[data-row="${kind}"]` : '[data-row]')
    return hasText === undefined ? rows : rows.filter({ hasText })
  }

  get composer(): Locator {
    return this.main.locator('[data-field="composer"]')
  }

  /** Types it and presses Enter. */
  async say(text: string): Promise<void> {
    await this.composer.fill(text)
    await this.composer.press('Enter')
  }

  /** The value, as it is drawn. */
  get value(): Locator {
    return this.main.locator('[data-value]')
  }
}

type Fixtures = {
  app: App
  watch: Watch
  /** Another person, in a browser of their own. */
  someone: (options?: BrowserContextOptions) => Promise<App>
  /** Waits for a server of `servers/` to listen; it is stopped when the story is over. */
  started: <S extends { stop(): Promise<unknown> }>(starting: Promise<S>) => Promise<S>
  /** The far side of this story: its addresses. In the page, it starts the demo first. */
  demo: {
    at(
      place: 'chat' | 'notifications' | 'readings',
      backend?: 'plain' | 'json',
      scheme?: 'ws' | 'http',
    ): string
  }
}
type WorkerFixtures = { site: Site; host: DemoHostName }

export const test = base.extend<Fixtures, WorkerFixtures>({
  host: ['node', { option: true, scope: 'worker' }],

  // A world for each worker: what one says, the other's pages do not hear.
  site: [
    async ({}, use) => {
      const site = await startSite()
      await use(site)
      await site.stop()
    },
    { scope: 'worker' },
  ],

  watch: [
    async ({ context, site }, use) => {
      const watch = await new Watch(site.origin).over(context)
      await use(watch)
      expect(watch.faults).toEqual([])
    },
    { auto: true },
  ],

  app: async ({ page, watch, site }, use) => {
    await use(new App(page, watch, site.origin))
  },

  someone: async ({ browser, site }, use) => {
    const people: App[] = []
    await use(async (options) => {
      const person = await newPerson(browser, site.origin, options)
      people.push(person)
      return person
    })
    for (const { page, watch } of people) {
      await page.context().close()
      expect(watch.faults).toEqual([])
    }
  },

  started: async ({}, use) => {
    const running: { stop(): Promise<unknown> }[] = []
    await use(async (starting) => {
      const server = await starting
      running.push(server)
      return server
    })
    await Promise.all(running.map((server) => server.stop()))
  },

  demo: async ({ host, app, site }, use) => {
    if (host === 'page') {
      await app.open('#/demo')
      await app.startDemo()
    } else await app.open()
    const base = host === 'page' ? 'https://demo.invalid' : `${site.origin}/demo`
    await use({
      at(place, backend = 'json', scheme = 'http') {
        const url = `${base}/${backend}/${place}`
        return scheme === 'ws' ? url.replace(/^http/, 'ws') : url
      },
    })
  },
})

async function newPerson(browser: Browser, origin: string, options?: BrowserContextOptions): Promise<App> {
  const context = await browser.newContext({ locale: 'en-US', ...options })
  const watch = await new Watch(origin).over(context)
  return new App(await context.newPage(), watch, origin)
}

/** A word that no other test says. */
export function word(stem: string): string {
  return `${stem}-${Math.random().toString(36).slice(2, 8)}`
}

/** Is what was done seen within a second? The best of three turns counts: a machine that does other things at the same
 *  time is no fault of the page's. */
export async function withinASecond(turns: {
  /** Does it; the second begins when this is done. */
  act: (turn: number) => Promise<unknown>
  /** Resolves when it is seen. */
  seen: (turn: number) => Promise<unknown>
}): Promise<void> {
  const took: number[] = []
  for (let turn = 1; turn <= 3; turn++) {
    await turns.act(turn)
    const from = performance.now()
    await turns.seen(turn)
    took.push(performance.now() - from)
    if (Math.min(...took) <= 1_000) return
  }
  expect(took, 'none of three turns took less than a second').toEqual([])
}
