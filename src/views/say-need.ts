import { say, t } from '../i18n/i18n.svelte.ts'
import type { Fields } from '../model/profile.ts'
import { LOGIN } from '../model/share.ts'

/** What a shared connection wants and has not, in words: an answer of the form as the form calls it, a secret by its
 *  name. */
export function sayNeeds(needs: readonly string[], fields: Fields | undefined): string {
  return [...new Set(needs.map((need) => sayNeed(need, fields)))].join(', ')
}

function sayNeed(need: string, fields: Fields | undefined): string {
  if (need === LOGIN) return t('share.need.login')
  const field = fields && Object.hasOwn(fields, need) ? fields[need] : undefined
  // Of a parameter of an address: its name.
  return field ? say(field.label) : need.slice(need.indexOf('?') + 1)
}
