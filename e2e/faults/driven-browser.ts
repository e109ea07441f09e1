import type { Browser as Playwright, BrowserContext, Page } from '@playwright/test'
import type { Browser, Tab } from './tab.ts'

const ANSWER_MS = 15_000

/** A browser that Playwright drives: any engine, but no freeze and nothing to go back to. */
export class DrivenBrowser implements Browser {
  readonly #context: BrowserContext
  readonly #end: () => Promise<void>

  /** `end` is what stops it; whoever gave the context may want to do that themselves. */
  constructor(context: BrowserContext, end: () => Promise<void> = async () => undefined) {
    this.#context = context
    this.#end = end
  }

  static async of(browser: Playwright): Promise<DrivenBrowser> {
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } })
    return new DrivenBrowser(context, () => browser.close())
  }

  async newTab(): Promise<DrivenTab> {
    return new DrivenTab(await this.#context.newPage())
  }

  setOffline(offline: boolean): Promise<void> {
    return this.#context.setOffline(offline)
  }

  stop(): Promise<void> {
    return this.#end()
  }
}

/** A page of it. */
export class DrivenTab implements Tab {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async open(url: string): Promise<void> {
    await this.#page.goto(url)
  }

  run<Given, Result>(what: (given: Given) => Result | Promise<Result>, given: Given): Promise<Result> {
    const asked = this.#page.evaluate(what as (given: unknown) => Promise<Result>, given)
    // Firefox never answers a question that a reload overtook.
    const silent = AbortSignal.timeout(ANSWER_MS)
    return new Promise((resolve, reject) => {
      silent.addEventListener('abort', () => reject(new Error('The page did not answer.')))
      asked.then(resolve, reject)
    })
  }

  async reload(): Promise<void> {
    await this.#page.reload()
  }

  show(): Promise<void> {
    return this.#page.bringToFront()
  }

  stretch(height: number): Promise<void> {
    return this.#page.setViewportSize({ width: 1_280, height })
  }

  close(): Promise<void> {
    return this.#page.close({ runBeforeUnload: false })
  }

  /** Only Chromium's can be made to die; others are closed. */
  async crash(): Promise<void> {
    if (this.#page.context().browser()?.browserType().name() === 'chromium') {
      const crashed = this.#page.waitForEvent('crash')
      const session = await this.#page.context().newCDPSession(this.#page)
      // Nobody is left to answer it.
      void session.send('Page.crash').catch(() => undefined)
      await crashed
    }
    await this.close()
  }
}
