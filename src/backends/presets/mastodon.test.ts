import { expect, it } from 'vitest'
import { mastodon } from './mastodon.ts'
import { tell } from './tell.ts'

// Shapes: https://docs.joinmastodon.org/methods/streaming/#events, /entities/Status/, /entities/Notification/.
const account = {
  id: '14715',
  username: 'trwnh',
  acct: 'trwnh@mastodon.social',
  display_name: 'infinite love ⴳ',
  bot: false,
  url: 'https://mastodon.social/@trwnh',
}
const status = {
  id: '108914327388663283',
  created_at: '2022-08-30T23:02:19.083Z',
  in_reply_to_id: null,
  sensitive: false,
  spoiler_text: '',
  visibility: 'public',
  language: 'en',
  uri: 'https://mastodon.social/users/trwnh/statuses/108914327388663283',
  url: 'https://mastodon.social/@trwnh/108914327388663283',
  content:
    '<p>the &lt;b&gt; tag,<br />and <a href="https://mastodon.social/tags/x">#<span>x</span></a></p><p>2</p>',
  reblog: null,
  account,
  media_attachments: [],
  tags: [{ name: 'x', url: 'https://mastodon.social/tags/x' }],
}
const notification = {
  id: '34975861',
  type: 'mention',
  created_at: '2019-11-23T07:49:02.064Z',
  account: { ...account, display_name: '' },
  status: { ...status, content: '<p>@me hi</p>' },
}
const post = {
  id: '108914327388663283',
  at: Date.UTC(2022, 7, 30, 23, 2, 19, 83),
  from: 'infinite love ⴳ',
  body: 'the <b> tag,\nand #x\n\n2',
  links: ['https://mastodon.social/@trwnh/108914327388663283'],
}
const mention = {
  id: '34975861',
  at: Date.UTC(2019, 10, 23, 7, 49, 2, 64),
  from: 'trwnh@mastodon.social',
  title: 'mention',
  body: '@me hi',
  links: ['https://mastodon.social/@trwnh/108914327388663283'],
}

it('reads posts, notifications and deletions of an event stream', () => {
  const event = (name: string, data: unknown) => ({ event: name, data: JSON.stringify(data) })
  expect(
    tell(mastodon, [
      event('update', status),
      event('notification', notification),
      { event: 'delete', data: '108914327388663283' },
      { event: 'filters_changed', data: '""' },
    ]),
  ).toEqual([
    { type: 'messages', messages: [{ ...post, tags: ['update'] }] },
    { type: 'messages', messages: [{ ...mention, tags: ['notification'] }] },
    { type: 'change', id: '108914327388663283', set: 'gone' },
    { type: 'messages', messages: [] },
  ])
})

it('reads the same over WebSocket, where a payload is JSON in a text', () => {
  const frame = (event: string, payload?: unknown) =>
    JSON.stringify({ stream: ['user'], event, payload: payload === undefined ? undefined : payload })
  expect(
    tell(mastodon, [
      frame('update', JSON.stringify(status)),
      frame('notification', JSON.stringify(notification)),
      frame('delete', '108914327388663283'),
      frame('filters_changed'),
    ]),
  ).toEqual([
    { type: 'messages', messages: [{ ...post, room: 'user' }] },
    { type: 'messages', messages: [{ ...mention, room: 'user' }] },
    { type: 'change', id: '108914327388663283', set: 'gone' },
    { type: 'messages', messages: [] },
  ])
})
