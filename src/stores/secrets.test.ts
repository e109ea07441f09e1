import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeClock, settle } from '../net/fake-clock.ts'
import { Local } from '../storage/local.ts'
import type { SecretsWord } from './secrets.svelte.ts'
import { Secrets } from './secrets.svelte.ts'

let clock: FakeClock
let device: FakeStorage
let tabs: Tab[]

/** A storage of this test alone. */
class FakeStorage {
  readonly items: Record<string, string> = {}
}

function storageOf(store: FakeStorage): Storage {
  const { items } = store
  const methods = {
    getItem: (key: string) => items[key] ?? null,
    setItem: (key: string, value: string) => void (items[key] = value),
    removeItem: (key: string) => void delete items[key],
  }
  return new Proxy(methods, {
    ownKeys: () => Object.keys(items),
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  }) as unknown as Storage
}

/** One tab of the page: what it wrote for as long as it is there, and what it was told. */
class Tab {
  readonly session: FakeStorage
  readonly heard: string[] = []
  host = 'x.test'
  readonly secrets: Secrets

  constructor(session = new FakeStorage()) {
    this.session = session
    this.secrets = new Secrets({
      device: new Local(storageOf(device)),
      session: new Local(storageOf(session)),
      clock,
      hostOf: () => this.host,
      say: (word: SecretsWord) => {
        for (const other of tabs)
          if (other !== this) queueMicrotask(() => other.secrets.hear(structuredClone(word)))
      },
    })
    this.secrets.listen((id) => this.heard.push(id))
    tabs.push(this)
    this.secrets.ask()
  }

  close(): void {
    tabs = tabs.filter((tab) => tab !== this)
  }

  /** The same tab after a reload. */
  reload(): Tab {
    this.close()
    return new Tab(this.session)
  }
}

const written = (store: FakeStorage) => JSON.stringify(store.items)

beforeEach(() => {
  clock = new FakeClock(1_000_000)
  device = new FakeStorage()
  tabs = []
})

describe('a secret', () => {
  it('is kept for the tab, and nowhere on the device', async () => {
    const tab = new Tab()
    tab.secrets.set('p', 'token', 't0k3n', { remember: false })
    expect(tab.reload().secrets.get('p')).toEqual({ token: 't0k3n' })
    expect(written(device)).not.toContain('t0k3n')
    tabs = []
    expect(new Tab().secrets.get('p')).toEqual({})
  })

  it('is on the device where that was ticked, until it is not', () => {
    const tab = new Tab()
    tab.secrets.set('p', 'token', 't0k3n', { remember: true })
    expect(written(tab.session)).not.toContain('t0k3n')
    tabs = []
    const later = new Tab()
    expect(later.secrets.get('p')).toEqual({ token: 't0k3n' })
    expect(later.secrets.remembers('p')).toBe(true)
    later.secrets.replace('p', { token: 't0k3n' }, { remember: false })
    expect(written(device)).not.toContain('t0k3n')
    expect(later.secrets.get('p')).toEqual({ token: 't0k3n' })
  })

  it('is known to the tabs that are open, and to one that comes later', async () => {
    const one = new Tab()
    one.secrets.set('p', 'token', 'first', { remember: false })
    const two = new Tab()
    await two.secrets.settled()
    expect(two.secrets.get('p')).toEqual({ token: 'first' })
    await clock.pass(1)
    two.secrets.set('p', 'token', 'second', { remember: false })
    await settle()
    expect(one.secrets.get('p')).toEqual({ token: 'second' })
    expect(one.heard).toEqual(['p', 'p'])
    one.close()
    expect(two.reload().secrets.get('p')).toEqual({ token: 'second' })
    expect(written(device)).toBe('{}')
  })

  it('of a tab that slept does not take the place of a newer one', async () => {
    const one = new Tab()
    one.secrets.set('p', 'token', 'old', { remember: false })
    one.close()
    const two = new Tab()
    await clock.pass(1_000)
    two.secrets.set('p', 'token', 'new', { remember: false })
    tabs.push(one)
    one.secrets.ask()
    await settle()
    expect(one.secrets.get('p')).toEqual({ token: 'new' })
    expect(two.secrets.get('p')).toEqual({ token: 'new' })
  })

  it('goes with its profile, and comes back with it', () => {
    const tab = new Tab()
    tab.secrets.follow(['p', 'q'])
    tab.secrets.set('p', 'token', 't0k3n', { remember: true })
    tab.secrets.follow(['q'])
    expect(tab.secrets.get('p')).toEqual({})
    expect(written(device)).not.toContain('t0k3n')
    tab.secrets.follow(['q', 'p'])
    expect(tab.secrets.get('p')).toEqual({ token: 't0k3n' })
    expect(written(device)).toContain('t0k3n')
  })

  it('that is nobody’s is forgotten, but not of a profile that was just made elsewhere', async () => {
    new Tab().secrets.set('old', 'token', 'a', { remember: true })
    await clock.pass(120_000)
    new Tab().secrets.set('new', 'token', 'b', { remember: true })
    const tab = new Tab()
    tab.secrets.follow([])
    expect(tab.secrets.get('old')).toEqual({})
    expect(tab.secrets.get('new')).toEqual({ token: 'b' })
  })

  it('is for the server that it was typed for', () => {
    const tab = new Tab()
    tab.secrets.set('p', 'token', 't0k3n', { remember: false })
    expect(tab.secrets.for('p', 'x.test')).toEqual({ token: 't0k3n' })
    expect(tab.secrets.for('p', 'evil.test')).toEqual({})
  })

  it('is the copy’s too', () => {
    const tab = new Tab()
    tab.secrets.set('p', 'token', 't0k3n', { remember: true })
    tab.secrets.copy('p', 'q')
    expect(tab.secrets.get('q')).toEqual({ token: 't0k3n' })
    expect(tab.secrets.remembers('q')).toBe(true)
  })

  it('that was written down by something else is none', () => {
    device.items['signalbox:secrets:p'] = '{"version":1,"at":1,"host":"x","values":{"a":1}}'
    device.items['signalbox:secrets:q'] = 'nonsense'
    const { secrets } = new Tab()
    expect([secrets.get('p'), secrets.get('q')]).toEqual([{}, {}])
  })

  it('is waited for no longer than other tabs need to answer', async () => {
    const { secrets } = new Tab()
    const settled = vi.fn()
    void secrets.settled().then(settled)
    await clock.pass(100)
    expect(settled).not.toHaveBeenCalled()
    await clock.pass(400)
    expect(settled).toHaveBeenCalled()
  })
})
