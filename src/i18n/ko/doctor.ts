import type { DoctorCode, DoctorPart } from '../../model/reason.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** 진단: 무엇이 발견됐고, 왜 중요하며, 무엇을 바꾸면 되는지. */
const findings = {
  'doctor.bad-address.found': '“{shown}”은(는) 브라우저가 열 수 있는 주소가 아닙니다.',
  'doctor.bad-address.matters':
    '아무것도 요청하지 않았습니다. 브라우저는 ws://, wss://, http://, https:// 주소만 열 수 있습니다.',
  'doctor.bad-address.change':
    '이 연결을 편집하세요. 주소는 ws://localhost:8080 또는 https://example.com/events 같은 형태입니다.',

  'doctor.login-in-address.found': '주소에 이름과 비밀번호가 들어 있습니다.',
  'doctor.login-in-address.matters': '브라우저는 주소에 적힌 로그인 정보를 보내지 않습니다.',
  'doctor.login-in-address.change': '주소에서 @ 앞부분을 빼고, 서버가 요구하는 방식으로 로그인하세요.',

  'doctor.mixed-content.found':
    '이 페이지는 https로 열렸는데 {shown} 주소는 암호화되지 않아 브라우저가 막습니다.',
  'doctor.mixed-content.matters':
    '암호화된 페이지에서는 암호화된 서버에만 연결할 수 있습니다. 이 기기 자신(localhost)만 예외입니다.',
  'doctor.mixed-content.change':
    '서버 앞에 인증서를 두고 {secure} 주소를 쓰세요. Caddy 같은 리버스 프록시가 알아서 해 줍니다. 아니면 Signalbox를 http로 여세요.',

  'doctor.offline.found': '기기가 네트워크에 연결되어 있지 않다고 합니다.',
  'doctor.offline.matters': '네트워크가 돌아오기 전에는 어떤 서버에도 닿을 수 없습니다.',
  'doctor.offline.change': '기기의 네트워크를 확인하세요. 돌아오면 저절로 다시 연결됩니다.',

  'doctor.permission-denied.found':
    '이 페이지가 로컬 네트워크의 기기에 접근하지 못하도록 브라우저에 설정되어 있습니다.',
  'doctor.permission-denied.matters':
    '{host}은(는) 내 네트워크나 이 기기에 있고 이 페이지는 그렇지 않아, 브라우저가 먼저 사용자에게 묻습니다.',
  'doctor.permission-denied.change':
    '주소창 왼쪽의 아이콘을 눌러 사이트 설정을 열고 “로컬 네트워크 액세스”를 허용한 뒤 다시 시도하세요.',

  'doctor.permission-needed.found': '이 페이지가 {host}에 접근하려면 브라우저에서 허용해야 합니다.',
  'doctor.permission-needed.matters':
    '서버는 내 네트워크나 이 기기에 있고 이 페이지는 그렇지 않습니다. 브라우저는 클릭한 뒤에만 묻습니다.',
  'doctor.permission-needed.change': '아래 버튼을 누르고 브라우저가 물으면 “허용”을 고르세요.',

  'doctor.closed-data.found':
    '서버가 {code} {name}(으)로 연결을 닫았습니다. 받은 내용을 이해하지 못했습니다.',
  'doctor.closed-data.matters': '같은 메시지는 다시 거절되므로 저절로 다시 시도하지 않습니다.',
  'doctor.closed-data.change':
    '서버가 무엇을 기대하는지 확인하세요. JSON인지 일반 텍스트인지, 텍스트인지 바이너리인지, 첫 메시지가 필요한지. 서버 로그에 이유가 있습니다.',

  'doctor.closed-policy.found': '서버가 {code} {name}(으)로 연결을 닫았습니다. 이 방문자를 받지 않습니다.',
  'doctor.closed-policy.matters': '서버가 정한 규칙이며, 대개 페이지의 출처나 빠진 로그인 때문입니다.',
  'doctor.closed-policy.change': '서버에서 {origin} 출처를 허용하거나, 서버가 요구하는 로그인을 입력하세요.',

  'doctor.closed-login.found': '서버가 {code} {name}(으)로 연결을 닫았습니다. 올바른 로그인이 필요합니다.',
  'doctor.closed-login.matters': '연결 자체는 됩니다. 토큰이나 비밀번호가 없거나 틀렸거나 만료됐습니다.',
  'doctor.closed-login.change': '이 연결을 편집해 유효한 토큰이나 비밀번호를 입력하세요.',

  'doctor.closed-busy.found': '서버가 {code} {name}(으)로 연결을 닫았습니다. 나중에 다시 오라고 합니다.',
  'doctor.closed-busy.matters': '서버에 부하가 많거나 다시 시작하는 중입니다. 더 자주 물으면 나빠집니다.',
  'doctor.closed-busy.change': '기다리세요. 간격을 늘려 가며 저절로 다시 시도합니다.',

  'doctor.closed-fault.found': '서버가 {code} {name}(으)로 연결을 닫았습니다. 서버 쪽에서 문제가 생겼습니다.',
  'doctor.closed-fault.matters': '이 페이지에서 고칠 수 있는 것은 없습니다.',
  'doctor.closed-fault.change': '연결이 닫힌 시각의 서버 로그를 살펴보세요.',

  'doctor.closed-normal.found': '서버가 연결을 받은 뒤 정상적으로 닫았습니다({code} {name}).',
  'doctor.closed-normal.matters': '더 보낼 것이 없었거나, 기다리던 것이 오지 않았습니다.',
  'doctor.closed-normal.change':
    '서버가 첫 메시지나 토큰, 다른 경로를 기대하나요? 쉬는 연결을 닫는 로드 밸런서도 이렇게 합니다.',

  'doctor.closed-dropped.found': '연결이 열렸다가 닫는다는 말 없이 끊겼습니다({code}).',
  'doctor.closed-dropped.matters':
    '서버 프로세스가 끝났거나, 네트워크가 바뀌었거나, 너무 오래 쉰 연결을 프록시가 끊었습니다.',
  'doctor.closed-dropped.change':
    '서버 로그를 살펴보세요. 프록시 뒤에 있다면 읽기 제한 시간을 늘리거나 서버가 30초마다 ping을 보내게 하세요.',

  'doctor.closed-own.found': '서버가 자체 코드로 연결을 닫았습니다: {code} {name}.',
  'doctor.closed-own.matters': '3000 이상의 코드는 서버마다 뜻을 정합니다.',
  'doctor.closed-own.change': '{code}의 뜻은 서버의 문서에 있습니다.',

  'doctor.unauthorized.found': '서버가 {status} {name}(으)로 응답했습니다. 로그인이 필요합니다.',
  'doctor.unauthorized.matters': '서버도 있고 주소도 맞습니다. 토큰이나 비밀번호가 없거나 틀렸습니다.',
  'doctor.unauthorized.change': '이 연결을 편집해 서버가 기대하는 토큰이나 비밀번호를 입력하세요.',

  'doctor.forbidden.found': '서버가 {status} {name}(으)로 응답했습니다. 누구인지 알지만 거절합니다.',
  'doctor.forbidden.matters': '로그인에 권한이 없거나, 서버가 이 페이지의 출처를 허용하지 않습니다.',
  'doctor.forbidden.change': '로그인의 권한을 확인하세요. 서버에서 {origin} 출처를 허용하세요.',

  'doctor.wrong-path.found': '서버는 있지만 {path}에는 아무것도 없습니다({status} {name}).',
  'doctor.wrong-path.matters': '호스트와 포트는 맞고, 그 뒤의 경로가 틀렸습니다.',
  'doctor.wrong-path.change':
    '대문자와 끝의 슬래시까지 경로를 확인하세요. /ws, /events, /api가 흔히 쓰입니다.',

  'doctor.path-elsewhere.found': '서버가 {path}에서는 WebSocket으로 응답하지 않지만 {at}에서는 응답합니다.',
  'doctor.path-elsewhere.matters': '호스트와 포트는 맞고, 그 뒤의 경로가 틀렸습니다.',
  'doctor.path-elsewhere.change': '이 연결을 편집해 {at} 주소를 쓰세요.',

  'doctor.wrong-method.found': '서버가 {path}에서 이런 요청은 받지 않습니다({status} {name}).',
  'doctor.wrong-method.matters': '경로는 있지만 읽는 곳이 아니라 보내는 곳이거나, 그 반대입니다.',
  'doctor.wrong-method.change': '서버가 읽기용으로 제공하는 주소를 쓰세요.',

  'doctor.needs-websocket.found':
    '서버가 {status} {name}(으)로 응답했습니다. 이 주소에서는 WebSocket만 씁니다.',
  'doctor.needs-websocket.matters': '이 연결은 HTTP로 묻고 있어 맞지 않습니다.',
  'doctor.needs-websocket.change': '이 연결을 편집해 {at} 주소를 쓰거나 연결 방식으로 WebSocket을 고르세요.',

  'doctor.busy.found': '서버가 {status} {name}(으)로 응답했습니다. 나중에 다시 오라고 합니다.',
  'doctor.busy.matters': '서버에 부하가 많거나, 요청 횟수를 제한합니다.',
  'doctor.busy.change': '기다리세요. 저절로 다시 시도합니다. 실시간 값이라면 묻는 간격을 늘리세요.',

  'doctor.server-fault.found': '서버가 {status} {name}(으)로 응답했습니다. 서버 쪽에서 문제가 생겼습니다.',
  'doctor.server-fault.matters':
    '요청이 서버에 닿았으니 주소는 맞습니다. 나머지는 이 페이지에서 고칠 수 없습니다.',
  'doctor.server-fault.change':
    '서버 로그를 살펴보세요. 502와 504는 프록시가 보내며, 그 뒤의 서버가 꺼져 있거나 느리다는 뜻입니다.',

  'doctor.refused-status.found': '서버가 {status} {name}(으)로 응답했습니다.',
  'doctor.refused-status.matters': '주소는 이해했지만 이 요청은 거절했습니다.',
  'doctor.refused-status.change': '무엇이 빠졌는지는 서버의 문서나 로그에 있습니다.',

  'doctor.no-content.found': '서버가 여기에는 들을 것이 없다고 합니다(204).',
  'doctor.no-content.matters': '이벤트 스트림에서는 다시 오지 말라는 뜻입니다.',
  'doctor.no-content.change': '주소를 확인하세요. 스트림이 열려야 한다면 서버가 200으로 응답해야 합니다.',

  'doctor.type-json.found': '이 주소는 이벤트 스트림이 아니라 JSON 하나로 응답합니다.',
  'doctor.type-json.matters': '스트림은 열린 채로 이벤트를 보내지만, 이 응답은 한 번에 끝납니다.',
  'doctor.type-json.change':
    '이 연결을 편집해 이런 응답을 지켜보는 “폴링(fetch)”을 고르거나, 스트림의 주소를 쓰세요.',

  'doctor.type-html.found': '이 주소는 웹 페이지(HTML)로 응답합니다.',
  'doctor.type-html.matters': '사람이 보는 첫 화면, 로그인 화면 또는 오류 화면입니다.',
  'doctor.type-html.change': '서버의 스트림이나 API 주소를 쓰세요. 서버 문서에 있습니다.',

  'doctor.type-text.found':
    '서버가 이벤트를 보내고는 있지만 text/event-stream이 아니라 {type} 형식이라고 합니다.',
  'doctor.type-text.matters': '브라우저는 형식이 맞을 때만 이벤트 스트림을 읽습니다.',
  'doctor.type-text.change': '서버에서 Content-Type: text/event-stream 헤더를 보내세요.',

  'doctor.type-other.found': '이 주소는 이벤트 스트림을 보내지 않습니다. 형식이 {type}입니다.',
  'doctor.type-other.matters': '브라우저는 형식이 text/event-stream일 때만 이벤트 스트림을 읽습니다.',
  'doctor.type-other.change':
    '주소가 맞다면 서버에서 Content-Type: text/event-stream 헤더를 보내세요. 아니라면 경로를 확인하세요.',

  'doctor.ends-at-once.found': '서버가 응답하자마자 스트림을 끝냅니다.',
  'doctor.ends-at-once.matters': '이벤트 스트림은 열려 있어야 합니다. 지금은 계속 다시 묻고 있습니다.',
  'doctor.ends-at-once.change':
    '서버에서 첫 이벤트 뒤에 응답을 끝내지 마세요. 프록시나 서버리스 뒤에 있다면 응답이 얼마나 오래 열려 있을 수 있는지 확인하세요.',

  'doctor.cors-missing.found': '서버는 있지만 {origin}에서 온 페이지가 응답을 읽지 못하게 합니다.',
  'doctor.cors-missing.matters':
    '서버가 페이지의 출처를 허용해야(CORS) 브라우저가 응답을 보여 줍니다. 헤더가 없거나, 다른 출처가 적혀 있거나, 두 개가 있는 것이며, 어느 쪽인지 페이지는 알 수 없습니다. 헤더 없이 온 오류나 로그인 페이지(다른 주소로 넘김, 401, 404, 502)도 똑같이 보입니다.',
  'doctor.cors-missing.change': '서버에서 이 경로에 Access-Control-Allow-Origin: {origin} 헤더를 보내세요.',

  'doctor.cors-preflight.found':
    '서버가 읽는 것은 허용하지만, 이 연결이 보내는 헤더는 허용하지 않습니다: {headers}.',
  'doctor.cors-preflight.matters':
    '이런 요청에 앞서 브라우저는 먼저 허락을 구합니다(OPTIONS, 사전 요청). 여기에 200이나 204와 알맞은 헤더로 응답하지 않았습니다.',
  'doctor.cors-preflight.change':
    '서버가 OPTIONS에 로그인이나 리디렉션 없이 204와 Access-Control-Allow-Headers: {headers}(으)로 응답하게 하세요.',

  'doctor.cors-credentials.found': '서버가 읽는 것은 허용하지만, 쿠키와 함께는 허용하지 않습니다.',
  'doctor.cors-credentials.matters':
    '쿠키를 쓰려면 “*”가 아니라 출처의 이름과 Access-Control-Allow-Credentials: true가 필요합니다.',
  'doctor.cors-credentials.change':
    '서버에서 Access-Control-Allow-Origin: {origin}과 Access-Control-Allow-Credentials: true를 보내세요.',

  'doctor.tls-port.found': '서버가 암호화(TLS)로만 응답합니다.',
  'doctor.tls-port.matters': '암호화된 포트에 암호화 없이 연결하면 아무 말 없이 끊깁니다.',
  'doctor.tls-port.change': '이 연결을 편집해 {at} 주소를 쓰세요.',

  'doctor.plain-port.found': '이 포트에서 암호화 없이는 응답이 있고, 암호화하면 없습니다.',
  'doctor.plain-port.matters':
    '주소는 TLS를 요구합니다({shown}). 서버가 이 포트에서 TLS를 쓰지 않거나, 인증서를 믿을 수 없어서 암호화 없는 요청에 그렇다고만 응답하는 것입니다.',
  'doctor.plain-port.change':
    '{shown} 주소를 새 탭에서 열어 보세요. 경고가 뜨면 인증서 문제입니다. 아니면 {at} 주소를 쓰세요.',

  'doctor.tls-certificate.found':
    '{host}에 암호화된 연결을 맺지 못했습니다. 인증서를 믿을 수 없는 것일 수 있습니다.',
  'doctor.tls-certificate.matters':
    '직접 서명했거나 만료됐거나 이름이 다른 인증서라면, 브라우저는 페이지에 알리지도 경고를 띄우지도 않습니다.',
  'doctor.tls-certificate.change':
    '{at} 주소를 새 탭에서 열어 보세요. 인증서 경고가 뜨면 이것이 원인입니다. 당장은 거기서 인증서를 받아들이거나, 믿을 수 있는 인증서(Let’s Encrypt, Caddy, mkcert)를 설치하세요. 그런 다음 다시 확인하세요.',

  'doctor.blocked-port.found': '브라우저는 페이지가 {port} 포트를 쓰지 못하게 막습니다.',
  'doctor.blocked-port.matters':
    'SSH, 메일, IRC 같은 다른 규약에 쓰이는 포트라서, 페이지가 그런 서버에 말을 걸지 못하게 합니다. 그래서 연결을 시도하지 않았습니다.',
  'doctor.blocked-port.change': '서버가 8080 같은 다른 포트에서 수신하게 하고 그 포트를 쓰세요.',

  'doctor.other-protocol.found': '{port} 포트는 흔히 {name}의 것이고, 브라우저는 그 규약을 쓰지 못합니다.',
  'doctor.other-protocol.matters': '페이지는 HTTP와 WebSocket만 쓸 수 있습니다. 둘 다 응답이 없었습니다.',
  'doctor.other-protocol.change':
    '같은 서버가 WebSocket이나 HTTP로 말하는 주소를 쓰세요. 그런 주소가 없다면 사이에 작은 서버를 두세요.',

  'doctor.unseen.found': '{port} 포트에서 응답하지만 이 페이지에는 보이지 않는 것일 수 있습니다.',
  'doctor.unseen.matters':
    'HTTP를 쓰지 않는 서버(메일, SSH, 데이터베이스), TLS로만 응답하는 서버, 다른 페이지는 묻지도 못하게 하는 서버(Cross-Origin-Resource-Policy: same-origin)는 모두 똑같이 실패합니다.',
  'doctor.unseen.change':
    '주소를 새 탭에서 열어 보세요. 거기서 응답이 보이면 서버는 켜져 있는 것입니다. 서버가 Access-Control-Allow-Origin: {origin} 헤더를 보내게 하고, Cross-Origin-Resource-Policy 헤더를 보내고 있다면 cross-origin으로 바꾸세요.',

  'doctor.other-loopback.found': '{host}에서는 응답이 없지만 {at}에서는 응답합니다.',
  'doctor.other-loopback.matters':
    '“localhost”는 127.0.0.1과 ::1, 두 주소입니다. 이 서버는 그중 하나에서만 듣습니다.',
  'doctor.other-loopback.change': '이 연결을 편집해서 {at} 주소를 쓰거나, 서버가 둘 다에서 듣게 하세요.',

  'doctor.redirected.found': '서버가 이 요청을 다른 주소로 넘기는데, 거기서 실패합니다.',
  'doctor.redirected.matters':
    '어디로 넘기는지 페이지는 알 수 없습니다. 꺼져 있는 주소이거나, 로그인 페이지이거나, {origin} 출처를 허용하지 않는 주소일 수 있습니다.',
  'doctor.redirected.change':
    '주소를 새 탭에서 열어 어디로 가는지 보세요. 그 주소를 쓰거나, 서버가 넘기지 않고 바로 응답하게 하세요.',

  'doctor.saying-headers.found':
    '받는 것은 됩니다. 보내는 것이 안 됩니다. 서버가 {path}에서 {headers} 헤더를 허용하지 않습니다.',
  'doctor.saying-headers.matters':
    '이런 POST를 보내기 전에 브라우저가 먼저 허락을 구합니다(OPTIONS, 사전 요청). 200이나 204와 알맞은 헤더로 응답하지 않았습니다.',
  'doctor.saying-headers.change':
    '서버에서 {path}의 OPTIONS에 204로 응답하고, Access-Control-Allow-Origin: {origin}과 Access-Control-Allow-Headers: {headers}를 함께 보내세요.',

  'doctor.saying-hidden.found':
    '받는 것은 됩니다. 보내는 것이 안 됩니다. 서버가 {origin} 출처의 페이지에 {path}를 허용하지 않습니다.',
  'doctor.saying-hidden.matters':
    '읽기가 허용돼 있어도 POST에는 따로 허락(CORS)이 필요합니다. 그래도 서버에 도착했을 수 있지만 페이지는 알 수 없습니다.',
  'doctor.saying-hidden.change':
    '서버에서 {path}의 응답에 Access-Control-Allow-Origin: {origin} 헤더를 보내고, OPTIONS에는 204로 응답하세요.',

  'doctor.port-closed.found':
    '브라우저가 알 수 있는 한, {host}의 {port} 포트에서 아무것도 듣고 있지 않습니다.',
  'doctor.port-closed.matters': '포트가 닫혀 있을 때처럼 시도가 곧바로 실패했습니다.',
  'doctor.port-closed.change':
    '서버를 켜고 포트를 확인하세요. 컨테이너나 다른 기기라면 127.0.0.1이 아니라 0.0.0.0에서 들어야 합니다.',

  'doctor.name-not-found.found': '{host}(이)라는 이름이 없을 수 있습니다.',
  'doctor.name-not-found.matters':
    '시도가 곧바로 실패했고 이 이름으로는 아무것도 응답하지 않습니다. 이름을 찾았는지 브라우저는 페이지에 알려 주지 않습니다.',
  'doctor.name-not-found.change':
    '철자를 확인하세요. 집이나 회사 네트워크의 이름은 그 안에서나 VPN으로만 쓸 수 있습니다.',

  'doctor.firewall.found': '{seconds}초 동안 {host}에서 거절조차 오지 않았습니다.',
  'doctor.firewall.matters':
    '닫힌 포트는 곧바로 거절합니다. 아무 말이 없다면 방화벽이 있거나, 기기가 꺼져 있거나, 서버가 멈춘 것입니다.',
  'doctor.firewall.change':
    '기기가 켜져 있고 같은 네트워크에 있나요? 방화벽이나 클라우드 규칙에서 {port} 포트를 여세요. 다른 방법으로 닿는다면 서버를 다시 시작하세요.',

  'doctor.blocked.found': '이 브라우저의 무언가가 {host}을(를) 막는 것일 수 있습니다.',
  'doctor.blocked.matters':
    '먼 서버가 거절하기에는 너무 빨리 실패했습니다. 광고 차단기나 개인 정보 설정이 그렇게 하며, 페이지에는 알려지지 않습니다.',
  'doctor.blocked.change': '이 페이지에서 확장 프로그램을 끄거나 시크릿 창에서 다시 확인하세요.',

  'doctor.not-websocket.found': '이 주소에서 서버는 WebSocket이 아니라 HTTP로 응답합니다({status} {name}).',
  'doctor.not-websocket.matters': 'WebSocket으로 바꾸자는 제안을 받아들이지 않았습니다.',
  'doctor.not-websocket.change':
    'WebSocket의 경로를 확인하세요. 이벤트 스트림이나 API라면 이 연결을 편집해 그 방식을 고르세요.',

  'doctor.websocket-refused.found': '{host}에서 HTTP 서버가 응답하지만 {path}의 WebSocket은 거절됩니다.',
  'doctor.websocket-refused.matters':
    '이유는 브라우저가 페이지에 알려 주지 않습니다. 경로가 다르거나, 서버가 {origin} 출처를 허용하지 않거나, 로그인이나 서브프로토콜이 필요하거나, 앞의 프록시가 WebSocket을 넘기지 않는 것일 수 있습니다.',
  'doctor.websocket-refused.change':
    '서버에서 경로를 확인하고, {origin} 출처를 허용하고, 프록시가 업그레이드를 넘기게 하세요.',

  'doctor.subprotocol.found':
    '이 연결이 제안한 하위 프로토콜을 서버가 거절하거나, 다른 것을 요구합니다: {protocol}.',
  'doctor.subprotocol.matters': '하위 프로토콜을 바꾸면 같은 주소가 열립니다.',
  'doctor.subprotocol.change':
    '서버가 쓰는 것을 제안하도록 이 연결을 편집하거나, 서버에서 받아들이게 하세요.',

  'doctor.slow.found': '서버는 있지만 응답하는 데 {seconds}초가 걸렸습니다.',
  'doctor.slow.matters': '10초 동안 응답이 없으면 시도를 그만둡니다.',
  'doctor.slow.change':
    '무엇이 서버를 붙잡고 있는지 찾아보세요. 아무도 묻지 않을 때 잠드는 서버는 두 번째부터 빨라집니다.',

  'doctor.unanswered.found': '서버에 요청했지만 아직 응답을 시작하지 않았습니다.',
  'doctor.unanswered.matters':
    '서버에 닿기는 합니다. 첫 이벤트가 생길 때까지 말하지 않거나, 프록시가 응답을 붙잡고 있을 수 있습니다.',
  'doctor.unanswered.change': '서버에서 응답의 헤더를 바로 보내고, 이어서 주석 줄(“:”)을 하나 보내세요.',

  'doctor.buffered.found':
    '이벤트가 한꺼번에 몰려옵니다. {seconds}초 동안 없다가 {count}개가 한 번에 왔습니다.',
  'doctor.buffered.matters': '서버와 이 페이지 사이에서 무언가가 모아 둡니다. 프록시의 버퍼나 압축입니다.',
  'doctor.buffered.change':
    '이 경로에서 버퍼링을 끄고(X-Accel-Buffering: no) 압축도 끄세요. Express에서는 이벤트마다 flush하세요.',

  'doctor.silent.found': '연결은 됩니다. {seconds}초 동안 메시지가 오지 않았습니다.',
  'doctor.silent.matters': '일이 있을 때만, 또는 첫 메시지로 요청해야 말하는 서버가 많습니다.',
  'doctor.silent.change':
    '서버에서 무슨 일이 일어나게 해 보세요. 구독이나 로그인 메시지를 기대한다면 이 연결의 첫 메시지로 설정하세요. 프록시 뒤라면 버퍼링을 끄세요.',

  'doctor.names-unheard.found':
    '스트림은 열렸지만 아무것도 들리지 않습니다. 이벤트에 이름이 있을 수 있습니다.',
  'doctor.names-unheard.matters': '브라우저의 EventSource는 이름을 알려 준 이벤트만 듣습니다.',
  'doctor.names-unheard.change': '이 연결을 편집해 그 설정을 끄거나, 이벤트의 이름을 적으세요.',

  'doctor.works-now.found': '이제 서버가 응답합니다.',
  'doctor.works-now.matters': '잠시 없었거나, 막 시작하는 중입니다.',
  'doctor.works-now.change': '“지금 다시 시도”를 누르거나 다음 시도를 기다리세요.',

  'doctor.well.found': '문제를 찾지 못했습니다. 연결되어 있고 데이터가 들어옵니다.',
  'doctor.well.matters': '주소도, 가는 길도, 서버도 모두 괜찮습니다.',
  'doctor.well.change': '할 일이 없습니다.',

  'doctor.said.found': '무엇이 문제인지 서버나 프로토콜이 알려 주었습니다.',
  'doctor.said.matters':
    '서버나 프로토콜이 직접 알려 준 것이고, 서버에 닿지 못해서가 아닙니다. 여기서 더 알아낼 것은 없습니다.',
  'doctor.said.change':
    '위 문장대로 서버나 이 연결의 설정을 바꾼 다음 다시 시도하세요. 서버가 남긴 말이 있으면 함께 보이고, 더 자세한 내용은 서버 로그에 있을 수 있습니다.',

  'doctor.cannot-tell.found': '무엇이 문제인지 알아내지 못했습니다.',
  'doctor.cannot-tell.matters': '브라우저는 실패한 연결에 대해 페이지에 거의 알려 주지 않습니다.',
  'doctor.cannot-tell.change':
    '주소를 새 탭에서 열어 보고 서버 로그를 살펴보세요. 브라우저의 개발자 도구(F12, 네트워크)는 페이지보다 더 많이 알려 줍니다.',
} satisfies Record<`doctor.${DoctorCode}.${DoctorPart}`, Phrase>

