import type { Shared } from '../model/share.ts'
import { toTexts } from '../model/share.ts'
import type { Prefill } from '../stores/route.svelte.ts'
import { formatPlace } from '../stores/route.svelte.ts'

/** Longer ones (characters) are cut off by some programs that pass them on. */
export const LONG_LINK = 2_000

/** What a link fills in. How much history is kept is each device's own, and the form knows what is secret in it. */
export function toPrefill({ options, keep: _keep, secrets: _secrets, ...rest }: Shared): Prefill {
  return { ...rest, options: toTexts(options) }
}

/** The link that fills in a profile. `page`: the address of this page. All of it is in the fragment: no server sees it. */
export function formatLink(shared: Shared, page: string): string {
  return new URL(formatPlace({ at: 'connect', prefill: toPrefill(shared) }), page).href
}
