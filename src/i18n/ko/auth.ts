import type { Phrase } from '../i18n.svelte.ts'
import type en from '../en/auth.ts'

/** 로그인 방식과 비밀 값을 두는 곳. */
export default {
  'auth.method': '로그인',
  'auth.method.help': '누가 묻는지 서버에 알리는 방식입니다. 이 서버에 보내는 요청에만 함께 갑니다.',
  'auth.method.none': '필요 없음',
  'auth.method.bearer': '토큰(Authorization: Bearer)',
  'auth.method.basic': '이름과 비밀번호(Basic)',
  'auth.method.header': '직접 적는 헤더',
  'auth.method.query': '주소에 넣는 토큰',
  'auth.method.cookies': '이 브라우저의 쿠키',
  'auth.socket.help':
    '브라우저는 WebSocket에 헤더를 넣을 수 없습니다. 서버는 주소, 서브프로토콜, 첫 메시지에서 토큰을 받을 수 있습니다. 서버가 전에 남긴 쿠키는 브라우저가 알아서 보냅니다.',
  'auth.socket.protocol': '서브프로토콜에 넣는 토큰',
  'auth.socket.message': '첫 메시지',
  'auth.user': '사용자 이름',
  'auth.password': '비밀번호',
  'auth.token': '토큰',
  'auth.headers': '헤더',
  'auth.headers.help':
    '서버가 허용해야 합니다(Access-Control-Allow-Headers). 서버가 요청을 다른 주소로 돌리면 헤더는 따라가지 않습니다.',
  'auth.param': '매개변수 이름',
  'auth.param.help': '이 이름으로 토큰을 주소에 붙입니다: token, access_token, key …',
  'auth.protocols': '서브프로토콜',
  'auth.protocols.help':
    '적은 순서대로 제시합니다. 쉼표로 구분하세요. {{token}}은 토큰, {{token:base64url}}은 토큰의 base64url로 바뀝니다.',
  'auth.frame': '로그인 메시지',
  'auth.frame.help':
    '연결이 열릴 때마다 가장 먼저 보냅니다. {{token}}, {{user}}, {{password}}는 보낼 때 채워집니다.',
  'auth.request': '요청 방식',
  'auth.request.help': '대부분의 서버는 GET으로 묻습니다.',
  'auth.request.get': 'GET',
  'auth.request.post': 'POST',
  'auth.body': '요청 본문',
  'auth.body.help':
    'JSON이면 JSON으로, 아니면 텍스트로 보냅니다. {{token}}, {{user}}, {{password}}는 보낼 때 채워집니다.',
  'auth.missing':
    '비밀 값을 다시 입력해야 연결할 수 있습니다: {names}. 페이지를 닫을 때까지만 보관했습니다. “편집”에서 입력하세요.',
  'auth.bad-protocol':
    '서브프로토콜에 쓸 수 없는 글자가 있습니다. 토큰에 든 글자라면 서버가 {{token:base64url}}을 받을 수도 있습니다.',
  'auth.bad-header': '페이지는 “{name}” 헤더를, 또는 그 값을 보낼 수 없습니다.',
  'auth.elsewhere':
    '첫 메시지에 비밀 값이 있는데 다른 서버로 가게 됩니다: {url}. 비밀 값은 이 연결의 서버에만 보냅니다.',
  'auth.redirected':
    '서버가 요청을 다른 주소로 돌립니다. 비밀 헤더는 따라가지 않으니 마지막 주소로 직접 연결하세요.',
  'auth.remember': '이 기기에 기억하기',
  'auth.remember.help':
    '끄면 모든 탭에서 이 페이지를 닫을 때까지만 보관합니다. 링크, 파일, 기록에는 넣지 않습니다.',
  'auth.in-address': '주소의 “{name}”',
  'auth.moved': '이 주소에 든 비밀 값은 따로 보관하고 링크, 파일, 기록에 넣지 않습니다: {names}.',
  'auth.moved.login': '이름과 비밀번호',
  'auth.told':
    '토큰이나 비밀번호로 보입니다. 따로 보관하면 여기에는 자리만 남고, 링크와 파일과 기록에 들어가지 않습니다.',
  'auth.keep-apart': '따로 보관',
  'auth.reveal': '누르는 동안 보기',
  'auth.needed': '입력하세요.',
  'auth.header-name': '{n}번째 헤더 이름',
  'auth.header-value': '{n}번째 헤더 값',
  'auth.header-example': 'X-Api-Key',
  'auth.header-add': '헤더 추가',
  'auth.header-remove': '{n}번째 헤더 지우기',
  'auth.type-again': '입력하기',
} satisfies Record<keyof typeof en, Phrase>
