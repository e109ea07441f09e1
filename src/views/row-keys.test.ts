import { describe, expect, it } from 'vitest'
import { rowAct } from './row-keys.ts'

const press = (key: string, more: KeyboardEventInit = {}) =>
  rowAct(new KeyboardEvent('keydown', { key, ...more }))

describe('keys in a list of rows', () => {
  it('move with arrows and with letters', () => {
    expect(press('ArrowDown')).toBe('next')
    expect(press('k', { code: 'KeyK' })).toBe('previous')
    expect(press('Delete')).toBe('remove')
  })

  it('are known by their place where the keyboard writes Korean', () => {
    expect(press('ㅓ', { code: 'KeyJ' })).toBe('next')
  })

  it('leave the browser its own', () => {
    expect(press('ArrowDown', { altKey: true })).toBeUndefined()
    expect(press('k', { code: 'KeyK', ctrlKey: true })).toBeUndefined()
    expect(press('Tab')).toBeUndefined()
  })
})
