import type { SocketioCode } from '../../model/codes/socketio.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** What is said of Socket.IO. */
export default {
  'backend.socketio': 'Socket.IO',
  'backend.socketio.help': 'Events of a Socket.IO 4 server, in and out, with acknowledgements.',
} satisfies Record<SocketioCode, Phrase>
