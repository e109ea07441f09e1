import type { Profile } from '../model/profile.ts'
import type { Place } from '../stores/route.svelte.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'

const OWN = 'signalbox: filled in here'

/** Goes to a form that is filled in with what the person typed here, and not by a stranger's link. */
export function openForm(signalbox: Signalbox, place: Extract<Place, { at: 'connect' }>): void {
  signalbox.route.go(place)
  history.replaceState(OWN, '')
}

/** Did a link fill in the form that is open? */
export function isFromLink(): boolean {
  return history.state !== OWN
}

/** Saves a new connection, connects it and opens it. */
export function connectNew(signalbox: Signalbox, profile: Omit<Profile, 'id'>): void {
  const { id } = signalbox.profiles.add(profile)
  signalbox.profiles.connect(id, true)
  signalbox.route.go({ at: 'profile', id })
}
