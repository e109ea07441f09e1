import { describe, expect, it } from 'vitest'
import { addressProblem, defaultBackend, defaultView, nameFor } from './new-profile.ts'

describe('a new connection', () => {
  it('is a chat over a socket and a value over http, until the person says', () => {
    expect(['ws://a', 'wss://a', 'http://a', 'https://a', ''].map(defaultView)).toEqual([
      'chat',
      'chat',
      'polling',
      'polling',
      'chat',
    ])
  })

  it('reads chat as text and the rest as JSON', () => {
    expect((['chat', 'notifications', 'polling'] as const).map(defaultBackend)).toEqual([
      'plain',
      'json',
      'json',
    ])
  })

  it('is called by its host and path, told from those of the same name', () => {
    expect(nameFor('wss://example.com:8080/path?token=1', [])).toBe('example.com:8080/path')
    expect(nameFor('localhost:8080', ['localhost:8080'])).toBe('localhost:8080 2')
    expect(nameFor('ws://a', ['a', 'a 2'])).toBe('a 3')
  })

  it('says that a plain address cannot be reached from a page over https', () => {
    const secure = new URL('https://signalbox.example/')
    expect(addressProblem('ws://example.com', true, secure)?.code).toBe('mixed-content')
    expect(addressProblem('ws://localhost:8080', true, secure)).toBeUndefined()
    expect(addressProblem('', false, secure)).toBeUndefined()
  })
})
