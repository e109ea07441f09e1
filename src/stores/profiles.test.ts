import { beforeEach, describe, expect, it } from 'vitest'
import { Local } from '../storage/local.ts'
import { Profiles } from './profiles.svelte.ts'
import { formatPlace, parsePlace } from './route.svelte.ts'
import { Settings } from './settings.svelte.ts'

let local: Local
let profiles: Profiles
const profile = (name: string, view: 'chat' | 'polling' = 'chat') => ({
  name,
  view,
  backend: 'plain',
  options: { server: name },
})

beforeEach(() => {
  localStorage.clear()
  local = new Local(localStorage)
  profiles = new Profiles(local)
})
const names = (of = profiles) => of.list.map(({ name }) => name)

describe('Profiles', () => {
  it('survive a reload, with which of them are connected', () => {
    const { id } = profiles.add(profile('a'))
    profiles.add(profile('b'))
    profiles.connect(id, true)
    const again = new Profiles(local)
    expect(names(again)).toEqual(['a', 'b'])
    expect(again.connected).toEqual([id])
  })

  it('never save the demo’s', () => {
    profiles.add(profile('a'))
    profiles.add(profile('demo'), { id: 'demo-chat', temporary: true })
    profiles.connect('demo-chat', true)
    expect(names()).toEqual(['a', 'demo'])
    const again = new Profiles(local)
    expect(names(again)).toEqual(['a'])
    expect(again.connected).toEqual([])
  })

  it('are renamed, copied, and moved among those of their view', () => {
    const a = profiles.add(profile('a'))
    profiles.add(profile('p', 'polling'))
    profiles.add(profile('b'))
    profiles.update(a.id, { name: 'A' })
    profiles.move(a.id, 1)
    expect(names()).toEqual(['b', 'p', 'A'])
    profiles.move(a.id, 1)
    expect(names()).toEqual(['b', 'p', 'A'])
    const copy = profiles.duplicate(a.id, 'A 2')
    expect(copy?.id).not.toBe(a.id)
    expect(copy?.options).toEqual({ server: 'a' })
  })

  it('take the place of another one of their view, and those between make room', () => {
    const [a, , c] = ['a', 'b', 'c'].map((name) => profiles.add(profile(name)))
    const p = profiles.add(profile('p', 'polling'))
    if (!a || !c) throw new Error('none')
    profiles.moveTo(a.id, c.id)
    expect(names()).toEqual(['b', 'c', 'a', 'p'])
    profiles.moveTo(a.id, c.id)
    expect(names()).toEqual(['b', 'a', 'c', 'p'])
    profiles.moveTo(a.id, p.id)
    profiles.moveTo(a.id, a.id)
    profiles.moveTo('gone', a.id)
    profiles.moveTo(a.id, 'gone')
    expect(names()).toEqual(['b', 'a', 'c', 'p'])
    expect(names(new Profiles(local))).toEqual(['b', 'a', 'c', 'p'])
  })

  it('come several at once, none of them connected, and go again as they came', () => {
    profiles.add(profile('a'))
    const { added, undo } = profiles.addAll([profile('b'), { ...profile('c'), colour: 'teal' }])
    expect(new Set(added.map(({ id }) => id)).size).toBe(2)
    expect(profiles.connected).toEqual([])
    const again = new Profiles(local)
    expect(names(again)).toEqual(['a', 'b', 'c'])
    expect(again.list[2]?.colour).toBe('teal')
    expect(profiles.duplicate(added[1]?.id ?? '', 'd')?.colour).toBe('teal')
    undo()
    expect(names()).toEqual(['a', 'd'])
  })

  it('come back where they were when their removal is undone, connected if they were', () => {
    const a = profiles.add(profile('a'))
    profiles.add(profile('b'))
    profiles.connect(a.id, true)
    const undo = profiles.remove(a.id)
    expect(names()).toEqual(['b'])
    expect(profiles.connected).toEqual([])
    undo()
    undo()
    expect(names()).toEqual(['a', 'b'])
    expect(profiles.connected).toEqual([a.id])
  })

  it('are read one by one: what is broken does not cost the others', () => {
    const good = { id: '1', name: 'good', view: 'chat', backend: 'plain', options: {} }
    local.set('profiles', {
      version: 1,
      profiles: [{ id: 5 }, good, null, { ...good, view: 'nope' }],
      connected: 'x',
    })
    expect(names(new Profiles(local))).toEqual(['good'])
    local.set('profiles', 'nonsense')
    expect(names(new Profiles(local))).toEqual([])
  })

  it('follow what another tab changed', () => {
    const other = new Profiles(local)
    profiles.add(profile('a'))
    window.dispatchEvent(new StorageEvent('storage', { key: 'signalbox:profiles' }))
    expect(names(other)).toEqual(['a'])
  })
})

