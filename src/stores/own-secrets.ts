import type { Fields, Profile } from '../model/profile.ts'
import { NetError } from '../net/errors.ts'

/** Where a live profile's secrets are. */
export interface SecretsSource {
  /** Those of that profile, by name, for the server that it has. */
  of(profile: Profile): Readonly<Record<string, string>>
  /** Resolves when other tabs had the time to say what they have. */
  settled(): Promise<void>
}

/** The secrets that a profile connects with. Throws NetError where it is to have some that are not kept any more: it is
 *  not tried without them, which a server may hold against it. */
export async function readySecrets(
  profile: Profile,
  fields: Fields,
  options: Record<string, unknown>,
  source: SecretsSource | undefined,
): Promise<Readonly<Record<string, string>>> {
  if (!source) return {}
  const needed = neededSecrets(profile, fields, options)
  const missing = () => needed.filter((name) => !Object.hasOwn(source.of(profile), name))
  if (missing().length > 0) await source.settled()
  const left = missing()
  if (left.length === 0) return source.of(profile)
  const names = left.map((name) => name.replace(/^.*\?/, '')).join(', ')
  throw new NetError('unauthorized', { code: 'auth.missing', params: { names } })
}

/** The names of the secrets that a profile is not connected without. */
export function neededSecrets(
  { secrets = [], view }: Profile,
  fields: Fields,
  options: Record<string, unknown>,
): string[] {
  const asked = Object.entries(fields).filter(
    ([, field]) => field.kind === 'secret' && (!field.when || field.when(options, view)),
  )
  // Those of an address; a field's are asked for by how one signs in now.
  return [...asked.map(([name]) => name), ...secrets.filter((name) => !Object.hasOwn(fields, name))]
}
