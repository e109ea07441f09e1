import { NO_MAPPING } from '../../model/mapping.ts'
import type { Preset } from './preset.ts'

/** What an event stream sends as data is in `payload` over WebSocket, as a text. */
const either = (...names: string[]) =>
  ['$.payload', '$'].flatMap((at) => names.map((name) => `${at}.${name}`))

/** Mastodon's streaming API (https://docs.joinmastodon.org/methods/streaming/): posts, notifications, and posts that are
 *  deleted, as an event stream or over WebSocket. */
export const mastodon: Preset = {
  label: { code: 'preset.mastodon' },
  help: { code: 'preset.mastodon.help' },
  mapping: {
    ...NO_MAPPING,
    unpack: ['$.payload'],
    only: [{ path: '$.event', is: ['update', 'notification', 'announcement'], orEvent: true }],
    gone: { when: [{ path: '$.event', is: ['delete'], orEvent: true }], id: ['$.payload', '$'] },
    parts: {
      text: either('content', 'status.content', 'reblog.content'),
      author: either('account.display_name', 'account.acct'),
      time: either('created_at', 'published_at'),
      id: either('id'),
      title: either('spoiler_text', 'type'),
      link: either('url', 'status.url', 'reblog.url'),
      room: ['$.stream[0]'],
    },
    alone: true,
    html: true,
  },
}
