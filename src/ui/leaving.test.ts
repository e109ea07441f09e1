import { expect, it } from 'vitest'
import { keyLeaves, wheelLeaves } from './leaving.ts'

const wheel = (deltaY: number, more = {}) => new WheelEvent('wheel', { deltaY, ...more })
const key = (name: string) => new KeyboardEvent('keydown', { key: name })

it('leaves the newest by going the other way, and not by a zoom', () => {
  expect([wheel(-1), wheel(1)].map((event) => wheelLeaves(event, 'end'))).toEqual([true, false])
  expect([wheel(-1), wheel(1)].map((event) => wheelLeaves(event, 'start'))).toEqual([false, true])
  expect(wheelLeaves(wheel(-1, { ctrlKey: true }), 'end')).toBe(false)
  expect([key('PageUp'), key('End')].map((event) => keyLeaves(event, 'end'))).toEqual([true, false])
  expect([key('PageUp'), key('End')].map((event) => keyLeaves(event, 'start'))).toEqual([false, true])
})
