import type rest from './en-rest.ts'
import type { Phrase } from './i18n.svelte.ts'
import exported from './ko/export.ts'
import inspect from './ko/inspect.ts'
import search from './ko/search.ts'
import views from './ko/views.ts'

export default { ...exported, ...inspect, ...search, ...views } satisfies Record<keyof typeof rest, Phrase>
