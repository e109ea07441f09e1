import type { BackendCode, FieldCode } from '../../model/reason.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** 백엔드 양식이 묻는 것. */
export default {
  'backend.plain': '일반 텍스트',
  'backend.plain.help': '모든 메시지를 받은 텍스트 그대로 보여 줍니다.',
  'backend.json': 'JSON',
  'backend.json.help': '흔히 쓰는 이름으로 본문, 작성자, 시각, 제목을 찾고 나머지는 받은 그대로 보여 줍니다.',
  'field.wire': '연결 방식',
  'field.wire.help': '서버가 말하는 방식입니다. ws://로 시작하는 주소는 항상 WebSocket입니다.',
  'field.wire.socket': 'WebSocket',
  'field.wire.events': '서버 전송 이벤트(SSE)',
  'field.wire.poll': '폴링(fetch)',
  'field.post': '보낼 주소',
  'field.post.help': '쓴 내용을 이 주소에 POST로 보냅니다. 비우면 서버 주소로 보냅니다.',
  'field.first': '연결 후 첫 메시지',
  'field.first.help':
    '연결이 열릴 때마다 보냅니다. 로그인이나 구독에 쓰세요. {{token}}, {{user}}, {{password}}는 보낼 때 채워집니다. 브라우저는 WebSocket에 헤더를 넣을 수 없습니다.',
  'field.resume': '이어받기 매개변수',
  'field.resume.help':
    '어느 메시지부터든 이어서 보내 줄 수 있는 서버에 쓰는 쿼리 매개변수의 이름입니다. 다시 연결할 때 마지막으로 받은 메시지를 주소에 적어 보냅니다. 비우면 서버 전송 이벤트는 Last-Event-ID 헤더로 이어받습니다.',
  'field.initial': '첫 값을 가져올 주소',
  'field.initial.help': '연결이 열리면 한 번 가져오고, 그 뒤로는 서버가 보내는 것으로 갱신합니다.',
  'field.every': '간격(초)',
  'field.hidden': '탭이 가려져 있을 때',
  'field.hidden.keep': '계속 묻기',
  'field.hidden.slow': '열 배 느리게 묻기',
  'field.hidden.pause': '멈추기',
  'field.native': '브라우저의 EventSource 사용',
  'field.native.help': '다른 방식을 거부하는 서버에 쓰세요. 상태를 볼 수 없고 아래에 적은 이벤트만 듣습니다.',
  'field.names': '이벤트 이름',
  'field.names.help': '쉼표로 구분합니다. 이름 없는 이벤트는 항상 듣습니다.',
  'field.author': '내 이름',
  'field.author.help': '쓴 내용과 함께 보냅니다. 비우면 보내지 않습니다.',
  'field.loose': 'JSON이 아닌 텍스트도 메시지로 보기',
  'field.loose.help': '끄면 읽을 수 없는 것으로 표시합니다.',
} satisfies Record<Exclude<FieldCode, 'field.server' | 'field.server.help'> | BackendCode, Phrase>
