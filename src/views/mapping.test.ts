import { describe, expect, it } from 'vitest'
import { NO_MAPPING } from '../model/mapping.ts'
import { meaningsByPath, meaningsOf, withinRecord, withMeaning } from './mapping-paths.ts'
import { samplesOf } from './mapping-samples.ts'

const VALUE = { list: [{ t: 'a' }, { t: 'b' }], count: 2 }

describe('a value that is clicked', () => {
  it('has its path, or the one within its record where there is a list', () => {
    expect(withinRecord('$.count', VALUE, undefined)).toBe('$.count')
    expect(withinRecord('$.list[1].t', VALUE, '$.list')).toBe('$.t')
    expect(withinRecord('$.list[1]', VALUE, '$.list')).toBe('$')
    expect(withinRecord('$.count', VALUE, '$.list')).toBeUndefined()
    expect(withinRecord('$.list', VALUE, '$.list')).toBeUndefined()
    expect(withinRecord('$[0].t', [{ t: 1 }], '$')).toBe('$.t')
    // What has no such list is a record by itself.
    expect(withinRecord('$.t', { t: 1 }, '$.list')).toBe('$.t')
    expect(withinRecord('$.t', { t: 1 }, '$')).toBe('$.t')
    expect(withinRecord('$.a[0].t', { a: [{ t: 1 }] }, '$..a')).toBeUndefined()
  })

  it('may be what it can be', () => {
    expect(meaningsOf([])).toContain('each')
    expect(meaningsOf('x')).not.toContain('unpack')
    expect(meaningsOf(' {"a":1}')).toContain('unpack')
    expect(meaningsOf('{"a":')).not.toContain('unpack')
    expect(meaningsOf({})).toEqual(['text', 'author'])
  })

  it('is what it is said to be, until that is said once more', () => {
    const at = { path: '$.list[0].t', record: '$.t' }
    const said = withMeaning({ ...NO_MAPPING, each: '$.list' }, 'text', at)
    expect(said.parts).toEqual({ text: ['$.t'] })
    expect(withMeaning(said, 'text', at).parts).toEqual({})
    expect(withMeaning(said, 'each', { path: '$.list', record: undefined })).not.toHaveProperty('each')
    expect(withMeaning(NO_MAPPING, 'unpack', at).unpack).toEqual(['$.list[0].t'])
    expect(withMeaning(NO_MAPPING, 'text', { path: '$.x', record: undefined })).toEqual(NO_MAPPING)
  })

  it('is marked as that, in each record', () => {
    const mapping = {
      ...NO_MAPPING,
      each: '$.list',
      parts: { text: ['$.t'], title: ["$['t']"], id: ['$.no'] },
    }
    expect([...meaningsByPath(mapping, VALUE)]).toEqual([
      ['$.list', ['each']],
      ['$.list[0].t', ['text', 'title']],
      ['$.list[1].t', ['text', 'title']],
    ])
  })
})

it('messages that came are offered once, without what was sent and what was answered beside them', () => {
  const frames = [
    { at: 1, kind: 'in', frame: '{"a":1}' },
    { at: 2, kind: 'out', frame: 'mine' },
    { at: 3, kind: 'in', frame: '{"b":1}', event: 'update', id: '1' },
    { at: 4, kind: 'in', frame: '{"a":1}', event: 'message', id: '' },
    { at: 5, kind: 'in', frame: 'ok', event: '200', ms: 3 },
    { at: 6, kind: 'in', frame: new Uint8Array([255, 0]).buffer },
    { at: 7, kind: 'open', url: 'ws://a.test' },
  ] as const
  expect(samplesOf(frames, false)).toEqual([
    { at: 3, text: '{"b":1}', event: 'update' },
    { at: 4, text: '{"a":1}' },
  ])
  expect(samplesOf(frames, true)).toEqual([{ at: 5, text: 'ok' }])
})
