import { afterEach, describe, expect, it } from 'vitest'
import type { KeyAct } from './keys.ts'
import { keyAct } from './keys.ts'

function press(init: KeyboardEventInit, on: Element = document.body): KeyAct | undefined {
  document.body.append(on === document.body ? '' : on)
  let act: KeyAct | undefined
  const hear = (event: Event) => (act = keyAct(event as KeyboardEvent))
  addEventListener('keydown', hear)
  on.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }))
  removeEventListener('keydown', hear)
  return act
}

function field(value: string): HTMLTextAreaElement {
  const area = document.createElement('textarea')
  area.value = value
  return area
}

afterEach(() => document.body.replaceChildren())

describe('the page’s keys', () => {
  it('go to the next and the previous connection, and list themselves', () => {
    expect(press({ key: 'ArrowDown', altKey: true })).toBe('next')
    expect(press({ key: 'ArrowUp', altKey: true })).toBe('previous')
    expect(press({ key: '?', shiftKey: true })).toBe('list')
  })

  it('open the inspector, on any keyboard', () => {
    for (const key of ['i', 'ㅑ', 'ˆ', 'Dead'])
      expect(press({ key, code: 'KeyI', altKey: true })).toBe('inspect')
    expect(press({ key: 'I', code: 'KeyI', altKey: true, shiftKey: true })).toBeUndefined()
    expect(press({ key: 'i', code: 'KeyI', altKey: true }, field('hello'))).toBeUndefined()
  })

  it('do nothing while somebody writes', () => {
    expect(press({ key: '?' }, field(''))).toBeUndefined()
    expect(press({ key: 'ArrowDown', altKey: true }, field('hello'))).toBeUndefined()
    expect(press({ key: '?', isComposing: true })).toBeUndefined()
  })

  it('lead out of a field that is still empty', () => {
    expect(press({ key: 'ArrowDown', altKey: true }, field(''))).toBe('next')
  })

  it('leave the browser its own', () => {
    expect(press({ key: 'ArrowDown' })).toBeUndefined()
    expect(press({ key: 'ArrowDown', altKey: true, ctrlKey: true })).toBeUndefined()
    expect(press({ key: '?', metaKey: true })).toBeUndefined()
  })

  it('work on a radio button, which nobody writes in', () => {
    const radio = document.createElement('input')
    radio.type = 'radio'
    expect(press({ key: '?' }, radio)).toBe('list')
  })
})
