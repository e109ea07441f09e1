// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { addressAt, placeOf } from './place.ts'

const place = (server: string, more: { path?: string; namespaces?: string } = {}, secrets = {}) =>
  placeOf({ server, path: '', namespaces: '/', ...more }, secrets)
const names = (...given: Parameters<typeof place>) => place(...given).namespaces.map(({ name }) => name)

describe('an address', () => {
  it.each([
    ['http://h:3000', '/socket.io/', ['/']],
    ['h:3000/', '/socket.io/', ['/']],
    ['wss://h/chat/', '/socket.io/', ['/chat']],
    ['http://h/socket.io', '/socket.io/', ['/']],
    ['http://h/socket.io/', '/socket.io/', ['/']],
    ['http://h/api/v1/socket.io/chat', '/api/v1/socket.io/', ['/chat']],
    ['http://h/demo/socketio/chat', '/demo/socketio/', ['/chat']],
    ['http://h/a/b', '/socket.io/', ['/a/b']],
    ['http://h/%EB%B0%A9', '/socket.io/', ['/방']],
    ['http://h/100%', '/socket.io/', ['/100%']],
  ])('%s is of %s and %j', (server, path, namespaces) => {
    expect(place(server)).toMatchObject({ path })
    expect(names(server)).toEqual(namespaces)
  })

  it('is told a path and namespaces beside it', () => {
    expect(place('http://h/', { path: 'ws' }).path).toBe('/ws/')
    expect(names('http://h/', { namespaces: 'a, /b,/b/, c' })).toEqual(['/a', '/b', '/c'])
    expect(names('http://h/', { namespaces: '/, c' })).toEqual(['/', '/c'])
    expect(names('http://h/', { namespaces: '/c?token=1' })).toEqual(['/c'])
    expect(names('http://h/', { namespaces: '' })).toEqual(['/'])
    expect(names('http://h/a', { path: '/', namespaces: 'b' })).toEqual(['/a', '/b'])
    expect(names('http://h/a', { namespaces: '/, b' })).toEqual(['/a', '/', '/b'])
    expect(place('http://h/socket.io/x', { path: '/other/' })).toMatchObject({
      path: '/other/',
      namespaces: [{ name: '/socket.io/x' }],
    })
  })

  it('has rooms that are called as they were typed', () => {
    expect(place('http://h/', { namespaces: 'a, /b' }).namespaces).toEqual([
      { name: '/a', room: 'a' },
      { name: '/b', room: '/b' },
    ])
  })

  it('keeps its query, with its secrets in their places', () => {
    const secret = place('https://h/?room=1&token=', {}, { 'server?token': 'a b' })
    const url = new URL(addressAt(secret, 'ws', { EIO: 4, transport: 'websocket' }))
    expect(url.protocol).toBe('wss:')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      room: '1',
      token: 'a b',
      EIO: '4',
      transport: 'websocket',
    })
  })

  it('that is none is refused', () => {
    for (const bad of ['', 'mailto:x', 'http://u:p@h/']) expect(() => place(bad)).toThrow()
  })
})
