import type { SocketioCode } from '../../model/codes/socketio.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** Socket.IO에 대한 말. */
export default {
  'backend.socketio': 'Socket.IO',
  'backend.socketio.help': 'Socket.IO 4 서버의 이벤트를 보내고 받으며 확인 응답도 다룹니다.',
} satisfies Record<SocketioCode, Phrase>
