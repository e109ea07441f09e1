import { NO_MAPPING } from '../../model/mapping.ts'
import type { Preset } from './preset.ts'

const changed = (...names: string[]) => names.map((name) => `$.event.data.${name}`)

/** Home Assistant's WebSocket API (https://developers.home-assistant.io/docs/api/websocket): changes of state, after a
 *  login by the first message; what is said goes to its assistant, whose answer is a message. Ids have to be whole numbers
 *  that grow: the time is one. */
export const homeassistant: Preset = {
  label: { code: 'preset.homeassistant' },
  help: { code: 'preset.homeassistant.help' },
  mapping: {
    ...NO_MAPPING,
    only: [
      { path: '$.type', is: ['event', 'result', 'auth_invalid'] },
      // What only says that a command was taken.
      { path: '$.result', not: ['null'] },
    ],
    parts: {
      text: [
        '$.result.response.speech.plain.speech',
        '$.error.message',
        '$.message',
        ...changed('new_state.state'),
        '$.event.data',
        '$.result',
      ],
      author: changed('new_state.attributes.friendly_name', 'entity_id'),
      time: ['$.event.time_fired'],
      tags: ['$.event.event_type', '$.error.code', '$.type'],
    },
    alone: true,
    outgoing: '{"id":{{now}},"type":"conversation/process","text":{{text}}}',
    heartbeat: { seconds: 30, frame: '{"id":{{now}},"type":"ping"}', idle: false },
  },
  options: {
    wire: 'socket',
    socketAuth: 'message',
    login: '{"type":"auth","access_token":"{{token}}"}',
    first: '{"id":1,"type":"subscribe_events","event_type":"state_changed"}',
  },
}
