import type { Profile } from '../model/profile.ts'
import type { Login } from '../model/secrets.ts'
import { sweep, sweptValues } from '../model/secrets.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'
import { placesIn, takeSecrets } from '../stores/take-secrets.ts'

/** What a person typed that is kept apart, by name, and whether this device is to remember it. */
export type Typed = {
  secrets?: Readonly<Record<string, string>>
  /** What stood before the host of an address. */
  login?: Login | undefined
  remember?: boolean
}

/** Saves a new connection, its secrets apart from it, connects it and opens it. Resolves with its id. Rejects where there
 *  are secrets, and the part of the page that keeps them does not come. */
export async function connectNew(
  signalbox: Signalbox,
  given: Omit<Profile, 'id'>,
  typed: Typed = {},
): Promise<string> {
  const { profile, secrets } = apart(given, typed)
  const store = Object.keys(secrets).length > 0 ? await signalbox.secrets() : undefined
  const { id } = signalbox.profiles.add(profile)
  store?.replace(id, secrets, { remember: typed.remember ?? false })
  signalbox.profiles.connect(id, true)
  signalbox.route.go({ at: 'profile', id })
  return id
}

/** Saves changed settings, with all secrets that there are from now on. Rejects where the part of the page that keeps
 *  them does not come. */
export async function saveChanged(
  signalbox: Signalbox,
  id: string,
  given: Omit<Profile, 'id'>,
  typed: Typed,
): Promise<void> {
  const { profile, secrets } = apart(given, typed)
  const store = await signalbox.secrets()
  // In this order: secrets are for the server that the profile has.
  signalbox.profiles.update(id, profile)
  store.replace(id, secrets, { remember: typed.remember ?? false })
}

function apart(
  given: Omit<Profile, 'id'>,
  typed: Typed,
): { profile: Omit<Profile, 'id'>; secrets: Record<string, string> } {
  const taken = takeSecrets(given.options)
  const { options } = taken
  if (typed.login && options['auth'] === undefined) options['auth'] = 'basic'
  const places = placesIn(options)
  const secrets = { ...typed.login, ...typed.secrets, ...taken.secrets }
  const name = sweep(given.name, sweptValues(secrets))
  const needs = places.filter((place) => Object.hasOwn(secrets, place))
  return { profile: { ...given, name, options, secrets: needs }, secrets }
}
