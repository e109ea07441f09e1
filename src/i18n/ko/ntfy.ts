import type { NtfyCode } from '../../model/codes/ntfy.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** ntfy에 대한 말. */
export default {
  'backend.ntfy': 'ntfy',
  'backend.ntfy.help': 'ntfy.sh나 직접 운영하는 ntfy의 토픽: 중요도, 태그, 버튼, 첨부 파일.',
  'ntfy.server': '서버 또는 토픽',
  'ntfy.server.help': '브라우저 주소창에 보이는 토픽 주소를 넣거나, 서버 주소만 넣고 아래에 토픽을 적으세요.',
  'ntfy.topics': '토픽',
  'ntfy.topics.help': '여러 개는 쉼표로 구분하세요. 주소에 들어 있는 토픽도 함께 받습니다.',
  'ntfy.wire.help':
    '세 가지 모두 같은 내용을 전합니다. 보통은 서버 전송 이벤트(SSE)가 좋고, 프록시 때문에 안 되면 다른 것을 고르세요.',
  'ntfy.auth.help': 'ntfy.sh의 토픽은 대부분 로그인이 필요 없습니다. 토큰은 tk_로 시작합니다.',
  'ntfy.auth.basic': '사용자 이름과 비밀번호',
  'ntfy.auth.bearer': '액세스 토큰',
  'ntfy.headers.help':
    '한 줄에 하나씩, 서버 앞의 프록시가 바라는 대로 적으세요(CF-Access-Client-Id: …). ntfy 자체의 로그인은 Authorization: Bearer tk_…로 적습니다.',
  'ntfy.socket-headers':
    '브라우저는 WebSocket에 직접 정한 헤더를 보내지 않습니다. 서버 전송 이벤트(SSE)나 폴링을 고르거나 다른 방법으로 로그인하세요.',
  'ntfy.title': '제목',
  'ntfy.tags': '태그',
  'ntfy.tags.help': '여러 개는 쉼표로 구분하세요. warning, tada 같은 단축 코드는 이모지로 바뀝니다.',
  'ntfy.priority': '중요도',
  'ntfy.priority.1': '가장 낮음',
  'ntfy.priority.2': '낮음',
  'ntfy.priority.3': '보통',
  'ntfy.priority.4': '높음',
  'ntfy.priority.5': '긴급',
  'ntfy.markdown': '마크다운으로 작성',
  'ntfy.delay': '나중에 보내기',
  'ntfy.delay.help':
    '지금부터의 시간(30min, 2h) 또는 시각(10am, tomorrow 9am). 서버가 따로 정하지 않았다면 10초에서 3일까지 됩니다.',
  'ntfy.click': '링크',
  'ntfy.click.help': '알림을 누르면 열리는 주소입니다.',
  'ntfy.attach': '주소로 첨부',
  'ntfy.attach.help': '파일은 원래 자리에 그대로 있고, 보는 사람이 거기서 내려받습니다.',
  'ntfy.filename': '파일 이름',
  'ntfy.filename.help': '첨부 파일 또는 보내는 파일의 이름입니다.',
  'ntfy.icon': '아이콘',
  'ntfy.icon.help': 'JPEG나 PNG의 주소입니다.',
  'ntfy.email': '이메일로도 보내기',
  'ntfy.email.help': '서버가 이메일을 보내도록 설정되어 있어야 합니다.',
  'ntfy.actions': '버튼',
  'ntfy.actions.help':
    '동작, 이름, 주소 순서로 적으세요: view, 포털 열기, https://example.com. 여러 개는 ;로 구분하고, http는 요청을 보냅니다.',
  'ntfy.no-topic': '토픽이 없습니다. https://ntfy.sh/mytopic처럼 주소 뒤에 붙이거나 ‘토픽’에 적어 주세요.',
  'ntfy.bad-topic':
    '‘{topic}’은(는) 토픽 이름이 될 수 없습니다. 영문자, 숫자, 하이픈, 밑줄로 1~64자까지, 빈칸 없이 적어 주세요.',
  'ntfy.topic-refused': '서버가 이 이름을 토픽으로 받지 않습니다. 다른 이름을 고르세요.',
  'ntfy.not-ntfy':
    '이 주소는 ntfy처럼 대답하지 않습니다(형식: {type}). 주소를 확인하세요. 프록시 뒤라면 경로가 빠졌을 수 있습니다.',
  'ntfy.not-found': '이 주소에는 ntfy가 없습니다(404). 주소를 확인하세요. 경로가 토픽입니다.',
  'ntfy.not-record': 'ntfy의 메시지가 아닙니다.',
  'ntfy.unknown-event': 'ntfy가 이 페이지에서 아직 모르는 것을 보냈습니다.',
  'ntfy.silent': '{seconds}초 동안 서버에서 살아 있다는 신호조차 오지 않았습니다.',
  'ntfy.unauthorized':
    '서버가 이 로그인을 모릅니다(401). 이 연결의 설정에서 사용자 이름과 비밀번호 또는 액세스 토큰을 확인하세요.',
  'ntfy.forbidden':
    '이 토픽을 쓸 권한이 없습니다(403). 예약된 토픽이거나, 이 계정에 읽기나 쓰기 권한이 없습니다. 권한이 있는 계정으로 로그인하거나 서버 운영자에게 요청하세요.',
  'ntfy.many-requests': '이 서버에 요청이 너무 많습니다. 잠시 뒤 저절로 이어집니다.',
  'ntfy.many-emails': '오늘 보낼 수 있는 이메일을 다 썼습니다. 이메일 주소를 빼고 다시 보내세요.',
  'ntfy.many-subscriptions':
    '여기서 이 서버로 열린 연결이 너무 많습니다. 몇 개를 닫으세요. 다른 탭과 휴대폰 앱도 포함됩니다.',
  'ntfy.many-topics': '서버가 토픽을 더 받지 않습니다. 서버 운영자에게 문의하세요.',
  'ntfy.much-bandwidth': '오늘 쓸 수 있는 첨부 용량을 다 썼습니다. 파일 없이 보내거나 내일 보내세요.',
  'ntfy.many-messages':
    '오늘 보낼 수 있는 메시지를 다 썼습니다. 내일 다시 보내거나 한도가 더 큰 계정으로 보내세요.',
  'ntfy.many-logins':
    '로그인이 너무 여러 번 틀려 서버가 지금은 받아 주지 않습니다. 로그인을 확인하고 몇 분 뒤에 다시 시도하세요.',
  'ntfy.nobody-listens': '누군가 이 토픽을 듣고 있을 때만 서버가 메시지를 받습니다.',
  'ntfy.too-large':
    '서버가 받는 크기보다 큽니다. 글이나 파일을 줄여 주세요. 최대 크기는 서버 운영자가 정합니다.',
  'ntfy.no-email': '이 서버는 이메일을 보내지 않습니다. 이메일 주소를 빼고 다시 보내세요.',
  'ntfy.delayed-email': '이메일은 나중에 보낼 수 없습니다. 둘 중 하나를 빼세요.',
  'ntfy.bad-delay': '서버가 이 시간을 읽지 못합니다. 30min, 2h, 10am, tomorrow 9am처럼 적으세요.',
  'ntfy.short-delay': '시간이 너무 짧습니다. 보통 10초 이상이어야 합니다.',
  'ntfy.long-delay': '시간이 너무 깁니다. 보통 3일까지 됩니다.',
  'ntfy.bad-priority': '서버가 이 중요도를 받지 않습니다. 1부터 5까지입니다.',
  'ntfy.bad-attach': '서버가 받지 않는 첨부 주소입니다. http:// 또는 https://로 시작해야 합니다.',
  'ntfy.no-attachments':
    '이 서버는 파일도, 4,096바이트보다 긴 메시지도 받지 않습니다. 글을 줄이거나 서버에서 첨부를 켜세요(attachment-cache-dir).',
  'ntfy.attachment-expires': '메시지가 전달되기 전에 파일이 지워집니다. 더 짧은 시간을 고르세요.',
  'ntfy.bad-actions':
    '이 버튼은 읽을 수 없습니다: ‘{part}’. 이렇게 적으세요: view, 포털 열기, https://example.com',
  'ntfy.actions-refused':
    '서버가 이 버튼을 받지 않습니다. 세 개까지, 각각 동작과 이름과 주소가 있어야 합니다.',
  'ntfy.bad-icon': '서버가 받지 않는 아이콘 주소입니다. http:// 또는 https://로 시작해야 합니다.',
  'ntfy.call': '전화로도 알리기',
  'ntfy.call.help':
    '서버의 내 계정에서 인증한 번호를 +12223334444처럼 적습니다. yes라고 적으면 첫 번호로 겁니다.',
  'ntfy.sequence': '대신할 알림',
  'ntfy.sequence.help':
    'backup-progress처럼 바뀌어 가는 알림의 이름, 또는 알림의 ID입니다. 같은 이름의 다음 메시지가 그 자리를 대신합니다. ntfy 2.16부터 됩니다.',
  'ntfy.unkept': '서버에 보관하지 않기',
  'ntfy.unkept.help': '지금 연결된 사람만 받습니다.',
  'ntfy.direct': 'Firebase를 거치지 않기',
  'ntfy.direct.help': '구글 서비스를 전혀 거치지 않습니다. 휴대폰은 앱이 직접 연결되어 있을 때만 받습니다.',
  'ntfy.many-calls': '오늘은 서버가 더 이상 전화를 걸어 주지 않습니다. 번호를 지우고 다시 보내세요.',
  'ntfy.bad-email': '서버가 받아들이는 이메일 주소가 아닙니다. 주소를 확인하세요.',
  'ntfy.unverified-email':
    '서버는 계정에서 인증한 주소로만 이메일을 보냅니다. 이 주소를 인증하거나 지우세요.',
  'ntfy.anonymous':
    '서버는 로그인한 사람에게만 이것을 해 줍니다. 이 연결의 설정에서 로그인하거나 이메일과 전화 없이 보내세요.',
  'ntfy.no-calls': '이 서버는 전화를 걸지 않습니다. 번호를 지우고 다시 보내세요.',
  'ntfy.bad-phone': '서버가 받아들이는 전화번호가 아닙니다. +12223334444처럼 적거나 yes라고 적으세요.',
  'ntfy.unverified-phone': '서버는 계정에서 인증한 번호로만 전화를 겁니다. 이 번호를 인증하거나 지우세요.',
  'ntfy.delayed-call': '전화는 나중에 걸 수 없습니다. 둘 중 하나를 지우세요.',
  'ntfy.delayed-unkept': '나중에 전달할 메시지는 그때까지 보관해야 합니다. 둘 중 하나를 지우세요.',
  'ntfy.bad-sequence':
    '‘대신할 알림’에 적은 것을 서버가 받아들이지 않습니다. 영문자, 숫자, 하이픈, 밑줄로 64자까지 됩니다.',
} satisfies Record<NtfyCode, Phrase>
