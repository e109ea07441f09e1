import { describe, expect, it } from 'vitest'
import type { Act, Draft } from '../../model/act.ts'
import type { Ask } from '../../net/http.ts'
import { NetError } from '../../net/errors.ts'
import type { Net } from '../../net/net.ts'
import { channelsOf, publishAddress } from './address.ts'
import { publisher, receiptOf } from './publish.ts'

const ANSWER = '{"messages": 5, "requested": 0, "subscribers": 1, "last_message_id": "1795209462:4" }'
const draft = (act: Act): Draft => ({ id: 'd', at: 0, act, state: 'sending' })

function publish(
  act: Partial<Act & { kind: 'say' }>,
  options = {},
  channels: string[] = [],
  fails?: NetError,
) {
  const asked: { url: string; ask: Ask }[] = []
  const request = (url: string, ask: Ask = {}) => {
    asked.push({ url, ask })
    if (fails) return Promise.reject(fails)
    return Promise.resolve({ status: 201, headers: new Headers(), text: ANSWER, ms: 1 })
  }
  const given = { server: 'ws://host/pubsub/a', post: '', wire: 'events', ...options }
  const act1 = { kind: 'say', body: 'hi', ...act } as Act
  const done = publisher({ request } as unknown as Net, given, { channels, mark: 'm' })(draft(act1))
  return { asked, done }
}

describe('publishing', () => {
  it('is a POST whose answer is the receipt', async () => {
    const { asked, done } = publish({})
    expect(await done).toEqual({ messageId: '1795209462:4@m' })
    expect(asked[0]).toMatchObject({
      url: 'http://host/pubsub/a',
      ask: {
        method: 'POST',
        body: 'hi',
        headers: { accept: 'text/json', 'content-type': 'text/plain;charset=UTF-8' },
      },
    })
  })

  it('says of a message what was asked of it', async () => {
    const options = { type: 'application/json', event: '주문' }
    const { asked, done } = publish({ body: '{}', options })
    await done
    const { headers = {} } = asked[0]?.ask ?? {}
    expect(headers['content-type']).toBe('application/json')
    const bytes = Uint8Array.from(headers['x-eventsource-event'] ?? '', (one) => one.charCodeAt(0))
    expect(new TextDecoder().decode(bytes)).toBe('주문')
  })

  it('of bytes says that they are bytes', async () => {
    const { asked, done } = publish({ body: Uint8Array.of(1).buffer })
    await done
    expect(asked[0]?.ask.headers?.['content-type']).toBe('application/octet-stream')
  })

  it('refuses what no browser could send', async () => {
    await expect(publish({ options: { type: 'json' } }).done).rejects.toMatchObject({
      why: { code: 'nchan.bad-type' },
    })
    await expect(publish({ options: { type: 'a/b\r\nx: y' } }).done).rejects.toMatchObject({
      why: { code: 'nchan.bad-type' },
    })
    await expect(publish({ options: { event: 'a\nb' } }).done).rejects.toMatchObject({
      why: { code: 'nchan.bad-event' },
    })
  })

  it('goes to the channel of the room', async () => {
    const options = { post: 'http://host/pub/{channel}' }
    const { asked, done } = publish({ room: '둘' }, options, ['하나', '둘'])
    expect(await done).toEqual({ messageId: '1795209462:4/2@m' })
    expect(asked[0]?.url).toBe(`http://host/pub/${encodeURIComponent('둘')}`)
    await expect(publish({}, options, ['하나', '둘']).done).rejects.toMatchObject({
      why: { code: 'nchan.which-channel' },
    })
  })

  it.each([
    [403, 'nchan.cannot-publish'],
    [404, 'nchan.no-publisher'],
    [413, 'nchan.too-large'],
  ])('says why it was refused: %i', async (status, code) => {
    const fails = new NetError('refused', { code: 'http-status' }, { status })
    await expect(publish({}, {}, [], fails).done).rejects.toMatchObject({ why: { code } })
  })

  it.each([
    [{ options: { event: 'order' } }, {}, 'X-EventSource-Event'],
    [{ options: { type: 'application/json' } }, {}, 'Content-Type'],
    [{}, { auth: 'bearer' }, 'Authorization'],
  ])('names the header that a preflight refused', async (act, options, header) => {
    const fails = new NetError('refused', { code: 'no-cors', params: { url: 'u', origin: 'o' } })
    await expect(publish(act, options, [], fails).done).rejects.toMatchObject({
      why: { code: 'nchan.header', params: { header, origin: 'o' } },
    })
  })

  it('gives no receipt by another answer', () => {
    for (const text of [
      '',
      'queued messages: 5',
      '[]',
      '{"last_message_id": 5}',
      '{"last_message_id": "1:[1],2"}',
    ])
      expect(receiptOf(text, -1, 0, 'm')).toBeUndefined()
  })
})

describe('addresses', () => {
  it('name several channels by how they end, or as the person says', () => {
    const of = (server: string, channels = '') => channelsOf({ server, channels })
    expect(of('http://host/sub/news,alerts')).toEqual(['news', 'alerts'])
    expect(of('http://host/sub/a%2Cb?x=1')).toEqual(['a', 'b'])
    expect(of('http://host/sub/news')).toEqual([])
    expect(of('http://host/sub/a,a')).toEqual([])
    expect(of('http://host/sub/%')).toEqual([])
    expect(of('http://host/all', 'one, two')).toEqual(['one', 'two'])
  })

  it('publish at the channel’s own where none is given', () => {
    expect(publishAddress({ server: 'wss://host/pubsub/a?x=1', post: '' })).toBe('https://host/pubsub/a?x=1')
    expect(publishAddress({ server: 'ws://host/sub/a', post: 'http://other/pub/a' })).toBe(
      'http://other/pub/a',
    )
  })
})
