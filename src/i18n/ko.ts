import type { Dictionary } from './i18n.svelte.ts'
import form from './ko/form.ts'
import shell from './ko/shell.ts'
import views from './ko/views.ts'
import why from './ko/why.ts'

export default { ...why, ...form, ...shell, ...views } satisfies Dictionary
