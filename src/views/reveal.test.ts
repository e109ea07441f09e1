import { beforeEach, describe, expect, it } from 'vitest'
import type { Entry } from '../model/log.ts'
import type { Message } from '../model/message.ts'
import { rangesOf } from '../model/query.ts'
import { Opened } from '../ui/opened.svelte.ts'
import { reveal } from './reveal.ts'

const LONG = `${'word '.repeat(2_000)}needle`
const message = (more: Partial<Message>): Entry => ({
  kind: 'message',
  key: 7,
  at: 0,
  message: { id: 'x', at: 0, body: 'short', ...more },
})
const find = async (texts: readonly string[]) =>
  texts.map((text) => rangesOf(text, { text: 'needle', regex: false, matchCase: false }))

let opened: Opened
beforeEach(() => {
  opened = new Opened()
})
const show = (entry: Entry, view: 'chat' | 'inbox' = 'chat') => reveal(entry, opened, find, view)
const state = () => ['7', '7 raw', '7 open'].map((name) => opened.of(name))

describe('what a hit is in is unfolded', () => {
  it('where it is in a text that is folded, and folded again', async () => {
    const cover = await show(message({ body: LONG }))
    expect(opened.of('7')).toBeGreaterThanOrEqual(LONG.length)
    cover()
    expect(state()).toEqual([undefined, undefined, undefined])
  })

  it('where it is only in how it came', async () => {
    await show(message({ source: '{"needle":1}' }))
    expect(state()).toEqual([undefined, 0, undefined])
  })

  it('not at all where it is in sight anyway', async () => {
    for (const more of [{ body: 'a needle' }, { title: 'needle', body: LONG }, { from: 'needle' }])
      await show(message({ ...more, source: '"needle"' }))
    expect(state()).toEqual([undefined, undefined, undefined])
  })

  it('in an inbox, the row', async () => {
    await show(message({ body: 'needle' }), 'inbox')
    expect(state()).toEqual([undefined, undefined, undefined])
    await show(message({ body: `${'word '.repeat(40)}needle` }), 'inbox')
    expect(state()).toEqual([undefined, undefined, 0])
  })

  it('and stays so where the person changed it since', async () => {
    const cover = await show(message({ body: LONG }))
    opened.show('7', 50_000)
    cover()
    expect(opened.of('7')).toBe(50_000)
  })
})
