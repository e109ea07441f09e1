import type { NtfyCode } from '../../model/codes/ntfy.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** ntfy에 대한 말. */
export default {
  'backend.ntfy': 'ntfy',
  'backend.ntfy.help': 'ntfy.sh나 직접 운영하는 ntfy의 토픽: 중요도, 태그, 버튼, 첨부 파일.',
} satisfies Record<NtfyCode, Phrase>
