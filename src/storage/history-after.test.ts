import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { expect, it } from 'vitest'
import { openArchive } from './archive.ts'
import { keysOf, lines, said } from './fake-entries.ts'

it('is read from its beginning on, page by page, each entry once', async () => {
  const factory = new IDBFactory()
  const archive = openArchive({ factory: () => factory })
  const history = archive.history('p', () => ({ count: 10_000, days: 30 }))
  const other = archive.history('q', () => ({ count: 10_000, days: 30 }))
  await history.open('tab')
  await other.open('tab')
  other.write([{ put: lines(1, 5) }], {})
  history.write([{ put: lines(1, 2_600) }, { at: 1_300, by: [said(1_300), said(1_300.5)] }], {})
  expect(keysOf(await other.after(-Infinity, 10))).toEqual([1, 2, 3, 4, 5])
  const read: unknown[] = []
  for (let after = -Infinity, more = true; more;) {
    const page = await history.after(after, 700)
    expect(page.length).toBeLessThanOrEqual(700)
    read.push(...keysOf(page))
    after = Number(page.at(-1)?.key)
    more = page.length > 0
  }
  expect(read).toEqual(keysOf(await history.page(Infinity, 10_000)))
  expect(read).toHaveLength(2_601)
  expect(await history.after(NaN, 10)).toEqual([])
  expect(await history.after(0, 0)).toEqual([])
})
