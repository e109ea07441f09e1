import { describe, expect, it } from 'vitest'
import { valueOf } from '../model/diff.ts'
import { columnPath } from './table.ts'
import { textsOf } from './value-texts.ts'

const texts = (value: unknown) => Object.fromEntries(textsOf(value).map(({ path, text }) => [path, text]))

describe('the texts of a value', () => {
  it('are names and leaves, by their path', () => {
    expect(texts({ site: 'North', deep: { on: true, none: null, list: [1, 'two'] } })).toEqual({
      site: 'site\nNorth',
      deep: 'deep',
      'deep › on': 'on\ntrue',
      'deep › none': 'none\nnull',
      'deep › list': 'list',
      'deep › list › 0': '0\n1',
      'deep › list › 1': '1\ntwo',
    })
  })

  it('are those of a table: its head once, and its cells without', () => {
    const rows = [
      { id: 'a', n: 1 },
      { id: 'b', n: { of: 'x' } },
    ]
    expect(texts(rows)).toEqual({
      [columnPath('', 'id')]: 'id',
      [columnPath('', 'n')]: 'n',
      'a › id': '\na',
      'a › n': '\n1',
      'b › id': '\nb',
      'b › n › of': 'of\nx',
    })
  })

  it('are that of a bare text or number', () => {
    expect(texts('hello')).toEqual({ '': '\nhello' })
    expect(texts(12345678901234567890n)).toEqual({ '': '\n12345678901234567890' })
    expect(texts({})).toEqual({ '': '' })
  })

  it('come to an end, however deep and however many there are', () => {
    expect(textsOf(valueOf(`${'['.repeat(100_000)}1${']'.repeat(100_000)}`)).length).toBeLessThan(100)
    expect(textsOf(Array.from({ length: 200_000 }, (_, n) => n)).length).toBeLessThan(60_000)
  })
})
