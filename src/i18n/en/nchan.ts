import type { NchanCode } from '../../model/codes/nchan.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** What is said of Nchan. */
export default {
  'backend.nchan': 'Nchan',
  'backend.nchan.help': 'Channels of nginx with the Nchan module.',
} satisfies Record<NchanCode, Phrase>
