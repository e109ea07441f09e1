import { expect, it } from 'vitest'
import { readForeign } from './find-foreign.ts'

it.each([
  ['mqtt://me:12/x@broker', '12/x'],
  ['mqtt://me:1234?x@broker', '1234?x'],
  ['mqtt://me:pa#ss@broker:1884', 'pa#ss'],
  ['mqtt://me:p@ss@broker', 'p@ss'],
])('what a password has in it is no host, port or path: %s', (typed, password) => {
  const { doors, login, why } = readForeign(typed, undefined) ?? {}
  expect(login).toEqual({ user: 'me', password })
  expect(doors?.every(({ url }) => url.hostname === 'broker' && !url.href.includes('12'))).toBe(true)
  expect(why?.params?.['host']).toBe('broker')
})
