import { describe, expect, it } from 'vitest'
import { NetError } from '../../net/errors.ts'
import { parsePlace, publishAddress, splitPlace, streamAddress } from './place.ts'

const H = 'https://ntfy.test'
const read = (server: string, topics = '') => {
  const { base, topics: named } = parsePlace(server, topics)
  return `${base} ${named.join(',')}`
}
const whyNot = (server: string, topics = '') => {
  try {
    return read(server, topics)
  } catch (error) {
    return error instanceof NetError ? error.why.code : error
  }
}

describe('an address', () => {
  it.each([
    ['/alerts', '', '/ alerts'],
    ['/alerts/', '', '/ alerts'],
    ['/alerts/sse', '', '/ alerts'],
    ['/alerts,backups/ws?since=all', '', '/ alerts,backups'],
    ['/json', '', '/ json'],
    ['', 'alerts, backups', '/ alerts,backups'],
    ['/', ' alerts\nbackups,alerts ', '/ alerts,backups'],
    ['/alerts', 'backups alerts', '/ alerts,backups'],
    ['/demo/ntfy/chat', '', '/demo/ntfy/ chat'],
    ['/ntfy/', 'alerts', '/ntfy/ alerts'],
    ['/ntfy/alerts/json', 'backups', '/ntfy/ alerts,backups'],
    ['/app', 'alerts', '/app/ alerts'],
  ])('%s with the topics “%s” is %s', (path, topics, is) => {
    expect(read(H + path, topics)).toBe(H + is)
  })

  it('may be one of a WebSocket, and needs no scheme', () => {
    expect(read('wss://ntfy.test/alerts/ws')).toBe(`${H}/ alerts`)
    expect(read('localhost:2586/alerts')).toBe('http://localhost:2586/ alerts')
  })

  it.each(['', '/', '/app', '/docs', '/account'])('has to name a topic: “%s” does not', (path) => {
    expect(whyNot(H + path)).toBe('ntfy.no-topic')
  })

  it.each(['a.b', 'x'.repeat(65), 'with/slash', '한글'])('“%s” is no topic', (topic) => {
    expect(whyNot(H, topic)).toBe('ntfy.bad-topic')
  })

  it('is wrong where it is none', () => {
    expect(whyNot('not an address')).toBe('bad-address')
  })

  it('keeps its filter and its token, and says itself how to ask', () => {
    const place = parsePlace(`${H}/a?priority=high&auth=Zm9v&since=all&poll=1`, 'b')
    expect(streamAddress(place, 'sse', { since: '17' })).toBe(`${H}/a,b/sse?priority=high&auth=Zm9v&since=17`)
    expect(streamAddress(place, 'ws')).toBe(`${H}/a,b/ws?priority=high&auth=Zm9v`)
    expect(publishAddress(place)).toBe(`${H}/?auth=Zm9v`)
    expect(publishAddress(place, 'b')).toBe(`${H}/b?auth=Zm9v`)
  })

  it('keeps the place of a token that is kept elsewhere', () => {
    const place = splitPlace(new URL(`${H}/a?auth=`))
    expect(streamAddress(place, 'sse')).toBe(`${H}/a/sse?auth=`)
  })
})
