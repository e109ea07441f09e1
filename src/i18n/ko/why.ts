import type { WhyCode } from '../../model/reason.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** 무슨 일이 있었고, 무엇을 하면 되는지. */
export default {
  'why.bad-address':
    '“{url}”은(는) 주소가 아닙니다. ws://localhost:8080 또는 https://example.com/events 같은 형태여야 합니다.',
  'why.mixed-content':
    '이 페이지는 https로 열려 있어 브라우저가 {url} 연결을 막습니다. wss:// 또는 https://를 쓰거나 Signalbox를 http로 여세요.',
  'why.login-in-address':
    '브라우저는 주소에 적힌 이름과 비밀번호를 보내지 않습니다. 주소에서 빼세요. 경로나 쿼리에 든 토큰은 쓸 수 있습니다.',
  'why.offline': '기기가 오프라인인 것 같습니다. 네트워크가 돌아오면 바로 다시 시도합니다.',
  'why.unreachable': '{url}에서 응답이 없습니다. 서버가 켜져 있고 주소가 맞는지 확인하세요.',
  'why.timeout': '{seconds}초 안에 응답이 없었습니다.',
  'why.silent': '서버가 응답을 멈췄습니다. {seconds}초 동안 아무것도 오지 않았습니다.',
  'why.no-cors':
    '서버는 살아 있지만 이 페이지가 읽는 것을 허용하지 않습니다(CORS). 서버에서 {origin} 출처를 허용하도록 Access-Control-Allow-Origin 헤더를 보내세요.',
  'why.closed': '서버가 연결을 닫았습니다: {code} {name}.',
  'why.ended': '연결이 끝났습니다.',
  'why.http-status': '서버가 {status} {name}(으)로 응답했습니다.',
  'why.rate-limited': '요청이 너무 많습니다. 서버가 나중에 다시 오라고 합니다.',
  'why.unauthorized': '서버가 접근을 허용하지 않습니다({status} {name}). 주소와 토큰을 확인하세요.',
  'why.not-event-stream':
    '이 주소는 이벤트 스트림을 보내지 않습니다. 형식이 {type}입니다. 주소를 확인하거나 다른 연결 방식을 고르세요.',
  'why.no-content': '서버가 여기에는 들을 것이 없다고 합니다(204). 다시 묻지 않습니다.',
  'why.no-event-source': '이 브라우저에는 EventSource가 없습니다. 해당 설정을 끄세요.',
  'why.not-json': 'JSON이 아닙니다.',
  'why.too-deep': '너무 깊이 겹쳐 있어 읽을 수 없습니다.',
  'why.binary': '텍스트가 아닌 바이트입니다.',
  'why.too-large': '{megabytes}MB보다 커서 읽지 않았습니다.',
  'why.cannot-resume': '이 서버는 놓친 내용을 알려 줄 수 없습니다.',
  'why.no-resume-header':
    '서버가 놓친 내용을 묻지 못하게 합니다. Last-Event-ID 헤더를 허용하세요(Access-Control-Allow-Headers). 이제부터 브라우저의 EventSource를 씁니다.',
  'why.not-kept': '놓친 내용 가운데 일부가 서버에 남아 있지 않습니다.',
  'why.list-moved-on':
    '두 응답 사이에 온 것이 한 응답에 다 담기지 않았습니다. 더 자주 묻거나 서버가 한 번에 더 많이 보내게 하세요.',
  'why.cannot-say': '이 연결로는 아무것도 보낼 수 없습니다.',
  'why.full': '연결이 밀려 있습니다. 자리가 나면 바로 보냅니다.',
  'why.dropped-unsent': '보내지 못했습니다. 연결이 끊겨 있습니다.',
  'why.server-error': '서버가 받아들이지 않았습니다.',
  'why.unknown-backend': '이 페이지는 “{name}” 프로토콜을 모릅니다.',
  'why.outbox-full':
    '보내기를 기다리는 메시지가 너무 많아 더 받지 못했습니다. 나갈 때까지 기다리거나 몇 개를 버리세요.',
  'why.part-missing':
    '이 페이지의 일부를 불러오지 못했습니다. 기기가 온라인인지 확인하고, 온라인이면 페이지를 새로고침하세요.',
  'why.outbox-old': '{days}일 넘게 기다려 자동으로 보내지 않았습니다.',
  'why.closed-page': '보내는 중에 페이지가 닫혀, 도착했는지 알 수 없습니다.',
  'why.bug': 'Signalbox에서 문제가 생겼습니다. 다시 시도하거나 페이지를 새로 고치세요.',
} satisfies Record<`why.${WhyCode}`, Phrase>
