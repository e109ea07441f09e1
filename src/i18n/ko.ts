import type en from './en.ts'
import type { Phrase } from './i18n.svelte.ts'
import form from './ko/form.ts'
import shell from './ko/shell.ts'
import why from './ko/why.ts'

export default { ...why, ...form, ...shell } satisfies Record<keyof typeof en, Phrase>