export default {
  ...findings,
  'status.why': '왜 그런가요?',
  'status.quiet': '아무것도 안 오나요?',
  'status.detail': '받은 설명',
  'doctor.title': '연결되지 않는 이유',
  'doctor.title-fine': '확인한 결과',
  'doctor.starting': '살펴보는 중…',
  'doctor.look': '서버에 묻는 중…',
  'doctor.read': '응답을 읽는 중…',
  'doctor.socket': 'WebSocket을 시도하는 중…',
  'doctor.again': '다시 확인',
  'doctor.close': '닫기',
  'doctor.sure': '확실함',
  'doctor.likely': '유력함',
  'doctor.perhaps': '가능성 있음',
  'doctor.perhaps-help': '이 가운데 무엇인지 브라우저는 페이지에 알려 주지 않습니다.',
  'doctor.matters': '왜 중요한가요',
  'doctor.change': '할 일',
  'doctor.snippets': '서버에서',
  'doctor.copy': '복사',
  'doctor.ask': '브라우저에 묻기',
  'doctor.open': '{url} 새 탭에서 열기',
  'doctor.mosquitto': 'Mosquitto',
  'doctor.nats': 'NATS',
  'doctor.rabbitmq': 'RabbitMQ',
  'doctor.menu': '연결 확인',
  'doctor.node-ws': 'Node (ws)',
  'doctor.node': 'Node',
  'doctor.express': 'Express',
  'doctor.nginx': 'nginx',
  'doctor.caddy': 'Caddy',
}
