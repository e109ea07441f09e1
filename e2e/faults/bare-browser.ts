import { Cdp } from '../cdp.ts'
import type { Browser, Tab } from './tab.ts'

/** Chromium without Playwright: there a freeze freezes, and a page can be kept to go back to. */
export class BareBrowser implements Browser {
  readonly #cdp: Cdp
  readonly #tabs = new Set<BareTab>()
  #offline = false

  private constructor(cdp: Cdp) {
    this.#cdp = cdp
  }

  static async launch(path: string): Promise<BareBrowser> {
    return new BareBrowser(await Cdp.launch(path))
  }

  async newTab(): Promise<BareTab> {
    const { targetId } = await this.#cdp.send('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await this.#cdp.send('Target.attachToTarget', { targetId, flatten: true })
    const tab = new BareTab(this.#cdp, String(targetId), String(sessionId), () => this.#tabs.delete(tab))
    this.#tabs.add(tab)
    await tab.begin()
    if (this.#offline) await tab.setOffline(true)
    return tab
  }

  async setOffline(offline: boolean): Promise<void> {
    this.#offline = offline
    await Promise.all([...this.#tabs].map((tab) => tab.setOffline(offline)))
  }

  stop(): Promise<void> {
    return this.#cdp.stop()
  }
}

/** One target of it, in one session. */
export class BareTab implements Tab {
  readonly #cdp: Cdp
  readonly #targetId: string
  readonly #sessionId: string
  readonly #gone: () => void

  constructor(cdp: Cdp, targetId: string, sessionId: string, gone: () => void) {
    this.#cdp = cdp
    this.#targetId = targetId
    this.#sessionId = sessionId
    this.#gone = gone
  }

  async begin(): Promise<void> {
    for (const domain of ['Page', 'Runtime', 'Inspector', 'Network']) await this.#send(`${domain}.enable`)
  }

  async open(url: string): Promise<void> {
    const loaded = this.#next('Page.loadEventFired')
    const { loaderId, errorText } = await this.#send('Page.navigate', { url })
    if (errorText) throw new Error(`${url}: ${String(errorText)}`)
    // Without a loader it only went to another place of the same page.
    if (loaderId) await loaded
  }

  async run<Given, Result>(what: (given: Given) => Result | Promise<Result>, given: Given): Promise<Result> {
    const expression = `(${what.toString()})(${JSON.stringify(given) ?? 'undefined'})`
    const how = { expression, awaitPromise: true, returnByValue: true }
    const { result, exceptionDetails } = await this.#send('Runtime.evaluate', how)
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails))
    return (result as { value: Result }).value
  }

  async reload(): Promise<void> {
    const loaded = this.#next('Page.loadEventFired')
    await this.#send('Page.reload')
    await loaded
  }

  async show(): Promise<void> {
    await this.#send('Page.bringToFront')
    if (await this.run(() => document.visibilityState === 'visible', undefined)) return
    // One that was frozen is taken for being in front, and stays hidden until another one was.
    const { targetId } = await this.#cdp.send('Target.createTarget', { url: 'about:blank' })
    await this.#send('Page.bringToFront')
    await this.#cdp.send('Target.closeTarget', { targetId })
  }

  async stretch(height: number): Promise<void> {
    const how = { width: 1_280, height, deviceScaleFactor: 1, mobile: false }
    await this.#send('Emulation.setDeviceMetricsOverride', how)
  }

  async close(): Promise<void> {
    this.#gone()
    await this.#cdp.send('Target.closeTarget', { targetId: this.#targetId })
  }

  async crash(): Promise<void> {
    const crashed = this.#next('Inspector.targetCrashed')
    // Nobody is left to answer it.
    void this.#send('Page.crash').catch(() => undefined)
    await crashed
    await this.close()
  }

  async setOffline(offline: boolean): Promise<void> {
    const how = { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
    await this.#send('Network.emulateNetworkConditions', how)
  }

  readonly bare = {
    freeze: async () => void (await this.#send('Page.setWebLifecycleState', { state: 'frozen' })),
    thaw: async () => void (await this.#send('Page.setWebLifecycleState', { state: 'active' })),
    awayAndBack: async (url: string, stay: () => Promise<void>) => {
      await this.open(url)
      await stay()
      const { currentIndex, entries } = await this.#send('Page.getNavigationHistory')
      const before = (entries as { id: number }[])[Number(currentIndex) - 1]
      const back = this.#next('Page.frameNavigated')
      await this.#send('Page.navigateToHistoryEntry', { entryId: before?.id })
      await back
    },
  }

  #send(method: string, params?: Record<string, unknown>): Promise<Record<string, unknown>> {
    return this.#cdp.send(method, params, this.#sessionId)
  }

  #next(method: string): Promise<Record<string, unknown>> {
    return this.#cdp.next(method, this.#sessionId)
  }
}
