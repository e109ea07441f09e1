import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, it } from 'vitest'
import { openArchive } from './archive.ts'
import { draftOf } from './fake-entries.ts'

let factory: IDBFactory
beforeEach(() => {
  factory = new IDBFactory()
})

const visit = (profile = 'p') => openArchive({ factory: () => factory }).drafts(profile)

describe('an outbox', () => {
  it('gives back its drafts after a reload, in the order in which they were put', async () => {
    const drafts = visit()
    for (const id of ['z', 'a', 'm']) void drafts.put(draftOf(id))
    await visit('other').put(draftOf('b'))
    const anew = draftOf('z', { at: draftOf('z').at + 1 })
    await drafts.put(anew)
    expect(await visit().load()).toEqual([anew, draftOf('a'), draftOf('m')])
    await drafts.remove('a')
    await visit().put(draftOf('k'))
    expect((await drafts.load()).map(({ id }) => id)).toEqual(['z', 'm', 'k'])
  })

  it('lets a draft be claimed as long as it is there', async () => {
    const [mine, other] = [visit(), visit()]
    await mine.put(draftOf('d'))
    await other.load()
    expect(await other.claim(draftOf('d', { state: 'sending' }))).toBe(true)
    expect(await mine.load()).toEqual([draftOf('d', { state: 'sending' })])
    await other.remove('d')
    expect(await mine.claim(draftOf('d', { state: 'sending' }))).toBe(false)
    expect(await visit().claim(draftOf('d'))).toBe(false)
    expect(await mine.load()).toEqual([])
  })

  it('lets be claimed what this page could not keep, and what it deleted because the person wanted so', async () => {
    const archive = openArchive({ factory: () => factory })
    const drafts = archive.drafts('p')
    await drafts.put(draftOf('before'))
    await archive.keepNothing(true)
    await drafts.put(draftOf('within'))
    await archive.keepNothing(false)
    expect(await drafts.claim(draftOf('before'))).toBe(true)
    expect(await drafts.claim(draftOf('within'))).toBe(true)
    expect(await drafts.claim(draftOf('never'))).toBe(false)
  })

  it('loses what was sent in the transaction that writes its line, and not before', async () => {
    const archive = openArchive({ factory: () => factory })
    const [drafts, history] = [archive.drafts('p'), archive.history('p', () => ({ count: 100, days: 1 }))]
    await history.open('tab')
    for (const id of ['a', 'b']) await drafts.put(draftOf(id))
    await drafts.claim(draftOf('a', { state: 'sent' }))
    history.write([], { sent: ['a'] })
    expect(await drafts.load()).toHaveLength(2)
    await history.flush()
    expect(await visit().load()).toEqual([draftOf('b')])
    // A robbed tab deletes nothing.
    await openArchive({ factory: () => factory })
      .history('p', () => ({ count: 100, days: 1 }))
      .open('thief')
    history.write([], { sent: ['b'] })
    await history.flush()
    expect(await visit().load()).toEqual([draftOf('b')])
  })

  it('does not bring back what another page took over from its note, sent and deleted', async () => {
    const [frozen, other] = [visit(), visit()]
    expect(await other.take(draftOf('d'))).toBe(true)
    await other.remove('d')
    expect(await frozen.put(draftOf('d'))).toBe(false)
    expect(await frozen.take(draftOf('d'))).toBe(false)
    expect(await visit().load()).toEqual([])
    // Written anew it is another matter.
    const anew = draftOf('d', { at: draftOf('d').at + 1 })
    expect(await frozen.put(anew)).toBe(true)
    expect(await visit().load()).toEqual([anew])
  })

  it('leaves what became of a draft as it is when it is put late', async () => {
    const [late, other] = [visit(), visit()]
    await other.take(draftOf('d'))
    await other.claim(draftOf('d', { state: 'sent' }))
    expect(await late.put(draftOf('d'))).toBe(true)
    expect(await late.take(draftOf('d'))).toBe(true)
    expect(await visit().load()).toEqual([draftOf('d', { state: 'sent' })])
  })

  it('holds nothing back from other tabs while its page is frozen, and goes on after it', async () => {
    const archive = openArchive({ factory: () => factory })
    const drafts = archive.drafts('p')
    await drafts.put(draftOf('a'))
    // In the middle of a transaction.
    const putting = drafts.put(draftOf('b'))
    for (let turn = 0; turn < 4; turn++) await Promise.resolve()
    archive.pause(true)
    const later = drafts.put(draftOf('c'))
    expect(await visit().load()).toEqual([draftOf('a')])
    archive.pause(false)
    await Promise.all([putting, later])
    expect(await visit().load()).toEqual([draftOf('a'), draftOf('b'), draftOf('c')])
    expect(archive.trouble).toBeUndefined()
  })

  it('claims nothing after a freeze that it meant to claim before it: by then another tab has it', async () => {
    const archive = openArchive({ factory: () => factory })
    const [drafts, other] = [archive.drafts('p'), visit()]
    await drafts.put(draftOf('d'))
    const claiming = drafts.claim(draftOf('d', { state: 'sending' }))
    for (let turn = 0; turn < 4; turn++) await Promise.resolve()
    archive.pause(true)
    await other.load()
    await other.claim(draftOf('d', { state: 'unconfirmed' }))
    archive.pause(false)
    expect(await claiming).toBe(false)
    expect(await visit().load()).toEqual([draftOf('d', { state: 'unconfirmed' })])
  })
})
