import type { MqttCode } from '../../model/codes/mqtt.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** MQTT에 대한 말. */
export default {
  'backend.mqtt': 'MQTT',
  'backend.mqtt.help': 'WebSocket으로 연결하는 MQTT 브로커(5, 3.1.1, 3.1)의 토픽.',

  'mqtt.server.help':
    '브로커의 WebSocket 주소입니다. 포트는 보통 9001, 8083, 8080이고 경로는 /mqtt인 경우가 많습니다. 브라우저는 1883 포트에 연결할 수 없습니다.',
  'mqtt.topics': '들을 토픽',
  'mqtt.topics.help':
    '한 줄에 하나씩 쓰거나 쉼표로 나눕니다. +는 한 단계, #은 그 아래 전부입니다. “#”만 쓰면 전체인데, 허용하지 않는 브로커가 많습니다. 비우면 보내기만 합니다.',
  'mqtt.qos': '서비스 품질(QoS)',
  'mqtt.qos.help':
    '받을 때와 보낼 때 모두에 쓰입니다. 1이나 2면 브로커가 확인해 주고, 자리를 비운 동안 온 것도 맡아 둡니다.',
  'mqtt.qos.0': '0, 많아야 한 번',
  'mqtt.qos.1': '1, 적어도 한 번',
  'mqtt.qos.2': '2, 정확히 한 번',
  'mqtt.to': '보낼 토픽',
  'mqtt.to.help':
    '토픽을 열지 않고 쓴 메시지가 가는 곳입니다. 비우면 위에서 와일드카드가 없는 첫 토픽, 없으면 “signalbox”입니다.',
  'mqtt.auth.help': '연결할 때 이 브로커에만 보냅니다.',
  'mqtt.auth.basic': '이름과 비밀번호',
  'mqtt.version.field': 'MQTT 버전',
  'mqtt.version.help': '자동이면 5, 3.1.1, 3.1 가운데 브로커가 아는 것을 차례로 찾아 씁니다.',
  'mqtt.version.auto': '자동',
  'mqtt.version.5': '5',
  'mqtt.version.311': '3.1.1',
  'mqtt.version.31': '3.1',
  'mqtt.keep': '세션 유지(분)',
  'mqtt.keep.help':
    '연결이 끊긴 동안 온 메시지를 브로커가 이 시간만큼 보관합니다. 0이면 보관하지 않습니다. 3.1.1 브로커는 기간을 스스로 정합니다.',
  'mqtt.client': '클라이언트 식별자',
  'mqtt.client.help': '비우면 하나를 만들어 계속 씁니다. 같은 식별자로 두 번 연결하면 서로를 끊습니다.',
  'mqtt.keepalive.field': '연결 유지(초)',
  'mqtt.keepalive.help': '브로커가 신호를 기다리는 시간입니다. 0이면 끝없이 기다립니다.',
  'mqtt.will.topic': '유언: 토픽',
  'mqtt.will.help':
    '정상적으로 끝맺지 않고 연결이 끊기면 브로커가 이것을 대신 보냅니다. 비우면 보내지 않습니다.',
  'mqtt.will.payload': '유언: 메시지',
  'mqtt.will.qos': '유언: 서비스 품질(QoS)',
  'mqtt.will.retain': '유언: 보존',

  'mqtt.topic': '토픽',
  'mqtt.topic.help': '비우면 열려 있는 토픽, 없으면 연결에 정한 토픽입니다.',
  'mqtt.say.qos': '서비스 품질(QoS)',
  'mqtt.say.qos.same': '연결과 같게',
  'mqtt.retain': '보존(retain)',
  'mqtt.retain.help': '브로커가 토픽의 값으로 보존했다가 새로 오는 이에게 알려 줍니다.',
  'mqtt.content-type': '콘텐츠 유형',
  'mqtt.five.help': 'MQTT 5에서만 됩니다.',
  'mqtt.properties': '사용자 속성',
  'mqtt.properties.help': '한 줄에 “이름: 값” 하나. MQTT 5에서만 됩니다.',
  'mqtt.expiry': '유효 기간(초)',
  'mqtt.expiry.help': '0이면 제한이 없습니다. MQTT 5에서만 됩니다.',
  'mqtt.response-topic': '응답 토픽',
  'mqtt.response-topic.help': '답을 보낼 곳입니다. MQTT 5에서만 됩니다.',
  'mqtt.correlation': '상관 데이터',
  'mqtt.payload-is-text': '텍스트로 표시',
  'mqtt.payload-is-text.help':
    '메시지가 UTF-8이라고 브로커에 알립니다. 브로커가 검사할 수도 있습니다. MQTT 5에서만 됩니다.',

  'mqtt.unspecified':
    '브로커가 이유를 밝히지 않고 거절했습니다({code}). 브로커의 로그를 보면 알 수도 있습니다.',
  'mqtt.malformed':
    '브로커가 올바른 MQTT가 아닌 것을 보냈습니다. 계속되면 중간의 무언가가 내용을 바꾸고 있는 것입니다.',
  'mqtt.protocol':
    '브로커가 프로토콜을 어겼다고 합니다({code}). “설정 더 보기”에서 다른 MQTT 버전을 골라 보세요.',
  'mqtt.version': '브로커가 이 MQTT 버전을 모릅니다({code}). “설정 더 보기”에서 다른 버전을 고르세요.',
  'mqtt.client-id':
    '브로커가 클라이언트 식별자를 받아들이지 않습니다({code}). “설정 더 보기”에서 바꾸거나 비워 두세요.',
  'mqtt.login': '이름이나 비밀번호가 틀렸다고 브로커가 답했습니다({code}). “편집”에서 바꾸세요.',
  'mqtt.login-needed':
    '이 브로커는 이름과 비밀번호가 있어야 들어갈 수 있습니다({code}). “편집”에서 “이름과 비밀번호”를 고르세요.',
  'mqtt.not-authorized':
    '브로커가 이 클라이언트를 들이지 않습니다({code}). 이름과 비밀번호가 필요하거나 다른 것이어야 할 수 있습니다. “편집”을 보세요.',
  'mqtt.unavailable': '브로커는 있지만 지금은 연결을 받지 않습니다({code}).',
  'mqtt.busy': '브로커가 바빠서 나중에 오라고 합니다({code}).',
  'mqtt.banned': '브로커가 이 클라이언트를 차단했습니다({code}). 관리자만 풀 수 있습니다.',
  'mqtt.shutting-down': '브로커가 종료되는 중입니다({code}).',
  'mqtt.auth-method':
    '브로커가 이름과 비밀번호가 아닌 다른 로그인 방식을 원합니다({code}). 여기서는 아직 할 수 없습니다.',
  'mqtt.keepalive': '브로커가 이 페이지의 신호를 너무 오래 받지 못했습니다({code}).',
  'mqtt.taken-over':
    '같은 클라이언트 식별자를 쓰는 다른 연결이 이 연결을 대신했습니다({code}). “설정 더 보기”에서 서로 다르게 정한 뒤 다시 시도하세요.',
  'mqtt.renamed':
    '같은 클라이언트 식별자를 쓰는 다른 연결이 이 연결을 대신했습니다. 새 식별자로 이어 갑니다.',
  'mqtt.cut-short':
    '연결되자마자 브로커가 거듭 끊습니다. 같은 클라이언트 식별자를 쓰는 다른 클라이언트가 있거나, 이 로그인으로는 할 수 없는 일을 요청했을 수 있습니다.',
  'mqtt.bad-filter': '브로커가 이 토픽 필터를 받아들이지 않습니다({code}).',
  'mqtt.bad-topic': '브로커가 이 토픽을 받아들이지 않습니다({code}).',
  'mqtt.too-many': '브로커가 한 번에 받는 것보다 많은 메시지가 오가고 있었습니다({code}).',
  'mqtt.too-large': '브로커가 받는 크기보다 큽니다({code}).',
  'mqtt.rate': '짧은 시간에 너무 많다고 브로커가 말합니다({code}).',
  'mqtt.quota': '브로커가 이 클라이언트에 정한 한도를 다 썼습니다({code}).',
  'mqtt.admin': '브로커 관리자가 끊었습니다({code}).',
  'mqtt.payload-format': '메시지가 표시된 형식과 다르다고 브로커가 말합니다({code}).',
  'mqtt.no-retain': '이 브로커는 메시지를 보존하지 않습니다({code}). “보존” 없이 보내세요.',
  'mqtt.no-qos': '이 브로커는 그 서비스 품질(QoS)을 제공하지 않습니다({code}). 더 낮은 것을 고르세요.',
  'mqtt.moved':
    '브로커가 다른 서버를 쓰라고 합니다({code}). 서버를 알려 주었다면 여기에 나옵니다. 그 주소를 “편집”에서 적으세요.',
  'mqtt.no-shared': '이 브로커에는 공유 구독이 없습니다({code}).',
  'mqtt.max-time': '브로커는 일정 시간이 지나면 연결을 끊습니다({code}).',
  'mqtt.no-wildcards': '이 브로커는 와일드카드를 허용하지 않습니다({code}). 토픽을 하나씩 적으세요.',
  'mqtt.may-not-publish': '이 로그인으로는 “{topic}”에 보낼 수 없습니다({code}).',
  'mqtt.not-binary':
    '그곳에서 답하는 것은 MQTT 브로커가 아닙니다. 텍스트를 보냅니다. 포트와 경로를 확인하세요. 끝에 /mqtt가 필요한 브로커가 많습니다.',
  'mqtt.long-packet': '{megabytes} MB짜리 메시지가 왔습니다. 이렇게 긴 메시지는 읽지 않습니다.',
  'mqtt.bad-filters': '토픽 필터가 아닙니다: {filters}. +와 #은 빗금 사이에 혼자 서고, #은 끝에만 옵니다.',
  'mqtt.none-granted':
    '브로커가 이 클라이언트에게 {filters} 듣기를 허용하지 않습니다. “편집”에서 허용되는 토픽을 적거나 로그인하세요.',
  'mqtt.some-refused':
    '브로커가 일부 토픽을 거절했습니다({code}): {filters}. 그곳에 올라오는 것은 오지 않습니다.',
  'mqtt.filters.not-authorized':
    '이 로그인으로는 {filters} 토픽을 들을 수 없습니다({code}). 그곳에 올라오는 것은 오지 않습니다. “편집”에서 다른 토픽을 적거나 로그인하세요.',
  'mqtt.filters.bad': '브로커가 이 토픽 필터를 받아들이지 않습니다({code}): {filters}.',
  'mqtt.filters.quota': '브로커가 이 클라이언트에게 토픽을 더 허용하지 않습니다({code}). 빠진 것: {filters}.',
  'mqtt.filters.no-shared':
    '이 브로커에는 공유 구독이 없습니다({code}). 빠진 것: {filters}. “편집”에서 “$share/…/” 없이 토픽만 적으세요.',
  'mqtt.filters.no-wildcards':
    '이 브로커는 와일드카드를 허용하지 않습니다({code}). 빠진 것: {filters}. “편집”에서 토픽을 하나씩 적으세요.',
  'mqtt.filters.hung-up':
    '{filters} 구독을 요청하면 브로커가 연결을 끊습니다. 이 로그인으로는 들을 수 없는 토픽일 수 있습니다. 그곳에 올라오는 것은 오지 않습니다.',
  'mqtt.silent':
    '연결은 되지만 MQTT로 답하지 않습니다. 포트와 경로를 확인하세요. 브로커에 부하가 걸린 것일 수도 있습니다.',
  'mqtt.closed-at-connect':
    '연결 요청을 보내자 브로커가 아무 말 없이 끊었습니다. 이름이나 비밀번호가 틀렸거나 없을 때 그러는 브로커가 많습니다. “편집”을 보세요.',
  'mqtt.closed-at-subscribe':
    '{filters} 구독을 요청하자 브로커가 연결을 끊었습니다. 허용되지 않는 토픽이면 그러는 브로커가 많습니다. “편집”에서 다른 토픽을 적으세요.',
  'mqtt.session-gone': '브로커가 세션을 유지하지 않았습니다. 그사이 올라온 것은 빠져 있습니다.',
  'mqtt.no-session': '설정에 따라 세션을 유지하지 않습니다. 그사이 올라온 것은 빠져 있습니다.',
  'mqtt.qos-0-missed':
    '서비스 품질(QoS) 0이면 연결이 끊긴 동안의 메시지를 브로커가 보관하지 않습니다. 그사이 올라온 것은 빠져 있습니다.',
  'mqtt.in-doubt': '브로커가 확인하기 전에 연결이 끊겼고 세션도 사라졌습니다. 도착했는지 알 수 없습니다.',
  'mqtt.unanswered':
    '브로커는 연결되어 있지만 이 메시지를 확인해 주지 않았습니다. 도착했는지 알 수 없습니다.',
  'mqtt.not-taken':
    '브로커가 이 메시지를 받지 않았고 이유를 밝히지 않습니다({code}). 브로커의 로그에 더 있을 수 있습니다.',
  'mqtt.hung-up-on':
    '“{topic}”에 이것을 보낼 때마다 브로커가 연결을 끊었습니다. 이 로그인으로는 그곳에 보낼 수 없거나, 브로커가 받는 크기보다 클 수 있습니다. 자동으로 다시 보내지 않습니다.',
  'mqtt.cannot-publish':
    '“{topic}”에는 보낼 수 없습니다. 토픽에는 +나 #이 없어야 하고 비어 있으면 안 됩니다.',
  'mqtt.needs-5':
    '콘텐츠 유형, 사용자 속성, 유효 기간, 응답 토픽, 텍스트 표시는 MQTT 5가 필요합니다. 이 연결은 더 오래된 버전을 씁니다.',
  'mqtt.bad-properties': '사용자 속성은 “이름: 값”으로 적습니다.',
} satisfies Record<MqttCode, Phrase>
