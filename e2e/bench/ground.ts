import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { until } from '../until.ts'
import type { Flood } from './flood.ts'
import { isReady, press } from './in-page.ts'
import type { Wire } from './load.ts'
import { PATHS } from './load.ts'
import { Page } from './page.ts'

const READY_MS = 20_000
/** What a page does after it opened is over by then (ms). */
const REST_MS = 700

/** How the app is connected, as a person would by its form. */
export type Connection = { wire: Wire; path?: string; view?: 'chat' | 'notifications'; name?: string }

/** What all cases stand on. `origin`: where the built app is served, which lies in the folder `dist`. */
export class Ground {
  readonly flood: Flood
  readonly origin: string
  readonly dist: string
  readonly #browser: string
  readonly #profiles: string | undefined

  constructor(given: {
    flood: Flood
    origin: string
    dist: string
    browser: string
    profiles?: string | undefined
  }) {
    this.flood = given.flood
    this.origin = given.origin
    this.dist = given.dist
    this.#browser = given.browser
    this.#profiles = given.profiles
  }

  /** Does something with a page in a fresh browser. */
  async with<T>(run: (page: Page) => Promise<T>): Promise<T> {
    const page = await Page.launch(this.#browser)
    try {
      return await run(page)
    } finally {
      await page.stop()
    }
  }

  /** One of the pages to compare with, open and connected. */
  async compare(page: Page, path: string): Promise<void> {
    await page.open(`http://${this.flood.host}${path}`)
    await until('it is connected', READY_MS, () => page.run(isReady, undefined))
    await settle()
  }

  /** The app, connected by a link that fills the form in, and a click. That profile is what is looked at then. */
  async connect(
    page: Page,
    { wire, path = PATHS.flood, view = 'chat', name = 'flood' }: Connection,
  ): Promise<void> {
    const server = `${wire === 'events' ? 'http' : 'ws'}://${this.flood.host}${path}`
    const how: Record<string, string> = wire === 'mqtt' ? { backend: 'mqtt' } : { backend: 'json', wire }
    const params = new URLSearchParams({ server, view, ...how, name })
    await page.open(`${this.origin}/#/connect?${params}`)
    await until('the form is there', READY_MS, () => page.run(press, 'connect'))
    await until('the app is ready', READY_MS, () => page.run(isReady, undefined))
    await settle()
  }

  /** Samples the page while something runs, where profiles are wanted: what is measured then is slower than it is. */
  async profiled<T>(page: Page, name: string, run: () => Promise<T>): Promise<T> {
    if (this.#profiles === undefined) return run()
    const stop = await page.profile()
    const result = await run()
    await writeFile(join(this.#profiles, `${name}.cpuprofile`), await stop())
    return result
  }
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, REST_MS))
}
