import { describe, expect, it } from 'vitest'
import { messageOf } from './message.ts'
import { parseRecord } from './record.ts'

const NOW = 1_700_000_000_000

function read(record: Record<string, unknown>) {
  const text = JSON.stringify({ event: 'message', ...record })
  const parsed = parseRecord(text)
  if ('why' in parsed) throw new Error(parsed.why.code)
  const message = messageOf(parsed.record, text, NOW)
  return { message, text }
}

describe('a message', () => {
  it('of the documentation is read whole', () => {
    const { message, text } = read({
      id: 'sPs71M8A2T',
      time: 1643935928,
      expires: 1643936928,
      topic: 'mytopic',
      priority: 5,
      tags: ['warning', 'skull', 'backup-host'],
      click: 'https://homecam.mynet.lan/incident/1234',
      attachment: {
        name: 'camera.jpg',
        type: 'image/png',
        size: 33848,
        expires: 1635946764,
        url: 'https://ntfy.sh/file/sPs71M8A2T.png',
      },
      title: 'Unauthorized access detected',
      message: 'Movement detected in the yard. You better go check',
    })
    expect(message).toEqual({
      id: 'sPs71M8A2T',
      at: 1643935928_000,
      room: 'mytopic',
      body: 'Movement detected in the yard. You better go check',
      title: 'Unauthorized access detected',
      priority: 5,
      tags: ['⚠️', '💀', 'backup-host'],
      links: ['https://homecam.mynet.lan/incident/1234'],
      attachments: [
        {
          url: 'https://ntfy.sh/file/sPs71M8A2T.png',
          name: 'camera.jpg',
          type: 'image/png',
          size: 33848,
          expires: 1635946764_000,
        },
      ],
      source: text,
    })
  })

  it('of the simplest kind has no more than it says', () => {
    const { message, text } = read({
      id: 'hwQ2YpKdmg',
      time: 1635528741,
      topic: 'mytopic',
      message: 'Disk full',
    })
    const at = 1635528741_000
    expect(message).toEqual({ id: 'hwQ2YpKdmg', at, room: 'mytopic', body: 'Disk full', source: text })
  })

  it('may be Markdown, and have an icon', () => {
    const { message } = read({
      content_type: 'text/markdown',
      icon: 'https://a.test/i.png',
      message: '**a**',
    })
    expect(message).toMatchObject({ format: 'markdown', icon: 'https://a.test/i.png', body: '**a**' })
  })

  it('offers what a page can do: a broadcast it cannot', () => {
    const { message } = read({
      actions: [
        { id: 'a', action: 'view', label: 'Open', url: 'https://a.test/', clear: true },
        {
          id: 'b',
          action: 'http',
          label: 'Close door',
          url: 'https://api.test/',
          method: 'PUT',
          headers: { Authorization: 'Bearer x', N: 1 },
          body: '{"action":"close"}',
        },
        { id: 'c', action: 'http', label: 'Post', url: 'https://api.test/' },
        { id: 'd', action: 'broadcast', label: 'Take picture', extras: { cmd: 'pic' } },
        { id: 'e', action: 'copy', label: 'Copy', value: '1234' },
      ],
    })
    expect(message.offers).toEqual([
      { kind: 'view', label: 'Open', url: 'https://a.test/' },
      {
        kind: 'http',
        label: 'Close door',
        url: 'https://api.test/',
        method: 'PUT',
        headers: { Authorization: 'Bearer x' },
        body: '{"action":"close"}',
      },
      { kind: 'http', label: 'Post', url: 'https://api.test/', method: 'POST' },
      { kind: 'copy', label: 'Copy', value: '1234' },
    ])
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', ' java\nscript:x', '//x', ''])(
    'has no link that is not safe: “%s”',
    (url) => {
      const { message } = read({
        click: url,
        icon: url,
        attachment: { url, name: 'a' },
        actions: [
          { action: 'view', label: 'x', url },
          { action: 'http', label: 'x', url },
        ],
      })
      const { links, icon, attachments, offers } = message
      expect([links, icon, attachments, offers]).toEqual([undefined, undefined, undefined, undefined])
    },
  )

  it('that is bytes has no text, and is these bytes', () => {
    const { message } = read({ encoding: 'base64', message: '//79AA==' })
    expect(message.body).toBe('')
    expect(new Uint8Array(message.source as ArrayBuffer)).toEqual(Uint8Array.of(0xff, 0xfe, 0xfd, 0))
  })

  it('whose bytes are text is that text, and what is no base64 stays as it came', () => {
    expect(read({ encoding: 'base64', message: btoa('hello') }).message.body).toBe('hello')
    expect(read({ encoding: 'base64', message: '%%%' }).message.body).toBe('%%%')
  })

  it('that says no time came now, and without an id has one of ours', () => {
    for (const time of [undefined, -1, 1e19, 'yesterday', null]) expect(read({ time }).message.at).toBe(NOW)
    expect(read({}).message.id).toMatch(/^~/)
  })

  it('of a server that only speaks like ntfy is read as it means', () => {
    const { message } = read({
      id: 17,
      time: '1700000001500',
      message: 'm',
      priority: 'high',
      tags: 'warning, backup',
    })
    expect(message).toMatchObject({ id: '17', at: 1_700_000_001_500, priority: 4, tags: ['⚠️', 'backup'] })
    expect(read({ time: 1_700_000_001.25, priority: '2' }).message).toMatchObject({
      at: 1_700_000_001_250,
      priority: 2,
    })
    expect(read({ time: '2023-11-14T22:13:20Z' }).message.at).toBe(1_700_000_000_000)
  })

  it('with parts of a wrong kind is read without them', () => {
    const { message } = read({
      id: 'a1',
      time: 1,
      topic: 7,
      title: {},
      message: ['x'],
      priority: 'toString',
      tags: { 0: 'warning' },
      actions: { action: 'view' },
      attachment: 'https://a.test/',
      click: 1,
      icon: [],
      content_type: {},
    })
    expect(message).toMatchObject({ id: 'a1', at: 1000, body: '' })
    expect(Object.keys(message).sort()).toEqual(['at', 'body', 'id', 'source'])
  })
})
