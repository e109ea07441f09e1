import type { RichCode } from '../../model/codes/rich.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** 메시지에 담긴 것을 보여 주거나 보낼 수 없는 까닭. */
const why = {
  'rich.off': '끔',
  'rich.picture-large': '{megabytes}MB보다 커서 불러오지 않았습니다. 새 탭에서 열어 보세요.',
  'rich.picture-none': '여기서 보여 줄 수 있는 그림이 아닙니다.',
  'rich.request-bad': '브라우저가 보낼 수 없는 요청입니다. 주소, 메서드 또는 헤더가 허용되지 않습니다.',
  'rich.redirected':
    '서버가 요청을 다른 주소로 넘기려고 합니다. 동의한 주소는 이 주소뿐이어서 따라가지 않았습니다.',
  'rich.no-answer':
    '읽을 수 있는 응답이 없습니다. 서버에 닿지 않거나, 서버가 이 페이지에 응답을 보여 주지 않습니다(CORS). 요청은 도착했을 수도 있습니다.',
} satisfies Record<RichCode, Phrase>

/** 글 말고 메시지에 담긴 것과 보내기 전에 고르는 것. */
export default {
  ...why,
  'rich.attachment': '첨부 파일',
  'rich.expired': '만료됨',
  'rich.no-link': '열 수 있는 주소가 아닙니다',
  'rich.picture-of': '그림: {name}',
  'rich.picture-bytes': '이 바이트에 든 그림({size})',
  'rich.picture-show': '그림 보기',
  'rich.picture-hide': '그림 숨기기',
  'rich.picture-loading': '불러오는 중…',
  'rich.offer': '동작',
  'rich.offer-asks': '{url}에 보낼 내용을 보여 주고 먼저 묻습니다',
  'rich.offer-copies': '“{value}” 복사',
  'rich.offer-replay': '녹화한 기록이라 아무것도 보낼 수 없습니다.',
  'rich.offer-unsafe': '여기서는 열거나 보낼 수 없습니다.',
  'rich.more': '+{n}',
  'rich.bytes': '바이트, {size}',
  'rich.more-bytes': '더 보기({size} 남음)',
  'rich.copy-hex': '16진수로 복사',
  'rich.copy-hex-first': '앞 {size}만 16진수로 복사',
  'rich.save': '파일로 저장',
  'rich.menu-view': '“{label}” 열기',
  'rich.menu-copy': '“{label}” 복사',
  'rich.menu-send': '“{label}” 보내기…',

  'rich.ask': '이 요청을 보낼까요?',
  'rich.ask-what': '메시지에 “{label}” 버튼이 있습니다. 직접 보내기 전에는 아무것도 보내지 않습니다.',
  'rich.ask-method': '메서드',
  'rich.ask-address': '주소',
  'rich.ask-headers': '헤더',
  'rich.ask-body': '본문',
  'rich.ask-nothing': '없음',
  'rich.ask-left': '브라우저가 보내지 않는 것: {names}',
  'rich.ask-elsewhere': '이 연결의 서버가 아닌 {host}(으)로 보냅니다.',
  'rich.ask-send': '보내기',
  'rich.ask-again': '한 번 더 보내기',
  'rich.ask-sending': '보내는 중…',
  'rich.answer': '{ms}ms 뒤에 {status} {name}(으)로 응답했습니다.',
  'rich.failed': '{ms}ms 뒤에 {status} {name}(으)로 응답했습니다. 아마 처리되지 않았을 것입니다.',

  'options.title': '옵션',
  'options.show': '보낼 때의 옵션',
  'options.hide': '옵션 숨기기',
  'options.more': '옵션 더 보기',
  'options.fewer': '옵션 접기',
  'options.reset': '모두 되돌리기',
  'options.remove': '{name} 빼기',
  'options.with': '함께 보낼 것',
  'options.once': '보내고 나면 다음은 비웁니다: {names}. 나머지는 고른 대로 둡니다.',
  'options.stay': '모두 고른 대로 둡니다.',
  'options.fault': '{name}: {min}부터 {max}까지의 수여야 합니다.',
  'options.fault-from': '{name}: {min} 이상의 수여야 합니다.',

  'publish.open': '게시…',
  'publish.close': '닫기',
  'publish.title': '알림 게시',
}
