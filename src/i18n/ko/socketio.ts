import type { SocketioCode } from '../../model/codes/socketio.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** Socket.IO에 대한 말. */
export default {
  'backend.socketio': 'Socket.IO',
  'backend.socketio.help': 'Socket.IO 4 서버의 이벤트를 보내고 받으며 확인 응답도 다룹니다.',
  'socketio.server.help':
    'io()에 넣는 주소와 같습니다. 호스트 뒤는 네임스페이스이고 쿼리도 함께 갑니다(http://localhost:3000/admin?room=1).',
  'socketio.wire.help':
    '다른 출처의 페이지도 WebSocket은 늘 쓸 수 있습니다. 롱 폴링은 서버가 허용해야 합니다(cors).',
  'socketio.wire.poll': '롱 폴링',
  'socketio.wire.both': '롱 폴링 후 WebSocket',
  'socketio.event': '이벤트',
  'socketio.event.help': '쓴 내용을 이 이벤트로 보냅니다. 이름이 다른 이벤트는 이름과 함께 보입니다.',
  'socketio.auth.help': '누가 연결하는지 모든 네임스페이스에 알리는 정보입니다(socket.handshake.auth).',
  'socketio.auth.token': '토큰(auth: { token })',
  'socketio.auth.payload': '다른 정보(auth)',
  'socketio.payload': '로그인 정보',
  'socketio.payload.help':
    'JSON 객체로 적으세요. {{token}}, {{user}}, {{password}}는 따로 물어 보관하고 연결할 때 채웁니다.',
  'socketio.namespaces': '네임스페이스',
  'socketio.namespaces.help':
    '여러 개는 쉼표로 구분하며 각각 방이 됩니다. 주소에 네임스페이스가 있으면 / 대신 그것을 씁니다.',
  'socketio.path': '경로',
  'socketio.path.help': '서버의 Socket.IO가 /socket.io/에 있지 않을 때 적으세요.',
  'socketio.only': '이 이벤트만',
  'socketio.only.help': '쉼표로 구분하세요. 비우면 모든 이벤트를 보여 줍니다.',
  'socketio.author.help': '이 이름으로 온 메시지를 내 것으로 보여 줍니다. 서버에 보내지는 않습니다.',
  'socketio.cookies': '롱 폴링에 쿠키 보내기',
  'socketio.cookies.help':
    '일부 로드 밸런서에 필요합니다. 그러면 서버가 자격 증명과 이 페이지의 출처를 허용해야 합니다.',
  'socketio.say.event.help': '비우면 연결에 정해 둔 이벤트를 씁니다.',
  'socketio.say.json': 'JSON으로 보내기',
  'socketio.say.json.help': '목록은 여러 인수로, 나머지는 하나의 인수로 보냅니다. 끄면 텍스트로 보냅니다.',
  'socketio.say.ack': '확인 응답 요청',
  'socketio.say.ack.help': '서버의 응답이 메시지를 확인하며, 내용이 있으면 보여 줍니다.',
  'socketio.not-socketio':
    '응답은 왔지만 Socket.IO가 아닙니다. 주소와 경로를 확인하거나 일반 텍스트 또는 JSON으로 연결하세요.',
  'socketio.not-here': '{url}에 Socket.IO가 없습니다({status}). 다른 곳에 있다면 경로를 적으세요.',
  'socketio.version':
    '서버의 Socket.IO 버전이 다릅니다(2일 가능성이 큽니다). 이 페이지는 3과 4를 씁니다. 서버를 socket.io 4로 업데이트하세요. allowEIO3: true를 켜면 예전 클라이언트도 그대로 쓸 수 있습니다.',
  'socketio.transport':
    '서버가 이 연결 방식을 허용하지 않습니다. 롱 폴링 대신 WebSocket을, 또는 그 반대를 고르세요.',
  'socketio.session':
    '서버가 이 세션을 더는 모릅니다. 계속되면 로드 밸런서에 고정 세션이 필요한 것이니 설정하거나 WebSocket을 고르세요.',
  'socketio.forbidden':
    '서버가 이 페이지의 연결을 허용하지 않습니다(allowRequest). 서버가 기대하는 출처, 쿼리, 쿠키를 확인하세요.',
  'socketio.no-cors':
    '서버가 이 페이지가 읽는 것을 허용하지 않습니다(CORS). WebSocket을 고르거나 서버를 cors: { origin: "{origin}" }로 시작하세요.',
  'socketio.no-websocket':
    '서버가 요청에는 응답하지만 WebSocket을 열 수 없었습니다. 롱 폴링을 고르거나 서버 앞의 프록시가 업그레이드를 통과시키게 하세요.',
  'socketio.no-namespace':
    '서버에 {name} 네임스페이스가 없습니다. 주소를 확인하세요. 호스트 뒤는 네임스페이스입니다.',
  'socketio.refused': '서버가 {name}에 들여보내지 않습니다. 로그인 방식을 확인하세요.',
  'socketio.kicked':
    '서버가 {name}에서 연결을 끊었습니다. 자동으로 다시 연결하지 않습니다. 로그인 방식을 확인하거나 다시 시도하세요.',
  'socketio.closed': '서버가 연결을 닫았습니다.',
  'socketio.broken': '서버가 Socket.IO가 아닌 것을 보냈습니다.',
  'socketio.no-ping': '서버가 {seconds}초 동안 신호(ping)를 보내지 않았습니다.',
  'socketio.no-join': '연결은 열렸지만 서버가 {seconds}초 안에 {names}에 들여보내지 않았습니다.',
  'socketio.not-recovered':
    '서버가 놓친 내용을 알려 줄 수 없습니다. Node 서버라면 connectionStateRecovery를 켜고 시작하면 알려 줍니다.',
  'socketio.garbled': 'Socket.IO 패킷이 아닙니다.',
  'socketio.bad-payload':
    '로그인 정보가 {"token":"{{token}}"} 같은 JSON 객체가 아닙니다. “편집”에서 고치세요.',
  'socketio.reserved-event': '“{name}”은(는) Socket.IO가 쓰는 이름입니다. 다른 이벤트를 고르세요.',
  'socketio.not-arguments': 'JSON이 아니어서 보내지 않았습니다. 고치거나 텍스트로 보내세요.',
  'socketio.too-large': '서버가 한 번에 {kilobytes}kB까지만 받습니다(maxHttpBufferSize).',
  'socketio.no-ack':
    '서버가 {seconds}초 안에 “{name}”을(를) 확인하지 않았습니다. 그래도 도착했을 수 있습니다.',
  'socketio.hung-up':
    '들여보내 달라고 하자 서버가 아무 말 없이 끊었습니다. 다른 parser(예: socket.io-msgpack-parser, 이 페이지는 기본 parser를 씁니다)로 시작되었거나 로그인 방식을 받아들이지 않는 것일 수 있습니다. 이유는 서버 로그에 있습니다.',
  'socketio.not-joined': '{name}에 들어가 있지 않습니다. 서버가 들여보내지 않았거나 연결을 끊었습니다.',
  'socketio.some-refused':
    '서버가 {name}에 들여보내지 않습니다: {said}. 그곳의 소식은 오지 않지만 다른 네임스페이스는 계속됩니다.',
  'socketio.some-missing': '서버에 {name} 네임스페이스가 없습니다. 다른 네임스페이스는 계속됩니다.',
  'socketio.some-kicked':
    '서버가 {name}에서 연결을 끊었습니다. 그곳의 소식은 오지 않지만 다른 네임스페이스는 계속됩니다.',
  'socketio.some-late':
    '서버가 {seconds}초 안에 {name}에 들여보낼지 답하지 않았습니다. 다른 네임스페이스는 계속됩니다.',
  'socketio.shut-out':
    '그곳에서 답은 오지만, 이 페이지에 WebSocket을 열어 주지 않고 읽지도 못하게 합니다. Socket.IO라면 이 페이지의 출처를 허용하세요. Python은 cors_allowed_origins="{origin}", Node는 cors: { origin: "{origin}" }입니다. 아니라면 주소와 경로를 확인하세요.',
  'socketio.forgotten':
    '서버가 이 연결이 어디까지 받았는지 잊었습니다. 서버가 다시 시작되었거나, 기억하는 시간(maxDisconnectionDuration)이 지났거나, 아직 온 것이 없었습니다.',
} satisfies Record<SocketioCode, Phrase>
