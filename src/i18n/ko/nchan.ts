import type { NchanCode } from '../../model/codes/nchan.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** Nchan에 대한 말. */
export default {
  'backend.nchan': 'Nchan',
  'backend.nchan.help': 'Nchan 모듈을 쓰는 nginx의 채널. 끊겨도 이어서 받습니다.',
  'nchan.server': '채널 주소',
  'nchan.server.help':
    'nchan_subscriber나 nchan_pubsub가 있는 location의 주소입니다. 여러 채널을 함께 받으면 채널마다 방이 됩니다: /sub/news,alerts.',
  'nchan.wire.help':
    '세 가지 모두 이어서 받으며, location이 다른 방식만 받으면 그 방식으로 바꿔 연결합니다. WebSocket으로는 바이트와 형식까지 오고, 롱 폴링은 다른 방식이 막힌 곳에서도 됩니다.',
  'nchan.wire.poll': '롱 폴링',
  'nchan.post': '발행 주소',
  'nchan.post.help':
    'nchan_publisher가 있는 location의 주소입니다. 채널 주소가 nchan_pubsub라면 비워 두세요. {channel}은 방 이름으로 바뀝니다.',
  'nchan.auth.help':
    'nchan_authorize_request를 위한 것입니다. Nchan은 브라우저의 사전 요청에 직접 답하며 Authorization을 허용하지 않습니다. 주소에 든 토큰은 사전 요청이 필요 없습니다.',
  'nchan.auth.socket.help':
    'nchan_authorize_request를 위한 것입니다. 브라우저는 WebSocket에 헤더를 붙일 수 없습니다. 그 서버의 쿠키는 브라우저가 알아서 보냅니다.',
  'nchan.history': '처음 연결할 때',
  'nchan.history.help': '그다음부터는 어느 쪽이든 받던 곳부터 이어서 받습니다.',
  'nchan.history.kept': '채널에 남아 있는 모든 메시지',
  'nchan.history.server': '서버 설정대로(nchan_subscriber_first_message)',
  'nchan.resume': '이어받기 매개변수',
  'nchan.resume.help':
    'nchan_subscriber_last_message_id가 읽는 이름입니다. $arg_since라면 “since”입니다. Nchan의 기본값은 last_event_id입니다.',
  'nchan.channels': '여러 채널의 이름',
  'nchan.channels.help': '주소 끝에 이름이 없을 때 적으세요. nchan_channel_id의 순서대로, 쉼표로 구분합니다.',
  'nchan.publish': '발행 방식',
  'nchan.publish.help':
    'POST로 보내면 확인이 돌아옵니다. WebSocket으로 보내면 확인이 없고, nchan_pubsub에서만 받습니다.',
  'nchan.publish.post': 'POST',
  'nchan.publish.socket': 'WebSocket',
  'nchan.type': '콘텐츠 형식',
  'nchan.type.help': '비우면 text/plain, 바이트는 application/octet-stream입니다.',
  'nchan.event': '이벤트 이름',
  'nchan.event.help': '이벤트 스트림에서만 들립니다(X-EventSource-Event).',
  'nchan.bytes': '텍스트가 아닌 바이트입니다. WebSocket으로만 온전히 옵니다.',
  'nchan.no-ids':
    '서버가 메시지의 id를 알려 주지 않아(ws+meta.nchan) 놓친 내용을 물을 수 없습니다. Nchan 앞의 프록시가 서브프로토콜을 빼고 있을 수 있습니다.',
  'nchan.forgotten':
    '마지막으로 받은 메시지가 서버에 남아 있지 않아, 그 뒤에 다른 메시지가 있었는지 알 수 없습니다. nchan_message_buffer_length와 nchan_message_timeout을 늘리면 더 오래 남고, Redis를 쓰면 다시 시작해도 남습니다.',
  'nchan.forbidden':
    'Nchan이 구독을 허용하지 않습니다(403). nchan_authorize_request가 거절했거나, 채널이 아직 없거나, 구독자 수가 찼거나, 이 페이지의 출처가 nchan_access_control_allow_origin에 없거나, nchan_subscriber에 페이지가 쓸 수 있는 방식(websocket, eventsource, longpoll)이 없습니다.',
  'nchan.refused':
    'nginx가 거절했는데, 이 페이지는 그 답을 읽을 수 없습니다. 대개 nchan_authorize_request가 거절한 경우이니 토큰과 주소를 확인하세요. (add_header Access-Control-Allow-Origin {origin} always를 더하면 이유를 읽을 수 있습니다.)',
  'nchan.no-location':
    '이 주소에는 채널이 없습니다. nchan_subscriber나 nchan_pubsub가 있는 location의 경로인지 확인하세요.',
  'nchan.timeout': '서버가 일정 시간이 지나면 연결을 끝냅니다(nchan_subscriber_timeout).',
  'nchan.conflict':
    '이 채널은 구독자를 하나만 받는데 다른 곳에서 듣고 있습니다. 그쪽을 닫고 다시 연결하세요.',
  'nchan.gone': '채널이 삭제되었거나 nginx가 멈추고 있습니다.',
  'nchan.listens-only':
    '이 location은 듣기만 합니다. 연결을 편집해 nchan_publisher의 주소에 POST로 발행하세요.',
  'nchan.cannot-publish':
    'Nchan이 발행을 허용하지 않습니다(403). 듣기만 하는 location의 주소이거나 nchan_authorize_request가 거절했습니다. nchan_publisher의 주소를 적으세요.',
  'nchan.no-publisher':
    '이 주소에는 발행할 곳이 없습니다. nchan_publisher나 nchan_pubsub가 있는 location의 주소를 적으세요.',
  'nchan.too-large': '메시지가 nginx가 받는 크기보다 큽니다(client_max_body_size).',
  'nchan.no-memory': 'Nchan의 메모리가 가득 찼습니다(nchan_shared_memory_size). 자리가 나면 보냅니다.',
  'nchan.header':
    '{header} 헤더에 대한 브라우저의 사전 요청이 거절되었습니다. Nchan은 몇 가지 헤더만 허용합니다. nginx가 이 location의 OPTIONS에 직접 답하면서 {origin} 출처에 Access-Control-Allow-Headers: {header}를 보내게 하거나, 이 헤더 없이 쓰세요.',
  'nchan.which-channel': '발행 주소가 채널마다 다릅니다. 방을 고르고 거기에 쓰세요.',
  'nchan.bad-type': '“{type}”은(는) 콘텐츠 형식이 아닙니다. application/json 같은 형태여야 합니다.',
  'nchan.bad-event': '이벤트 이름은 한 줄이어야 합니다.',
  'nchan.wire':
    '이 location은 이 페이지의 WebSocket도, 이벤트 스트림도, 롱 폴링도 받지 않습니다. nchan_subscriber에 websocket, eventsource, longpoll 중 하나를 넣으세요.',
  'nchan.raw-stream':
    '이 location은 id 없이 끝없이 이어지는 스트림(http-raw-stream)을 보냅니다. 메시지를 확실히 나눌 수 없고, 끊기면 이어서 받을 수 없습니다. nchan_subscriber에 websocket, eventsource, longpoll 중 하나를 더하세요.',
  'nchan.is-publisher':
    '여기는 메시지를 발행하는 곳(nchan_publisher)이라 아무것도 들을 수 없습니다. 연결을 편집해 이 주소를 “발행 주소”에 옮기고, 채널 주소에는 nchan_subscriber가 있는 location을 적으세요.',
  'nchan.no-place':
    '응답에 채널의 어디쯤인지가 없습니다. Last-Modified와 Etag가 없거나 이 페이지가 읽을 수 없습니다. CORS를 직접 설정했다면 Access-Control-Expose-Headers: Last-Modified, Etag를 더하세요.',
  'nchan.stands-still':
    '서버가 같은 메시지만 되풀이합니다. last_event_id도 If-Modified-Since도 따르지 않습니다. nchan_subscriber_last_message_id를 확인하거나 다른 연결 방식을 고르세요.',
} satisfies Record<NchanCode, Phrase>
