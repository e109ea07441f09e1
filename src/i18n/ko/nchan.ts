import type { NchanCode } from '../../model/codes/nchan.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** Nchan에 대한 말. */
export default {
  'backend.nchan': 'Nchan',
  'backend.nchan.help': 'Nchan 모듈을 쓰는 nginx의 채널.',
} satisfies Record<NchanCode, Phrase>
