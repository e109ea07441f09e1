import { describe, expect, it } from 'vitest'
import { carrierFields } from '../backends/fields.ts'
import { withDefaults } from '../model/profile.ts'
import { askedFields, findProblems, knownBackend, optionsToSave, readGiven } from './connect-form.ts'
import { secretsToSave } from './secret-form.svelte.ts'

const page = new URL('http://localhost/')

function fill(given: Record<string, unknown>, view: 'chat' | 'notifications' | 'polling' = 'chat') {
  const chosen = readGiven(carrierFields, given)
  const options = withDefaults(carrierFields, chosen, view)
  return { chosen, options, asked: askedFields(carrierFields, options, view) }
}

describe('what a link fills in', () => {
  it('takes answers of every kind as the text that a link has', () => {
    const given = { server: 'ws://a', wire: 'events', every: '2.5', native: 'true', post: 'http://a/send' }
    expect(readGiven(carrierFields, given)).toEqual({ ...given, every: 2.5, native: true })
  })

  it('takes no answer that the form would not take', () => {
    const given = { wire: 'carrier-pigeon', every: '-1', native: 'maybe', hidden: '', nonsense: 'x' }
    expect(readGiven(carrierFields, given)).toEqual({})
    expect(readGiven(carrierFields, { every: 'soon' })).toEqual({})
    expect(readGiven(carrierFields, { every: '' })).toEqual({})
  })

  it('knows backends by their own names only', () => {
    expect(knownBackend('json')).toBe('json')
    expect(knownBackend('toString')).toBeUndefined()
    expect(knownBackend(undefined)).toBeUndefined()
  })
})

describe('what is asked', () => {
  it('lets the wire follow the address until the person chooses one', () => {
    expect(fill({ server: 'https://a' }, 'notifications').options.wire).toBe('events')
    expect(fill({ server: 'wss://a' }, 'notifications').options.wire).toBe('socket')
    expect(fill({ server: 'wss://a', wire: 'poll' }, 'notifications').options.wire).toBe('poll')
  })

  it('asks only what the wire makes sense of', () => {
    const names = (given: Record<string, unknown>) => fill(given).asked.map(([name]) => name)
    expect(names({ wire: 'poll' })).toContain('every')
    expect(names({ wire: 'socket' })).not.toContain('every')
  })
})

describe('what is wrong', () => {
  const wrong = (given: Record<string, unknown>) => {
    const { asked, options } = fill(given)
    return Object.fromEntries([...findProblems(asked, options, page)].map(([name, { code }]) => [name, code]))
  }

  it('wants an address, and one that is an address', () => {
    expect(wrong({})).toEqual({ server: 'no-address' })
    expect(wrong({ server: 'not an address' })).toEqual({ server: 'bad-address' })
    expect(wrong({ server: 'localhost:8080' })).toEqual({})
  })

  it('minds an address that may be left out only where it is filled in', () => {
    expect(wrong({ server: 'http://a', wire: 'events', post: '' })).toEqual({})
    expect(wrong({ server: 'http://a', wire: 'events', post: 'ftp://b' })).toEqual({ post: 'bad-address' })
    expect(wrong({ server: 'http://a', wire: 'socket', post: 'ftp://b' })).toEqual({})
  })

  it('minds a number out of its range', () => {
    const { asked, options } = fill({ server: 'http://a', wire: 'poll' })
    const problems = findProblems(asked, { ...options, every: -3 }, page)
    expect(problems.get('every')).toEqual({ code: 'range', min: 0, max: 86_400 })
  })
})

describe('what is saved', () => {
  it('is what was asked and answered, and no default that follows other answers', () => {
    const { asked, options, chosen } = fill({ server: ' http://a ', every: '7' }, 'polling')
    expect(optionsToSave(asked, options, chosen)).toEqual({ server: 'http://a', every: 7, hidden: 'slow' })
  })

  it('is a wire that was chosen', () => {
    const { asked, options, chosen } = fill({ server: 'ws://a', wire: 'socket', first: ' hi ' })
    expect(optionsToSave(asked, options, chosen)).toEqual({ server: 'ws://a', wire: 'socket', first: ' hi ' })
  })
})

describe('secrets', () => {
  it('are asked for by how one signs in, and are no options', () => {
    const { asked, options, chosen } = fill({
      server: 'http://a',
      wire: 'poll',
      auth: 'basic',
      password: 'pw',
    })
    expect(asked.map(([name]) => name)).toEqual(expect.arrayContaining(['user', 'password']))
    expect(asked.map(([name]) => name)).not.toContain('token')
    expect(optionsToSave(asked, options, chosen)).toMatchObject({ auth: 'basic' })
    expect(JSON.stringify(optionsToSave(asked, options, chosen))).not.toContain('pw')
    expect(secretsToSave(asked, { password: 'pw', token: 'x' }, options)).toEqual({
      user: '',
      password: 'pw',
    })
  })

  it('that an address has the place of are saved under its name', () => {
    const { asked, options } = fill({ server: 'ws://a/?token=&v=1' })
    const typed = { 'server?token': 'abc', 'post?token': 'old' }
    expect(secretsToSave(asked, typed, options)).toEqual({ 'server?token': 'abc' })
  })

  it('are minded where they are missing, or no page can send them', () => {
    const wrong = (given: Record<string, unknown>) => {
      const { asked, options } = fill({ server: 'http://a', wire: 'poll', ...given })
      return Object.fromEntries(
        [...findProblems(asked, options, page)].map(([name, { code }]) => [name, code]),
      )
    }
    expect(wrong({ auth: 'bearer' })).toEqual({ token: 'needed' })
    expect(wrong({ auth: 'basic', user: 'mina' })).toEqual({})
    expect(wrong({ auth: 'header', headers: 'Cookie: a' })).toEqual({ headers: 'auth.bad-header' })
    expect(wrong({ auth: 'header', headers: 'X-Key: a' })).toEqual({})
  })

  it('before the host are taken over http, and are minded on a WebSocket, which takes none', () => {
    const wrong = (given: Record<string, unknown>) => {
      const { asked, options } = fill(given)
      return [...findProblems(asked, options, page).keys()]
    }
    expect(wrong({ server: 'http://mina:pw@a', wire: 'poll' })).toEqual([])
    expect(wrong({ server: 'ws://mina:pw@a' })).toEqual(['server'])
  })
})
