import { describe, expect, it } from 'vitest'
import { Local } from '../storage/local.ts'
import { SendOptions } from './send-options.svelte.ts'

const options = (local: Local | undefined, keeps = true) => new SendOptions(local, 'p', () => keeps)

describe('what is chosen for what one sends', () => {
  it('is there in the next life of the page, and whether it was looked at', () => {
    const local = new Local(undefined)
    const one = options(local)
    one.chosen = { priority: '5', retain: true, every: 3 }
    one.isOpen = true
    expect(options(local)).toMatchObject({ chosen: { priority: '5', retain: true, every: 3 }, isOpen: true })
    expect(new SendOptions(local, 'q', () => true)).toMatchObject({ chosen: {}, isOpen: false })
  })

  it('is not written down where nothing is to be kept', () => {
    const local = new Local(undefined)
    const one = options(local, false)
    one.chosen = { title: 'secret' }
    one.isOpen = true
    expect(one.chosen).toEqual({ title: 'secret' })
    expect(JSON.stringify(local.get('options:p'))).not.toContain('secret')
    expect(options(local)).toMatchObject({ chosen: {}, isOpen: true })
  })

  it('leaves nothing behind where nothing is chosen', () => {
    const local = new Local(undefined)
    const one = options(local)
    one.chosen = { title: 'x' }
    one.chosen = {}
    expect(local.keys('options:')).toEqual([])
  })

  it('takes nothing over that is none', () => {
    for (const odd of [
      5,
      'x',
      { version: 1, chosen: [1], open: 'yes' },
      { version: 2 },
      { version: 1, chosen: { a: {} } },
    ]) {
      const local = new Local(undefined)
      local.set('options:p', odd)
      expect(options(local)).toMatchObject({ chosen: {}, isOpen: false })
    }
  })
})
