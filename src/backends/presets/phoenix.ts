import { NO_MAPPING } from '../../model/mapping.ts'
import type { Preset } from './preset.ts'

const payload = (...names: string[]) => names.map((name) => `$[4].${name}`)

/** Phoenix channels, version 2 of their protocol: `[join_ref, ref, topic, event, payload]`
 *  (https://hexdocs.pm/phoenix/writing_a_channels_client.html). What a channel is called and how one speaks in it is its
 *  server's own: `room:lobby` and `new_msg` are those of Phoenix's guide. */
export const phoenix: Preset = {
  label: { code: 'preset.phoenix' },
  help: { code: 'preset.phoenix.help' },
  mapping: {
    ...NO_MAPPING,
    only: [{ path: '$[3]', not: ['presence_state', 'presence_diff'] }],
    parts: {
      text: [...payload('body', 'text', 'message', 'content'), '$[4]'],
      author: payload('user', 'username', 'name', 'from', 'author'),
      time: payload('inserted_at', 'timestamp', 'at', 'time'),
      id: payload('id'),
      room: ['$[2]'],
      tags: ['$[3]'],
    },
    alone: true,
    outgoing: '["1",{{id}},"room:lobby","new_msg",{"body":{{text}}}]',
    heartbeat: { seconds: 30, frame: '[null,{{id}},"phoenix","heartbeat",{}]', idle: false },
    ack: {
      when: [{ path: '$[3]', is: ['phx_reply'] }],
      id: '$[1]',
      messageId: '$[4].response.id',
      refused: [{ path: '$[4].status', is: ['error'] }],
      why: '$[4].response.reason',
    },
  },
  options: { wire: 'socket', first: '["1","1","room:lobby","phx_join",{}]' },
}
