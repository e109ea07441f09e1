import type { NtfyCode } from '../../model/codes/ntfy.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** What is said of ntfy. */
export default {
  'backend.ntfy': 'ntfy',
  'backend.ntfy.help': 'Topics of ntfy.sh or your own ntfy: priority, tags, buttons, attachments.',
} satisfies Record<NtfyCode, Phrase>
