import { describe, expect, it } from 'vitest'
import { formatMapping, NO_MAPPING, parseMapping } from '../model/mapping.ts'
import type { Profile } from '../model/profile.ts'
import { FakeClock } from '../net/fake-clock.ts'
import { kindOf, meaningsByPath, meaningsOf, withGone, withinRecord, withMeaning } from './mapping-paths.ts'
import { MappingForm } from './mapping-form.svelte.ts'
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

describe('a message that says that another one is gone', () => {
  it('is told by the id of that one, and by what kind of message it is', () => {
    const at = { path: '$.ref.id', record: undefined }
    const said = withMeaning(NO_MAPPING, 'gone', at)
    expect(said.gone).toEqual({ when: [], id: ['$.ref.id'] })
    const when = kindOf({ n: 1, type: 'deleted', ref: { id: 7 } })
    expect(when).toEqual([{ path: '$.type', is: ['deleted'] }])
    const full = withGone(said, { when })
    expect(parseMapping(formatMapping(full))).toEqual(full)
    expect([...meaningsByPath(full, { type: 'deleted', ref: { id: 7 } })]).toEqual([['$.ref.id', ['gone']]])
    expect(withMeaning(said, 'gone', at)).not.toHaveProperty('gone')
  })

  it('is told by nothing but its id where it has no name of a kind', () => {
    for (const value of [[1], 'text', null, { type: 5 }, { __proto__: { type: 'x' } }, undefined])
      expect(kindOf(value)).toEqual([])
  })
})

describe('the editor', () => {
  const profile = (mapping = ''): Profile => ({
    id: 'p',
    name: 'p',
    view: 'chat',
    backend: 'json',
    options: { server: 'ws://h.test', ...(mapping && { mapping }) },
  })

  it('begins with the very message that was chosen, and keeps it among what comes', () => {
    const begun = { at: 5, text: '{"chosen":1}' }
    const form = new MappingForm(profile(), new FakeClock(0), begun)
    expect([form.sample, form.samples]).toEqual([begun, [begun]])
    form.take([
      { at: 1, text: '{"a":1}' },
      { at: 9, text: '{"b":1}' },
    ])
    expect(form.sample).toEqual(begun)
    expect(form.samples.map(({ at }) => at)).toEqual([1, 5, 9])
    form.step(1)
    form.take([
      { at: 9, text: '{"b":1}' },
      { at: 12, text: '{"chosen":1}' },
    ])
    expect(form.sample).toEqual({ at: 9, text: '{"b":1}' })
    expect(form.samples).toHaveLength(2)
    form.close()
  })

  it('keeps the one that is looked at, however much comes', () => {
    const form = new MappingForm(profile(), new FakeClock(0))
    form.take([{ at: 1, text: '{"a":1}' }])
    form.take([
      { at: 7, text: '{"b":1}' },
      { at: 9, text: '{"c":1}' },
    ])
    expect(form.sample).toEqual({ at: 1, text: '{"a":1}' })
    expect(form.place).toBe(0)
    form.step(1)
    expect(form.sample).toEqual({ at: 7, text: '{"b":1}' })
    form.close()
  })

  it('waits for a person who types by the clock that it was given, and asks once', async () => {
    const clock = new FakeClock(0)
    const form = new MappingForm(profile(), clock, { at: 1, text: '{"a":[{"t":1}]}' })
    form.mapping = { ...NO_MAPPING, parts: { text: ['$..t'] } }
    const checks = [form.check(), form.check()]
    expect(form.told).toBeUndefined()
    await clock.pass(119)
    expect(form.told).toBeUndefined()
    await clock.pass(10)
    await Promise.all(checks)
    // Here are no workers.
    expect(form.told).toMatchObject({ type: 'garbled', why: { code: 'mapping.no-worker' } })
    form.close()
  })
})
