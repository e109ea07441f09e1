import type { LookCode } from '../../model/reason.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** 주소에서 무엇을 찾았는지. */
export default {
  'found.step-ask': '{url}에 묻는 중',
  'found.step-near': '{host}의 다른 주소를 살펴보는 중',

  'found.sse': '이벤트 스트림(SSE)',
  'found.sse-perhaps': '이벤트 스트림인 것 같습니다. 서버가 요청을 받았지만 아직 아무것도 보내지 않았습니다',
  'found.signalbox': 'Signalbox 규약을 쓰는 서버',
  'found.websocket-text': '텍스트를 보내는 WebSocket',
  'found.websocket-json': 'JSON을 보내는 WebSocket',
  'found.websocket-binary': '바이트를 보내는 WebSocket',
  'found.websocket-silent': '먼저 말하기를 기다리는 WebSocket',
  'found.websocket-closed': '열리자마자 닫힌 WebSocket',
  'found.json': 'JSON 값',
  'found.text': '텍스트',
  'found.ndjson': '여러 줄의 JSON(NDJSON)',
  'found.page': '웹 페이지',
  'found.page-called': '웹 페이지 “{title}”',
  'found.ntfy': 'ntfy 서버',
  'found.nchan': 'Nchan 채널',
  'found.socket-io': 'Socket.IO 서버',
  'found.mqtt': 'MQTT 브로커',
  'found.mercure': 'Mercure 허브',
  'found.gotify': 'Gotify 서버',
  'found.matrix': 'Matrix 서버',

  'found.ms': '{ms}ms',
  'found.named-events': '이름 있는 이벤트: {names}',
  'found.unnamed-events': '이름 없는 이벤트',
  'found.nothing-yet': '아직 보낸 것 없음',
  'found.resumes': '놓친 내용을 이어서 보냄',
  'found.retry': '다시 연결하기 전에 {seconds}초 기다리라고 함',
  'found.comments': '살아 있다는 신호를 보냄',
  'found.history': '지난 대화를 보여 줌',
  'found.presence': '누가 있는지 알려 줌',
  'found.acks': '받았다고 확인해 줌',
  'found.text-in-bytes': '바이너리 프레임에 담긴 텍스트',
  'found.protocol': '서브프로토콜 {protocol}',
  'found.topic': '토픽 {topic}',
  'found.unchanged': '바뀐 것이 없으면 알려 줌',
  'found.max-age': '응답이 {seconds}초 동안 유효함',
  'found.cursor': '새로운 것만 물을 수 있음',
  'found.elsewhere': '입력한 주소가 아니라 {url}에서 응답함',
  'found.redirected': '{url}(으)로 이어짐',
  'found.secured': '이 페이지가 https로 열려 있어 보안 연결로 물어봄',
  'found.login-taken': '주소에 있던 이름과 비밀번호를 뺌',
  'found.this-machine': '{host}는 서버가 귀 기울이는 자리일 뿐이라 {own}에 물어봄',
  'found.wants-login': '로그인이 필요함({code} {name})',
  'found.closed': '서버가 닫음({code} {name})',

  'found.scheme':
    '브라우저는 {scheme}:// 주소를 열 수 없습니다. ws://, wss://, http://, https://만 열 수 있습니다.',
  'found.no-answer-yet':
    '{seconds}초 안에 아무것도 오지 않았습니다. 서버가 켜져 있고 이 주소에서 응답하는지 확인하세요.',
  'found.nothing-there': '서버가 {status}({type})로 응답했지만 읽을 것이 없었습니다.',
  'found.cannot-yet': 'Signalbox는 아직 이 방식({name})으로 말하지 못합니다.',
  'found.cannot-page':
    '사람이 보는 페이지이고 데이터를 보내는 주소가 아닙니다. 이 페이지가 연결하는 주소를 넣으세요. 브라우저 개발자 도구의 네트워크 탭에 있습니다.',
  'found.cannot-lines':
    'JSON을 한 줄씩 계속 보내지만 {type} 형식으로 왔습니다. 서버에서 Content-Type: application/x-ndjson 헤더를 보내세요.',
  'found.cannot-stream':
    '연결을 열어 둔 채 끝없이 텍스트를 보냅니다. 서버에서 Content-Type: text/event-stream으로, 이벤트 스트림으로 보내세요.',
  'found.cannot-type':
    '이벤트 스트림처럼 쓰였지만 {type} 형식으로 왔습니다. 서버에서 Content-Type: text/event-stream 헤더를 보내세요.',
  'found.cannot-no-topic': '어느 토픽인가요? 주소 뒤에 /mytopic처럼 붙이세요.',
  'found.cannot-no-token': '주소에 클라이언트 토큰이 필요합니다: {url}?token=…',
} satisfies Record<LookCode, Phrase>