describe('Settings', () => {
  it('speak the first language of the browser’s that there is', () => {
    expect(new Settings(local, ['fr', 'ko-KR', 'en']).language).toBe('ko')
    expect(new Settings(local, ['fr']).language).toBe('en')
  })

  it('survive a reload, and nonsense in the storage', () => {
    new Settings(local, ['en']).set({ theme: 'dark', language: 'ko' })
    expect(new Settings(local, ['en'])).toMatchObject({ theme: 'dark', language: 'ko' })
    local.set('settings', { version: 1, theme: 'pink', desktop: 'yes' })
    expect(new Settings(local, ['en'])).toMatchObject({ theme: 'system', desktop: false, language: 'en' })
  })
})

describe('Local', () => {
  it('keeps what it is given for the page’s life where nothing may be stored', () => {
    const blocked = new Local(undefined)
    blocked.set('a', { b: 1 })
    expect(blocked.durable).toBe(false)
    expect(blocked.get('a')).toEqual({ b: 1 })
    blocked.remove('a')
    expect(blocked.get('a')).toBeUndefined()
  })

  it('still holds what does not fit', () => {
    const full = {
      getItem: () => null,
      removeItem: () => undefined,
      setItem: () => {
        throw new DOMException('', 'QuotaExceededError')
      },
    }
    const local = new Local(full as unknown as Storage)
    local.set('a', 1)
    expect(local.get('a')).toBe(1)
  })
})

describe('the hash', () => {
  it.each([
    ['', { at: 'welcome' }],
    ['#/', { at: 'welcome' }],
    ['#/nonsense/x', { at: 'welcome' }],
    ['#/demo', { at: 'demo' }],
    ['#/p/a%2Fb', { at: 'profile', id: 'a/b' }],
    ['#/p/%E0%A4%A', { at: 'profile', id: '%E0%A4%A' }],
    ['#/edit/7', { at: 'edit', id: '7' }],
    ['#/connect', { at: 'connect', prefill: { options: {} } }],
  ])('%s', (hash, place) => expect(parsePlace(hash)).toEqual(place))

  it('fills in a form, and comes back the same', () => {
    const hash =
      '#/connect?server=ws%3A%2F%2Fx%3A1%2F%3Fa%3Db%26c&wire=socket&first=%7B%22a%22%3A1%7D&view=chat&backend=json&name=%ED%95%9C&lang=ko'
    const place = parsePlace(hash)
    expect(place).toEqual({
      at: 'connect',
      prefill: {
        view: 'chat',
        backend: 'json',
        name: '한',
        language: 'ko',
        options: { server: 'ws://x:1/?a=b&c', wire: 'socket', first: '{"a":1}' },
      },
    })
    expect(parsePlace(formatPlace(place))).toEqual(place)
  })

  it('takes no view and no colour that is none', () => {
    const hash = '#/connect?view=cats&colour=cat&needs=&sealed='
    expect(parsePlace(hash)).toEqual({ at: 'connect', prefill: { options: {} } })
  })
})
