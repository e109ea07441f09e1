import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { roomHref, Route } from './route.svelte.ts'

let route: Route
beforeEach(() => {
  vi.useFakeTimers()
  location.hash = '#/p/a'
  route = new Route()
})
afterEach(() => vi.useRealTimers())

/** What a click on a link, or the browser's back, does. */
function follow(hash: string): void {
  location.hash = hash
  route.read()
}
const written = () => (vi.runAllTimers(), location.hash)

describe('how a profile is looked at', () => {
  it('is in the address, without an entry in the history, and does not open the profile anew', () => {
    const { place } = route
    const entries = history.length
    route.setParam('q', '신호 & more')
    route.setParam('case', '1')
    expect(route.param('q')).toBe('신호 & more')
    expect(written()).toBe('#/p/a?case=1&q=%EC%8B%A0%ED%98%B8+%26+more')
    expect(history.length).toBe(entries)
    expect(route.place).toBe(place)
    expect(new Route().param('q')).toBe('신호 & more')
  })

  it('is a room of it, where a link leads there, which survives what is searched for in it', () => {
    const { place } = route
    follow(roomHref('a', 'home/거실 & more'))
    expect(route.param('room')).toBe('home/거실 & more')
    expect(route.place).toBe(place)
    route.setParam('q', 'x')
    expect(written()).toBe(`${roomHref('a', 'home/거실 & more').replace('?', '?q=x&')}`)
    follow(roomHref('a', undefined))
    expect(route.param('room')).toBeUndefined()
  })

  it('is taken away again', () => {
    route.setParam('q', 'x')
    route.setParam('q', undefined)
    expect(written()).toBe('#/p/a')
    expect(route.param('q')).toBeUndefined()
  })

  it('changes the address a moment later, once for many keys', () => {
    const replace = vi.spyOn(history, 'replaceState')
    for (const text of ['a', 'ab', 'abc']) route.setParam('q', text)
    expect(replace).not.toHaveBeenCalled()
    expect(written()).toBe('#/p/a?q=abc')
    expect(replace).toHaveBeenCalledOnce()
  })

  it('is written down before the page goes', () => {
    route.setParam('q', 'x')
    dispatchEvent(new Event('pagehide'))
    expect(location.hash).toBe('#/p/a?q=x')
  })

  it('is read from a link, and is not that of another profile', () => {
    follow('#/p/a?q=one')
    expect(route.param('q')).toBe('one')
    route.go({ at: 'profile', id: 'b' })
    route.read()
    expect(location.hash).toBe('#/p/b')
    expect(route.param('q')).toBeUndefined()
  })

  it('starts afresh where somebody goes to the profile that is open', () => {
    route.setParam('q', 'x')
    written()
    route.go({ at: 'profile', id: 'a' })
    route.read()
    expect(route.param('q')).toBeUndefined()
    expect(written()).toBe('#/p/a')
  })

  it('is not written over where the person went meanwhile', () => {
    route.setParam('q', 'x')
    location.hash = '#/p/b'
    expect(written()).toBe('#/p/b')
    route.read()
    expect(route.place).toEqual({ at: 'profile', id: 'b' })
    expect(route.param('q')).toBeUndefined()
  })

  it('is nothing where no profile is open', () => {
    follow('#/connect?q=x')
    expect(route.param('q')).toBeUndefined()
    route.setParam('q', 'y')
    expect(written()).toBe('#/connect?q=x')
  })

  it('has nothing that a link did not say', () => {
    expect(route.param('constructor')).toBeUndefined()
    follow('#/p/a?__proto__=1')
    expect(route.param('__proto__')).toBe('1')
  })
})
