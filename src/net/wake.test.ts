// @vitest-environment jsdom
import { expect, it } from 'vitest'
import type { Hint } from './wake.ts'
import { eitherWake, Hints, pageHints } from './wake.ts'

it('turns the page’s events into one stream of hints, also a resume without a visibilitychange', () => {
  const heard: Hint[] = []
  const stop = pageHints(window).listen((hint) => heard.push(hint))
  window.dispatchEvent(new Event('online'))
  document.dispatchEvent(new Event('resume'))
  document.dispatchEvent(new Event('visibilitychange'))
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }))
  expect(heard).toEqual(['online', 'resume', 'visible', 'pageshow'])
  stop()
  window.dispatchEvent(new Event('online'))
  expect(heard).toHaveLength(4)
})

it('joins two streams and stops listening to both', () => {
  const [one, other] = [new Hints(), new Hints(() => false)]
  const both = eitherWake(one, other)
  const heard: Hint[] = []
  const stop = both.listen((hint) => heard.push(hint))
  one.give('retry')
  other.give('online')
  stop()
  one.give('retry')
  expect(heard).toEqual(['retry', 'online'])
  expect(both.online()).toBe(false)
})
