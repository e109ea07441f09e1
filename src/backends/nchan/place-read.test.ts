import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, formatId, headersAfter, idBefore, idOfHeaders, nameOf, parseId } from './place-read.ts'
import type { Place } from './place-read.ts'

const at = (id: string) => parseId(id) as Place

describe('a message’s id', () => {
  it.each([
    ['1795209462:0', { time: 1795209462, tag: 0, channel: 0, of: 1 }],
    ['1795209739:[1],0', { time: 1795209739, tag: 1, channel: 0, of: 2 }],
    ['1795209738:-,[99],-', { time: 1795209738, tag: 99, channel: 1, of: 3 }],
  ])('is read: %s', (id, place) => {
    expect(parseId(id)).toMatchObject(place)
    expect(formatId(at(id))).toBe(id)
  })

  it.each(['', '1', ':', '1:', '1:-', '1:1,2', '1:[-],1', 'x:1', '1:1x', '1:[1', '12345678901234:0'])(
    'is none: %j',
    (id) => {
      expect(formatIdOf(id)).not.toBe(id)
    },
  )

  it('names its message alike, whatever stood beside it in other channels', () => {
    expect(nameOf(at('1795209739:[1],0'), 'm')).toBe(nameOf(at('1795209739:[1],7'), 'm'))
    expect(nameOf(at('1795209739:[1],0'), 'm')).not.toBe(nameOf(at('1795209739:1,[1]'), 'm'))
    // Seconds and tags of two channels may be the same.
    expect(nameOf(at('1795209739:1'), 'm')).not.toBe(nameOf(at('1795209739:1'), 'other'))
  })

  it('is before, the same or after another, of its own channel and of others in the same second', () => {
    expect(compare(at('5:0'), at('5:1'))).toBe('before')
    expect(compare(at('5:1'), at('5:1'))).toBe('same')
    expect(compare(at('6:0'), at('5:1'))).toBe('after')
    const told = at('5:1,[0]')
    expect(compare(at('5:[1],0'), told)).toBe('before')
    expect(compare(at('5:0,[0]'), told)).toBe('same')
    expect(compare(at('5:[2],0'), told)).toBe('after')
    expect(compare(at('5:[0],-'), at('5:-,[3]'))).toBe('after')
  })

  it('goes into the headers of a long poll and comes out of them', () => {
    const id = '1795209739:[1],0'
    const { 'if-modified-since': modified = '', 'if-none-match': tag = '' } = headersAfter(id)
    expect(idOfHeaders(new Headers({ 'last-modified': modified, etag: tag }))).toBe(id)
    expect(idOfHeaders(new Headers({ 'last-modified': modified, etag: 'W/"4"' }))).toBe('1795209739:4')
    const named = { 'last-modified': modified, 'content-length': '3', 'x-tag': '[1],0' }
    expect(idOfHeaders(new Headers(named))).toBe(id)
    expect(idOfHeaders(new Headers({ 'last-modified': modified, 'content-length': '3' }))).toBeUndefined()
    expect(idOfHeaders(new Headers({ etag: '4' }))).toBeUndefined()
    expect(idOfHeaders(new Headers({ 'last-modified': 'yesterday', etag: '4' }))).toBeUndefined()
  })

  it('whatever the text, it is read or not, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,13}:[\d,[\]-]{0,12}$/)), (text) => {
        const place = parseId(text)
        if (!place) return
        expect(compare(place, place)).toBe('same')
        expect(parseId(idBefore({ ...place, time: place.time + 2 }))).toBeDefined()
        expect(parseId(formatId(place))).toEqual(place)
      }),
    )
  })
})

function formatIdOf(id: string): string | undefined {
  const place = parseId(id)
  return place && formatId(place)
}
