import { beforeEach, expect, it } from 'vitest'
import { Local } from '../storage/local.ts'
import { Begun } from './begun.ts'
import { forgetBeside } from './beside.ts'

let local: Local
beforeEach(() => {
  localStorage.clear()
  local = new Local(localStorage)
})

it('keeps a line a room, until it is sent', () => {
  const begun = new Begun(local, 'begun', 'a')
  begun.set('home/hall', 'half a')
  begun.set('home/kitchen', 'line')
  expect(new Begun(local, 'begun', 'a').get('home/hall')).toBe('half a')
  begun.remove('home/hall')
  expect(begun.get('home/hall')).toBeUndefined()
  expect(begun.get('home/kitchen')).toBe('line')
  begun.remove('home/kitchen')
  expect(local.keys('')).toEqual([])
})

it('takes any name of a room, and no other profile’s lines', () => {
  const begun = new Begun(local, 'begun', 'a')
  for (const room of ['__proto__', 'constructor', '', '42']) {
    expect(begun.get(room)).toBeUndefined()
    begun.set(room, `in ${room}`)
    expect(begun.get(room)).toBe(`in ${room}`)
  }
  expect(new Begun(local, 'begun', 'b').get('42')).toBeUndefined()
  expect(new Begun(local, 'begun-filling', 'a').get('42')).toBeUndefined()
})

it('forgets the oldest where there are very many', () => {
  const begun = new Begun(local, 'begun', 'a')
  for (let n = 0; n < 201; n++) begun.set(`room ${n}`, 'x')
  expect(begun.get('room 0')).toBeUndefined()
  expect(begun.get('room 1')).toBe('x')
})

it('goes with the profile, and does without what is broken', () => {
  new Begun(local, 'begun', 'gone').set('r', 'x')
  new Begun(local, 'begun-filling', 'gone').set('r', 'line')
  new Begun(local, 'begun', 'stays').set('r', 'x')
  forgetBeside(local, (id) => id === 'stays')
  expect(local.keys('begun')).toEqual(['begun:stays'])
  local.set('begun:stays', [['r', 5]])
  expect(new Begun(local, 'begun', 'stays').get('r')).toBeUndefined()
})
