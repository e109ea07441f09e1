import type { FarSide } from './far-side.ts'
import type { Person } from './person.ts'
import type { Fault, FaultKind } from './plan.ts'
import type { Faults } from './proxy.ts'
import type { Browser, Tab } from './tab.ts'
import { pause, until } from '../until.ts'

/** All that a fault can be committed against. */
export type Scene = {
  wire: Faults
  far: FarSide
  browser: Browser
  person: Person
  /** The address of the profile that is open. */
  address: string
}

const PAGE_MS = 20_000
/** A cut waits so long for something to be cut. */
const CUT_WAIT_MS = 5_000
const CUT_BYTES = 60
const LATENCY_MS = 20
const LATENCY_MORE_MS = 280
const JITTER_MS = 100
/** Between the thaw of a tab that led and the end of the one that leads now. */
const THAWED_MS = 400

/** Makes it happen. Resolves when it is over, and the page may begin to heal. Throws an Error where the page lost what
 *  no fault may take. */
export function commit(fault: Fault, scene: Scene): Promise<void> {
  return FAULTS[fault.kind](scene, fault)
}

const FAULTS: Record<FaultKind, (scene: Scene, fault: Fault) => Promise<void>> = {
  async reset({ wire }) {
    wire.reset()
  },
  async stall({ wire }, { ms }) {
    wire.stall()
    await pause(ms)
    await wire.restore()
  },
  async 'long-stall'({ wire }, { ms }) {
    wire.stall()
    await pause(ms)
    wire.reset()
    await wire.restore()
  },
  async 'server-fin'({ wire }) {
    wire.halfClose('server')
  },
  async 'client-fin'({ wire }) {
    wire.halfClose('client')
  },
  async refuse({ wire }, { ms }) {
    await wire.cut()
    await pause(ms)
    await wire.restore()
  },
  async delay({ wire }, { ms, draw }) {
    wire.latency(LATENCY_MS + draw * LATENCY_MORE_MS, JITTER_MS)
    await pause(ms)
    wire.latency(0)
  },
  'cut-down': ({ wire }, { draw }) => cut(wire, 'down', draw),
  'cut-up': ({ wire }, { draw }) => cut(wire, 'up', draw),
  async 'kill-server'({ far }, { ms }) {
    await far.kill()
    await pause(ms)
    await far.restart()
  },
  async reload({ person }, { at }) {
    const text = `begun at ${at}`
    await person.alone(async () => {
      await person.begin(text)
      await person.tab.reload()
      await until(`"${text}" is in the composer after the reload`, PAGE_MS, async () => {
        const found = await person.begun()
        if (found !== undefined && found !== text) throw new Error(`There is "${found}".`)
        return found === text
      })
    })
  },
  async offline({ wire, browser }, { ms }) {
    await browser.setOffline(true)
    await wire.cut()
    await pause(ms)
    await wire.restore()
    await browser.setOffline(false)
  },
  async 'leader-killed'(scene, { ms, draw }) {
    const { person } = scene
    const second = await secondTab(scene)
    await pause(ms)
    await person.alone(async () => {
      const leader = person.tab
      await (draw < 0.5 ? leader.crash() : leader.close())
      await take(person, second)
    })
  },
  async freeze({ person }, { ms }) {
    await person.alone(async () => {
      await person.tab.bare?.freeze()
      await pause(ms)
      await person.tab.bare?.thaw()
      await person.tab.show()
    })
  },
  async 'leader-frozen'(scene, { ms, draw }) {
    const { person } = scene
    const second = await secondTab(scene)
    const first = person.tab
    await person.alone(async () => {
      await first.bare?.freeze()
      await take(person, second)
    })
    await pause(ms)
    await first.bare?.thaw()
    await pause(THAWED_MS)
    if (draw < 0.5) return first.close()
    await person.alone(async () => {
      await take(person, first)
      await second.close()
    })
  },
  async bfcache({ person }, { ms }) {
    await person.alone(async () => {
      await person.tab.bare?.awayAndBack('about:blank', () => pause(ms))
      await until('the page is back', PAGE_MS, async () => (await person.look())?.status !== undefined)
    })
  },
}

async function cut(wire: Faults, way: 'up' | 'down', draw: number): Promise<void> {
  await Promise.race([wire.cutAfter(1 + Math.floor(draw * CUT_BYTES), way), pause(CUT_WAIT_MS)])
  await wire.restore()
}

/** Another tab on the same profile, opened in front; the person still talks in the first. */
async function secondTab({ browser, address, person }: Scene): Promise<Tab> {
  const tab = await browser.newTab()
  await tab.open(address)
  await person.tab.show()
  return tab
}

async function take(person: Person, tab: Tab): Promise<void> {
  person.tab = tab
  await tab.show()
}
