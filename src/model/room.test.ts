import { describe, expect, it } from 'vitest'
import { addRoom, isWithin, parseRooms, withoutRoom } from './room.ts'

describe('rooms in an option', () => {
  it('are one a line, or parted by commas, each once', () => {
    expect(parseRooms('general\n  random \n\ngeneral')).toEqual(['general', 'random'])
    expect(parseRooms('general, random,, general')).toEqual(['general', 'random'])
    expect(parseRooms(' ')).toEqual([])
  })

  it('may have commas in them where there is one a line', () => {
    expect(parseRooms('a,b\nc')).toEqual(['a,b', 'c'])
  })

  it('are added and taken away in the manner in which they were written', () => {
    expect(addRoom('general, random', 'news')).toBe('general, random, news')
    expect(addRoom('general\nrandom', 'news')).toBe('general\nrandom\nnews')
    expect(addRoom('', 'news')).toBe('news')
    expect(addRoom('general, news', 'news')).toBe('general, news')
    expect(withoutRoom('general, random', 'general')).toBe('random')
    expect(parseRooms(withoutRoom('a,b\nc', 'c'))).toEqual(['a,b'])
    expect(parseRooms(addRoom('c, d', 'a,b'))).toEqual(['c', 'd', 'a,b'])
  })
})

describe('a tree of rooms', () => {
  it('has those below a path in it, and none that only begins alike', () => {
    expect(isWithin('home/kitchen', '/')('home/kitchen/temp')).toBe(true)
    expect(isWithin('home/kitchen', '/')('home/kitchen')).toBe(true)
    expect(isWithin('home/kitchen', '/')('home/kitchenette')).toBe(false)
    expect(isWithin('home')('home/kitchen')).toBe(false)
    expect(isWithin('home', '/')(undefined)).toBe(false)
  })
})
