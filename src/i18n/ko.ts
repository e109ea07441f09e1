import type en from './en.ts'
import type { Phrase } from './i18n.svelte.ts'
import shell from './ko/shell.ts'

export default { ...shell } satisfies Record<keyof typeof en, Phrase>
