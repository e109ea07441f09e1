import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { opensSearch } from './search-key.ts'

let view: HTMLElement
beforeEach(() => {
  const main = document.body.appendChild(document.createElement('main'))
  view = main.appendChild(document.createElement('section'))
})
afterEach(() => document.body.replaceChildren())

function press(key: string, more: KeyboardEventInit = {}, on: Element = view): boolean {
  let opens = false
  const hear = (event: Event) => (opens = opensSearch(event as KeyboardEvent, view))
  addEventListener('keydown', hear)
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
  removeEventListener('keydown', hear)
  return opens
}
function put(tag: string, into: Element): HTMLElement {
  return into.appendChild(document.createElement(tag))
}

describe('the keys that open a search', () => {
  it('are a slash, and the one that finds', () => {
    expect(press('/')).toBe(true)
    expect(press('f', { ctrlKey: true })).toBe(true)
    expect(press('ㄹ', { code: 'KeyF', metaKey: true })).toBe(true)
    expect(press('f')).toBe(false)
    expect(press('f', { ctrlKey: true, shiftKey: true })).toBe(false)
  })

  it('do so where the view has the focus, or nothing else', () => {
    expect(press('/', {}, put('div', view))).toBe(true)
    expect(press('/', {}, document.body)).toBe(true)
    expect(press('f', { ctrlKey: true }, put('a', document.body))).toBe(false)
  })

  it('write a slash where one writes, and find there all the same', () => {
    const field = put('textarea', view)
    expect(press('/', {}, field)).toBe(false)
    expect(press('f', { ctrlKey: true }, field)).toBe(true)
  })

  it('are the browser’s in the field of the search itself', () => {
    const bar = put('div', view)
    bar.setAttribute('role', 'search')
    expect(press('f', { ctrlKey: true }, put('input', bar))).toBe(false)
    expect(press('f', { ctrlKey: true }, put('button', bar))).toBe(true)
  })

  it('do nothing under a dialog, or on the way to a character', () => {
    expect(press('/', { isComposing: true })).toBe(false)
    put('dialog', document.body).setAttribute('open', '')
    expect(press('/')).toBe(false)
  })
})
