import { t } from '../i18n/i18n.svelte.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'

/** Starts the demo under names in the language that is spoken. */
export function startDemo({ demo }: Signalbox): Promise<void> {
  return demo.start({
    chat: t('demo.chat'),
    notifications: t('demo.notifications'),
    polling: t('demo.polling'),
  })
}
