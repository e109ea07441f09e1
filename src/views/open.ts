import type { Place, Prefill } from '../stores/route.svelte.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'

const OWN = 'signalbox: filled in here'

let handed: Prefill | undefined

/** Goes to a form that is filled in with what the person typed here, and not by a stranger's link. What may have a secret
 *  in it (a login, a query) is handed to the form, and does not go by the page's own address. */
export function openForm(signalbox: Signalbox, place: Extract<Place, { at: 'connect' }>): void {
  const { prefill } = place
  const plain = Object.entries(prefill.options).filter(([, value]) => !/[?@#]/.test(value))
  handed = prefill
  signalbox.route.go({ at: 'connect', prefill: { ...prefill, options: Object.fromEntries(plain) } })
  history.replaceState(OWN, '')
}

/** What the form that was just opened is filled in with, where it was opened here. */
export function takeHanded(): Prefill | undefined {
  const given = handed
  handed = undefined
  return isFromLink() ? undefined : given
}

/** Did a link fill in the form that is open? */
export function isFromLink(): boolean {
  return history.state !== OWN
}
