import { beforeEach, describe, expect, it } from 'vitest'
import { Local } from '../storage/local.ts'
import { copyBeside } from './beside.ts'
import { MAX_PHRASE_CHARS, MAX_PHRASES, Phrases } from './phrases.svelte.ts'

let local: Local
let phrases: Phrases
const names = (of = phrases) => of.list.map(({ name }) => name)

beforeEach(() => {
  local = new Local(undefined)
  phrases = new Phrases(local, 'p')
})

describe('saved messages', () => {
  it('are there in the next life of the page, of that profile alone', () => {
    phrases.save(' login ', '{"type":"login"}')
    const next = new Phrases(local, 'p')
    expect(next.list).toEqual(phrases.list)
    expect(next.named('login')?.text).toBe('{"type":"login"}')
    expect(names(new Phrases(local, 'q'))).toEqual([])
  })

  it('keep what was chosen for them', () => {
    const { id } = phrases.save('deploy', 'done', { title: 'Deploy', retain: true })
    expect(new Phrases(local, 'p').get(id)?.options).toEqual({ title: 'Deploy', retain: true })
    const undo = phrases.replace(id, 'gone', { title: 'Gone' })
    expect(phrases.get(id)).toMatchObject({ text: 'gone', options: { title: 'Gone' } })
    undo()
    expect(phrases.get(id)).toMatchObject({ text: 'done', options: { title: 'Deploy', retain: true } })
    local.set('phrases:p', { version: 1, phrases: [{ id: 'x', name: 'x', text: 'x', options: { a: {} } }] })
    expect(new Phrases(local, 'p').list).toMatchObject([{ id: 'x', text: 'x', options: undefined }])
  })

  it('take the place of the one that has the name, which stays the same one', () => {
    const { id } = phrases.save('a', 'one')
    phrases.save('b', 'two')
    expect(phrases.save('a', 'three').id).toBe(id)
    expect(phrases.list.map(({ name, text }) => [name, text])).toEqual([
      ['a', 'three'],
      ['b', 'two'],
    ])
  })

  it('are renamed, but not to the name of another or to none', () => {
    const { id } = phrases.save('a', 'one')
    phrases.save('b', 'two')
    expect(phrases.rename(id, 'b')).toEqual({ code: 'phrases.name-taken' })
    expect(phrases.rename(id, ' ')).toEqual({ code: 'phrases.no-name' })
    expect(phrases.rename(id, 'a')).toBeUndefined()
    expect(phrases.rename(id, 'c')).toBeUndefined()
    expect(names()).toEqual(['c', 'b'])
  })

  it('come back to their place, with their count, when a deletion or a replacement is undone', () => {
    const { id } = phrases.save('a', 'one {{n}}')
    phrases.save('b', 'two')
    phrases.counted(id, '')
    const undo = phrases.remove(id)
    expect(names()).toEqual(['b'])
    expect(phrases.next(id, '')).toBe(1)
    undo()
    undo()
    expect(names()).toEqual(['a', 'b'])
    expect(phrases.next(id, '')).toBe(2)
    const back = phrases.replace(id, 'other')
    expect(phrases.get(id)?.text).toBe('other')
    back()
    expect(phrases.get(id)?.text).toBe('one {{n}}')
  })

  it('have a name, and no more room than there is', () => {
    expect(phrases.refusal('  ', 'x')).toEqual({ code: 'phrases.no-name' })
    expect(phrases.refusal('a', 'x'.repeat(MAX_PHRASE_CHARS + 1))?.code).toBe('phrases.long')
    for (let n = 0; n < MAX_PHRASES; n++) phrases.save(`n${n}`, 'x')
    expect(phrases.refusal('one more', 'x')?.code).toBe('phrases.many')
    expect(phrases.refusal('n1', 'x')).toBeUndefined()
  })

  it('lose none because another one cannot be read', () => {
    const good = { id: 'i', name: 'n', text: 't' }
    local.set('phrases:p', { version: 1, phrases: [7, { id: 'x' }, { ...good, text: '' }, good] })
    expect(new Phrases(local, 'p').list).toEqual([good])
    local.set('phrases:p', 'what?')
    expect(names(new Phrases(local, 'p'))).toEqual([])
  })

  it('are in a copy of the profile too, and from then on apart', () => {
    phrases.save('a', 'one')
    copyBeside(local, 'p', 'copy')
    const copy = new Phrases(local, 'copy')
    copy.save('b', 'two')
    expect([names(), names(copy)]).toEqual([['a'], ['a', 'b']])
  })

  it('live as long as the page where nothing is kept', () => {
    const loose = new Phrases(undefined, 'p')
    const { id } = loose.save('a', 'one')
    loose.counted(id, '')
    expect([names(loose), loose.next(id, '')]).toEqual([['a'], 2])
  })
})

describe('the count of what was sent', () => {
  it('begins at 1 for each saved message, and outlives the page', () => {
    phrases.counted('a', '')
    phrases.counted('a', '')
    const next = new Phrases(local, 'p')
    expect([next.next('a', ''), next.next('b', '')]).toEqual([3, 1])
    next.restart('a')
    expect(phrases.next('a', '')).toBe(1)
  })

  it('goes on for what is not saved while it is the same text', () => {
    phrases.counted(undefined, 'n {{n}}')
    expect(phrases.next(undefined, 'n {{n}}')).toBe(2)
    phrases.counted(undefined, 'other {{n}}')
    expect(phrases.next(undefined, 'n {{n}}')).toBe(1)
  })

  it.each(['x', { counts: { a: -1 } }, { counts: 7 }, { loose: { text: 1 } }])(
    'is 1 where %j was kept',
    (kept) => {
      local.set('counted:p', kept)
      expect(new Phrases(local, 'p').next('a', '')).toBe(1)
    },
  )
})
