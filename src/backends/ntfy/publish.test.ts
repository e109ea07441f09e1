import { describe, expect, it } from 'vitest'
import { parseActions } from './actions.ts'
import { parsePlace } from './place.ts'
import { formatSay, formatWord, parseSaid, publication } from './publish.ts'

const place = parsePlace('https://ntfy.test/alerts?auth=x&priority=high', '')
const published = (body: string | ArrayBuffer, options: Record<string, unknown> = {}) => {
  const { url, ask } = publication(place, 'alerts', body, options)
  return { url, method: ask.method, headers: ask.headers ?? {}, body: ask.body }
}
const fileHeaders = (bytes: ArrayBuffer, options: Record<string, unknown>) =>
  published(bytes, options).headers
const said = (options: Record<string, unknown>) => JSON.parse(formatSay('alerts', 'text', options)) as unknown

describe('what is published', () => {
  it('is no more than a text where nothing is chosen', () => {
    expect(formatSay('alerts', 'hi', { priority: '3', title: ' ', markdown: false, tags: '' })).toBe(
      '{"topic":"alerts","message":"hi"}',
    )
  })

  it('has all that is chosen, in the words of ntfy', () => {
    const texts = { title: '제목', delay: '30min', click: 'https://a.test', attach: 'https://b.test/x.jpg' }
    const more = { filename: 'x.jpg', icon: 'https://c.test', email: 'a@b.test', call: '+12223334444' }
    const chosen = {
      priority: '5',
      markdown: true,
      tags: ' warning, 한글 ,, ',
      actions: 'view, Go, https://d.test',
      sequence: 'disk',
    }
    expect(said({ ...texts, ...more, ...chosen })).toEqual({
      topic: 'alerts',
      message: 'text',
      ...texts,
      ...more,
      priority: 5,
      markdown: true,
      tags: ['warning', '한글'],
      actions: [{ action: 'view', label: 'Go', url: 'https://d.test' }],
      sequence_id: 'disk',
    })
  })

  it('leaves out what is of another kind, as old drafts may have it', () => {
    expect(said({ title: 1, tags: {}, priority: '9', markdown: 'yes', delay: null })).toEqual({
      topic: 'alerts',
      message: 'text',
    })
  })

  it('is known again in a recording', () => {
    expect(parseSaid(formatSay('alerts', 'a "text"\n', { title: 'x' }))).toEqual({ body: 'a "text"\n' })
    for (const frame of ['', '{"topic":', '{"topic":"a"}', '[1]', new ArrayBuffer(2)])
      expect(parseSaid(frame)).toBeUndefined()
  })

  it('is a file with a name where it is bytes, and its headers are ASCII', () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a).buffer
    expect(fileHeaders(png, {})).toEqual({ filename: 'picture.png' })
    expect(fileHeaders(new ArrayBuffer(3), {})).toEqual({ filename: 'file.bin' })
    const headers = fileHeaders(png, {
      filename: '그림.png',
      title: 'é\nb',
      priority: '1',
      tags: 'a, b',
      markdown: true,
    })
    expect(headers).toMatchObject({ priority: '1', tags: 'a,b', markdown: 'yes' })
    for (const value of Object.values(headers)) expect(value).toMatch(/^[\x20-\x7e]*$/)
  })

  it('is a text to the topic, with headers, where it is longer than a message', () => {
    const long = '한'.repeat(2_000)
    const options = {
      title: '제목',
      attach: 'https://a.test/x',
      call: 'yes',
      sequence: 'disk',
      filename: 'long.txt',
    }
    expect(published(long, options)).toEqual({
      url: 'https://ntfy.test/alerts?auth=x',
      method: 'PUT',
      headers: {
        'content-type': 'text/plain;charset=UTF-8',
        title: formatWord('제목'),
        attach: 'https://a.test/x',
        filename: 'long.txt',
        call: 'yes',
        'x-sequence-id': 'disk',
      },
      body: long,
    })
    expect(published('한'.repeat(1_000)).method).toBe('POST')
  })

  it('says in headers what older servers do not read in JSON', () => {
    expect(published('x', { unkept: true }).headers).toMatchObject({ cache: 'no' })
    expect(published('x', { direct: true }).headers).toMatchObject({ firebase: 'no' })
    expect(published(new ArrayBuffer(1), { unkept: true, direct: true }).headers).toMatchObject({
      filename: 'file.bin',
      cache: 'no',
      firebase: 'no',
    })
  })

  it('writes what is not ASCII as an encoded word', () => {
    expect(formatWord('plain')).toBe('plain')
    expect(formatWord('한글')).toBe('=?UTF-8?B?7ZWc6riA?=')
    // Else it would be read as one.
    expect(formatWord('=?x')).toMatch(/^=\?UTF-8\?B\?/)
  })
})

describe('buttons', () => {
  it.each([
    [
      'view, Open portal, https://a.test/, clear=true',
      { action: 'view', label: 'Open portal', url: 'https://a.test/', clear: true },
    ],
    [
      'action=view, label="Look, there", url=https://a.test/?a=1&b=2',
      { action: 'view', label: 'Look, there', url: 'https://a.test/?a=1&b=2' },
    ],
    ["view, 'It; is', https://a.test", { action: 'view', label: 'It; is', url: 'https://a.test' }],
    ["view, Don't, https://a.test", { action: 'view', label: "Don't", url: 'https://a.test' }],
    [
      'http, Close door, https://a.test, method=PUT, headers.Authorization=Bearer z, body={"a":1}',
      {
        action: 'http',
        label: 'Close door',
        url: 'https://a.test',
        method: 'PUT',
        headers: { Authorization: 'Bearer z' },
        body: '{"a":1}',
      },
    ],
    ['copy, Copy code, 1234', { action: 'copy', label: 'Copy code', value: '1234' }],
    ['broadcast, Take, extras.cmd=pic', { action: 'broadcast', label: 'Take', extras: { cmd: 'pic' } }],
  ])('%s', (text, action) => {
    expect(parseActions(text)).toEqual([action])
  })

  it('are several with ; or on lines of their own, or JSON', () => {
    const labels = (text: string) => parseActions(text).map(({ label }) => label)
    expect(labels('view, A, https://a.test; view, B, https://b.test;')).toEqual(['A', 'B'])
    expect(labels('view, A, https://a.test\n\nview, B, https://b.test\n')).toEqual(['A', 'B'])
    expect(labels('[{"action":"view","label":"A","url":"https://a.test"}]')).toEqual(['A'])
    expect(labels("view, Don't, https://a.test; view, Won't, https://b.test")).toEqual(["Don't", "Won't"])
    expect(parseActions('  ')).toEqual([])
  })

  it.each([
    'dance, A, https://a.test',
    'view',
    'view, A, https://a.test, what is this',
    '[1]',
    '[{',
    '[{"action":"view"}]',
  ])('that cannot be read are refused: %s', (text) => {
    expect(() => parseActions(text)).toThrow(/ntfy\.bad-actions/)
  })
})
