import { describe, expect, it } from 'vitest'
import type { Engine, Machine } from './choose-browser.ts'
import { chooseBrowsers } from './choose-browser.ts'

type Facts = Partial<Machine> & { path?: Record<string, string>; broken?: string[] }

/** A machine without anything, but for what is given. What it does is listed in `did`. */
function machineOf({ path = {}, broken = [], ...given }: Facts): { machine: Machine; did: string[] } {
  const did: string[] = []
  const machine: Machine = {
    which: (command) => path[command],
    starts: (each) => !broken.includes(each),
    playwrights: () => undefined,
    mayApt: false,
    mayDownload: true,
    say: () => undefined,
    ...given,
    download(engines) {
      did.push(`download ${engines.join(' ')}`)
      return given.download?.(engines) ?? false
    },
    apt(packages) {
      did.push(`apt ${packages.join(' ')}`)
      return given.apt?.(packages) ?? false
    },
  }
  return { machine, did }
}

const BOTH: Engine[] = ['chromium', 'firefox']

describe('which browsers the tests run in', () => {
  it("takes the system's where both are on PATH, and downloads nothing", () => {
    const { machine, did } = machineOf({ path: { chromium: '/c', firefox: '/f' }, mayApt: true })
    expect(chooseBrowsers(BOTH, machine)).toEqual([
      { engine: 'chromium', path: '/c', own: true },
      { engine: 'firefox', path: '/f', own: true },
    ])
    expect(did).toEqual([])
  })

  it('prefers firefox-esr to firefox, and google-chrome to nothing', () => {
    const path = { 'firefox-esr': '/esr', firefox: '/f', 'google-chrome': '/g' }
    const { machine } = machineOf({ path })
    expect(chooseBrowsers(BOTH, machine).map((found) => found.path)).toEqual(['/g', '/esr'])
  })

  it('passes over a command that does not start, such as a stub for a snap', () => {
    const path = { 'chromium-browser': '/stub', 'google-chrome': '/g', firefox: '/f' }
    const { machine } = machineOf({ path, broken: ['/stub'] })
    expect(chooseBrowsers(BOTH, machine)[0]?.path).toBe('/g')
  })

  it("takes Playwright's where the system has none", () => {
    const { machine, did } = machineOf({ path: { chromium: '/c' }, playwrights: () => '/pw/firefox' })
    expect(chooseBrowsers(BOTH, machine)[1]).toEqual({ engine: 'firefox', path: '/pw/firefox', own: false })
    expect(did).toEqual([])
  })

  it('downloads only the one that is missing', () => {
    const there = new Set<Engine>()
    const { machine, did } = machineOf({
      path: { chromium: '/c' },
      mayApt: true,
      playwrights: (engine) => (there.has(engine) ? `/pw/${engine}` : undefined),
      download: (engines) => {
        for (const engine of engines) there.add(engine)
        return true
      },
    })
    expect(chooseBrowsers(BOTH, machine)[1]?.path).toBe('/pw/firefox')
    expect(did).toEqual(['download firefox'])
  })

  it("installs Debian's as root with apt where nothing can be downloaded", () => {
    const path: Record<string, string> = {}
    const { machine, did } = machineOf({
      path,
      mayApt: true,
      apt: () => Boolean(Object.assign(path, { chromium: '/c', 'firefox-esr': '/f' })),
    })
    expect(chooseBrowsers(BOTH, machine).map((found) => found.path)).toEqual(['/c', '/f'])
    expect(did).toEqual(['download chromium firefox', 'apt chromium firefox-esr'])
  })

  it("installs Debian's too where what was downloaded lacks the system's libraries", () => {
    const path: Record<string, string> = {}
    const { machine, did } = machineOf({
      path,
      broken: ['/pw/chromium'],
      playwrights: (engine) => `/pw/${engine}`,
      mayApt: true,
      download: () => true,
      apt: () => Boolean(Object.assign(path, { chromium: '/c' })),
    })
    expect(chooseBrowsers(['chromium'], machine)).toEqual([{ engine: 'chromium', path: '/c', own: true }])
    expect(did).toEqual(['download chromium', 'apt chromium'])
  })

  it('downloads nothing where the person said so, and says what to install', () => {
    const { machine, did } = machineOf({ mayDownload: false })
    expect(() => chooseBrowsers(BOTH, machine)).toThrow(/need chromium and firefox\..*playwright install/)
    expect(did).toEqual([])
  })

  it('never touches the packages of a machine where it is not root', () => {
    const { machine, did } = machineOf({ mayApt: false })
    expect(() => chooseBrowsers(['firefox'], machine)).toThrow(/Install it so that `firefox-esr`/)
    expect(did).toEqual(['download firefox'])
  })
})
