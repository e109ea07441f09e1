import { expect, it } from 'vitest'
import { pathEnd } from './path-end.ts'

it('is whole where it is short, or has no parts', () => {
  expect(pathEnd('home/hall/lamp', 14)).toBe('home/hall/lamp')
  expect(pathEnd('a-name-that-is-no-path', 10)).toBe('a-name-that-is-no-path')
})

it('ends with as many parts as fit, and with the last one at least', () => {
  expect(pathEnd('building/home/hall/lamp', 15)).toBe('…/home/hall/lamp')
  expect(pathEnd('building/home/hall/lamp', 14)).toBe('…/hall/lamp')
  expect(pathEnd('home/a-lamp-with-a-long-name', 10)).toBe('…/a-lamp-with-a-long-name')
})
