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
  'found.graphql': 'GraphQL 서버(구독)',
  'found.stomp': 'STOMP 브로커',
  'found.xmpp': 'XMPP 서버',
  'found.irc': 'IRC 서버',
  'found.wamp': 'WAMP 라우터',
  'found.actioncable': 'Rails 서버(Action Cable)',
  'found.home-assistant': 'Home Assistant',
  'found.nats': 'NATS 서버',
  'found.centrifugo': 'Centrifugo 서버',
  'found.phoenix': 'Phoenix 서버(채널)',
  'found.pocketbase': 'PocketBase 서버',
  'found.mastodon': 'Mastodon 서버(스트리밍)',
  'found.signalr': 'SignalR 허브',
  'found.prometheus': 'Prometheus용 측정값',
  'found.feed': '뉴스 피드(RSS 또는 Atom)',
  'found.json-feed': '뉴스 피드(JSON Feed)',
  'found.jetstream': 'Bluesky의 Jetstream',
  'found.locked': '로그인이 필요한 서버',

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
  'found.locked-basic': '이름과 비밀번호가 필요함(Basic, “{realm}”)',
  'found.locked-bearer': '토큰이 필요함(Bearer)',
  'found.locked-any': '로그인이 필요함({status})',
  'found.locked-socket': '연결한 다음 로그인이 필요함',
  'found.not-allowed': '이 페이지가 로그인 정보를 보내는 것을 서버가 허용하지 않음(CORS)',
  'found.first': '첫 메시지를 기다림',
  'found.to-join': '먼저 {room}에 들어감: 쓰려는 채널로 바꾸세요',
  'found.as-text': '텍스트 그대로 보여 줌',
  'found.closed': '서버가 닫음({code} {name})',

  'found.scheme':
    '브라우저는 {scheme}:// 주소를 열 수 없습니다. ws://, wss://, http://, https://만 열 수 있습니다.',
  'found.scheme-mqtt':
    '{scheme}://는 TCP로 하는 MQTT이고, 브라우저는 TCP를 쓰지 못합니다. 브로커에 WebSocket 리스너가 있어야 하는데 {host}의 흔한 포트({ports})에서는 응답이 없었습니다. mosquitto.conf에 “listener 9001”과 “protocol websockets”를 적고 ws://{host}:9001을 여세요.',
  'found.scheme-mqtt-secure':
    '{scheme}://는 TCP로 하는 MQTT이고, 브라우저는 TCP를 쓰지 못합니다. 브로커에 WebSocket 리스너가 있어야 하고, 이 페이지가 https로 열렸으므로 암호화된 것이어야 합니다. {host}의 흔한 포트({ports})에서는 응답이 없었습니다. mosquitto.conf에 “listener 8081”, “protocol websockets”를 적고 “certfile”, “keyfile”로 인증서를 지정한 뒤 wss://{host}:8081을 여세요.',
  'found.scheme-nats':
    '{scheme}://는 TCP로 하는 NATS이고, 브라우저는 TCP를 쓰지 못합니다. NATS 서버 설정에 websocket 블록을 넣고 ws://{host}:8080을 여세요.',
  'found.scheme-irc':
    '{scheme}://는 TCP로 하는 IRC이고, 브라우저는 TCP를 쓰지 못합니다. 많은 IRC 네트워크에 WebSocket 주소가 따로 있습니다. 그 네트워크의 안내 페이지에서 wss://… 주소를 찾아보세요.',
  'found.scheme-xmpp':
    '{scheme}:는 TCP로 하는 XMPP이고, 브라우저는 TCP를 쓰지 못합니다. 서버에는 WebSocket 주소가 따로 있습니다. 흔히 wss://example.com:5281/xmpp-websocket 또는 wss://example.com:5443/ws입니다.',
  'found.scheme-stomp':
    '{scheme}://는 TCP로 하는 STOMP이고, 브라우저는 TCP를 쓰지 못합니다. 브로커에는 WebSocket 주소가 따로 있습니다. RabbitMQ(rabbitmq_web_stomp 플러그인)는 ws://{host}:15674/ws, ActiveMQ는 ws://{host}:61614입니다.',
  'found.scheme-amqp':
    '{scheme}://는 TCP로 하는 AMQP이고, 브라우저는 TCP를 쓰지 못합니다. RabbitMQ는 rabbitmq_web_mqtt 플러그인으로 같은 큐를 ws://{host}:15675/ws에서 WebSocket으로 제공합니다.',
  'found.scheme-kafka':
    '{scheme}://는 TCP로 하는 Kafka이고, 브라우저는 TCP를 쓰지 못합니다. 사이에 HTTP로 말하는 것을 두세요. REST 프록시나, 토픽을 이벤트 스트림으로 넘겨주는 작은 서버면 됩니다.',
  'found.scheme-grpc':
    '{scheme}://는 gRPC이고, 브라우저는 스스로 gRPC를 쓰지 못합니다. JSON을 스트리밍하는 게이트웨이나 이벤트 스트림처럼 HTTP로 말하는 것을 사이에 두세요.',
  'found.scheme-database':
    '{scheme}://는 데이터베이스이고, 브라우저는 그 규약을 쓰지 못합니다. 바뀐 내용을 이벤트 스트림, WebSocket, JSON 가운데 하나로 내주는 작은 서버를 사이에 두세요.',
  'found.scheme-file':
    '{scheme}:는 기기 안의 위치이고 서버가 아니어서 브라우저가 열 수 없습니다. 서버가 포트에서도 듣게 하고 http://localhost:8080을 여세요.',
  'found.scheme-person':
    '{scheme}:는 사람의 주소이고 서버의 주소가 아닙니다. 서버 주소는 ws://localhost:8080이나 https://example.com/events처럼 생겼습니다.',
  'found.scheme-shell':
    '{scheme}://는 페이지가 열 수 없는 주소입니다. 그 너머의 서버에 연결하려면 포트를 넘긴 다음(ssh -L 8080:localhost:8080 {host}) http://localhost:8080을 여세요.',
  'found.blocked-port':
    '브라우저는 페이지가 {port} 포트를 쓰지 못하게 막습니다. SSH, 메일, IRC 같은 다른 규약에 쓰이는 포트입니다. 서버가 8080 같은 다른 포트에서 듣게 하세요.',
  'found.no-answer-yet':
    '{seconds}초 안에 아무것도 오지 않았습니다. 서버가 켜져 있고 이 주소에서 응답하는지 확인하세요.',
  'found.nothing-there': '서버가 {status}({type})로 응답했지만 읽을 것이 없었습니다.',
  'found.cannot-yet': 'Signalbox는 아직 이 방식({name})으로 말하지 못합니다.',
  'found.cannot-page':
    '사람이 보는 페이지이고 데이터를 보내는 주소가 아닙니다. 이 페이지가 연결하는 주소를 넣으세요. 브라우저 개발자 도구의 네트워크 탭에 있습니다.',
  'found.cannot-login':
    '사람이 로그인하는 페이지로 이어집니다. 토큰을 쓰는 API 주소를 넣거나, 새 탭에서 로그인한 다음 로그인 방법으로 “쿠키”를 고르세요.',
  'found.cannot-lines':
    'JSON을 한 줄씩 계속 보내지만 {type} 형식으로 왔습니다. 서버에서 Content-Type: application/x-ndjson 헤더를 보내세요.',
  'found.cannot-stream':
    '연결을 열어 둔 채 끝없이 텍스트를 보냅니다. 서버에서 Content-Type: text/event-stream으로, 이벤트 스트림으로 보내세요.',
  'found.cannot-type':
    '이벤트 스트림처럼 쓰였지만 {type} 형식으로 왔습니다. 서버에서 Content-Type: text/event-stream 헤더를 보내세요.',
  'found.cannot-no-topic': '어느 토픽인가요? 주소 뒤에 /mytopic처럼 붙이세요.',
  'found.cannot-no-token': '주소에 클라이언트 토큰이 필요합니다: {url}?token=…',
} satisfies Record<LookCode, Phrase>
