import type { Told } from '../cdp.ts'
import { Cdp } from '../cdp.ts'

const ANSWER_MS = 30_000
const SAMPLE_US = 300
const BUSY_MS = 300

type Process = { type: string; id: number; cpuTime: number }

/** A page in a Chromium of its own, with an empty profile. The Network domain stays off: a driver that listens to it
 *  costs the page an event a frame. */
export class Page {
  readonly #cdp: Cdp
  readonly #targetId: string
  readonly #sessionId: string

  private constructor(cdp: Cdp, targetId: string, sessionId: string) {
    this.#cdp = cdp
    this.#targetId = targetId
    this.#sessionId = sessionId
  }

  static async launch(path: string): Promise<Page> {
    const cdp = await Cdp.launch(path)
    try {
      const { targetId } = await cdp.send('Target.createTarget', { url: 'about:blank' })
      const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: true })
      const page = new Page(cdp, String(targetId), String(sessionId))
      await page.send('Page.enable')
      return page
    } catch (error) {
      await cdp.stop()
      throw error
    }
  }

  send(method: string, params?: Told, answerMs?: number): Promise<Told> {
    return this.#cdp.send(method, params, this.#sessionId, answerMs)
  }

  /** Goes to an address, or to another place of the same page. */
  async open(url: string): Promise<void> {
    const loaded = this.#cdp.next('Page.loadEventFired', this.#sessionId)
    const { loaderId, errorText } = await this.send('Page.navigate', { url })
    if (errorText) throw new Error(`${url}: ${String(errorText)}`)
    if (loaderId) await loaded
  }

  /** Does something in the page. The function goes there as text: it sees nothing but what it is given. */
  async run<Given, Result>(
    what: (given: Given) => Result | Promise<Result>,
    given: Given,
    answerMs = ANSWER_MS,
  ): Promise<Result> {
    return this.evaluate(`(${what.toString()})(${JSON.stringify(given) ?? 'undefined'})`, answerMs)
  }

  /** The value of an expression there, once it is settled. */
  async evaluate<Result>(expression: string, answerMs = ANSWER_MS): Promise<Result> {
    const how = { expression, awaitPromise: true, returnByValue: true }
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', how, answerMs)
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails))
    return (result as { value: Result }).value
  }

  /** The same before anything else runs in each page that is opened from now on. */
  async first(what: () => void): Promise<void> {
    await this.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${what.toString()})()` })
  }

  /** The script's heap once all garbage is gone (bytes). */
  async heap(): Promise<number> {
    // What is only then let go of may hold more.
    for (let time = 0; time < 2; time++) await this.send('HeapProfiler.collectGarbage')
    const { usedSize } = await this.send('Runtime.getHeapUsage')
    return Number(usedSize)
  }

  /** The page's own process: the one, of all that show pages, that is busy while this page is. */
  async process(): Promise<number> {
    const times = async () => {
      const { processInfo } = await this.#cdp.send('SystemInfo.getProcessInfo')
      const renderers = (processInfo as Process[]).filter(({ type }) => type === 'renderer')
      return new Map(renderers.map(({ id, cpuTime }) => [id, cpuTime]))
    }
    const before = await times()
    await this.run((ms) => {
      const end = performance.now() + ms
      while (performance.now() < end) continue
    }, BUSY_MS)
    const grown = [...(await times())].map(([id, time]) => ({ id, by: time - (before.get(id) ?? 0) }))
    return grown.reduce((most, one) => (one.by > most.by ? one : most)).id
  }

  /** What its main thread has worked since the first time that this was asked (ms of the processor: what others do on
   *  this machine is not in it). */
  async worked(): Promise<number> {
    await this.send('Performance.enable', { timeDomain: 'threadTicks' })
    const { metrics } = await this.send('Performance.getMetrics')
    const found = (metrics as { name: string; value: number }[]).find(({ name }) => name === 'TaskDuration')
    return (found?.value ?? 0) * 1000
  }

  /** Samples what its script does, until it is asked for what it saw (a `.cpuprofile`, as text). */
  async profile(): Promise<() => Promise<string>> {
    await this.send('Profiler.enable')
    await this.send('Profiler.setSamplingInterval', { interval: SAMPLE_US })
    await this.send('Profiler.start')
    return async () => JSON.stringify((await this.send('Profiler.stop'))['profile'])
  }

  /** Hides it behind another tab. Returns how to bring it to the front again. */
  async hide(): Promise<() => Promise<void>> {
    const { targetId } = await this.#cdp.send('Target.createTarget', { url: 'about:blank' })
    await this.#cdp.send('Target.activateTarget', { targetId })
    return async () => void (await this.#cdp.send('Target.activateTarget', { targetId: this.#targetId }))
  }

  /** Makes its window so high (px). */
  async stretch(height: number): Promise<void> {
    const how = { width: 1_280, height, deviceScaleFactor: 1, mobile: false }
    await this.send('Emulation.setDeviceMetricsOverride', how)
  }

  stop(): Promise<void> {
    return this.#cdp.stop()
  }
}
