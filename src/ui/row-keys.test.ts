import { describe, expect, it } from 'vitest'
import type { RowKeys } from './row-keys.ts'
import { isWritten, rowAct } from './row-keys.ts'

const press = (key: string, more: KeyboardEventInit = {}, keys: RowKeys = 'letters') =>
  rowAct(new KeyboardEvent('keydown', { key, ...more }), keys)

it('tells what is written from keys that do something', () => {
  const writes = (key: string, more: KeyboardEventInit = {}) =>
    isWritten(new KeyboardEvent('keydown', { key, ...more }))
  expect(['a', '가', '😀', 'ㅁ'].map((key) => writes(key))).toEqual([true, true, true, true])
  expect([' ', '/', '?', 'Enter', 'Process', 'F1'].map((key) => writes(key))).not.toContain(true)
  expect(writes('v', { ctrlKey: true })).toBe(false)
})

describe('keys in a list of rows', () => {
  it('move by a row, by a page, and to the ends', () => {
    expect(press('ArrowDown')).toEqual({ kind: 'go', to: 'next', extends: false })
    expect(press('PageUp')).toEqual({ kind: 'go', to: 'page-previous', extends: false })
    expect(press('End')).toEqual({ kind: 'go', to: 'last', extends: false })
  })

  it('pick what lies between with Shift, and all with Ctrl or Cmd', () => {
    expect(press('ArrowUp', { shiftKey: true })).toEqual({ kind: 'go', to: 'previous', extends: true })
    expect(press('Home', { shiftKey: true })).toEqual({ kind: 'go', to: 'first', extends: true })
    expect(press('a', { code: 'KeyA', ctrlKey: true })).toEqual({ kind: 'pick-all' })
    expect(press('a', { code: 'KeyQ', metaKey: true })).toEqual({ kind: 'pick-all' })
  })

  it('open what a row offers', () => {
    expect(press('Enter')).toEqual({ kind: 'enter' })
    expect(press('ContextMenu')).toEqual({ kind: 'menu' })
    expect(press('F10', { shiftKey: true })).toEqual({ kind: 'menu' })
    expect(press('Escape')).toEqual({ kind: 'unpick' })
  })

  it('are letters by their place where the keyboard writes Korean, and can be none at all', () => {
    expect(press('j')).toEqual({ kind: 'go', to: 'next', extends: false })
    expect(press('ㅓ', { code: 'KeyJ' })).toEqual({ kind: 'go', to: 'next', extends: false })
    expect(press('j', {}, 'control')).toBeUndefined()
    expect(press('a', { ctrlKey: true }, 'control')).toBeDefined()
    expect(press('a', { ctrlKey: true }, 'plain')).toBeUndefined()
    expect(press('ArrowDown', {}, 'plain')).toBeDefined()
  })

  it('leave the browser its own, and a composition its own', () => {
    expect(press('ArrowDown', { altKey: true })).toBeUndefined()
    expect(press('k', { ctrlKey: true })).toBeUndefined()
    expect(press('Tab')).toBeUndefined()
    expect(press('Enter', { isComposing: true })).toBeUndefined()
  })
})
