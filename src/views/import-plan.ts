import { backendEntry } from '../backends/index.ts'
import type { Profile } from '../model/profile.ts'
import type { Shared } from '../model/share.ts'
import { sealedAbout, shareProfile } from '../model/share.ts'
import type { FileEntry } from '../stores/profiles-file.ts'
import { findKeepProblems } from './keep.ts'

/** What becomes of one entry of a file: `new` under that name; `same`: one that is here already, of that name;
 *  `unknown`: of a backend that this page has not; `broken`: it cannot be read. */
export type Planned =
  | { kind: 'new'; shared: Shared; name: string }
  | { kind: 'same'; shared: Shared; name: string }
  | { kind: 'unknown'; shared: Shared }
  | { kind: 'broken'; name: string | undefined }

/** What an import would do, beside what is here. */
export function planImport(entries: readonly FileEntry[], here: readonly Profile[]): Planned[] {
  const taken = new Set(here.map(({ name }) => name))
  // Secrets aside: a file of ours has none that could be compared.
  const known = new Map(here.map((profile) => [settingsOf(profile), profile.name]))
  return entries.map((entry): Planned => {
    if ('broken' in entry) return { kind: 'broken', name: entry.broken }
    const { shared } = entry
    if (!backendEntry(shared.backend)) return { kind: 'unknown', shared }
    const settings = settingsOf(shared)
    const same = known.get(settings)
    if (same !== undefined) return { kind: 'same', shared, name: same }
    const name = freeName(shared.name, taken)
    taken.add(name)
    known.set(settings, name)
    return { kind: 'new', shared, name }
  })
}

/** The profile that an entry becomes. How much history it keeps is only taken where the form would. */
export function toProfile({ shared, name }: Planned & { kind: 'new' }): Omit<Profile, 'id'> {
  const { needs: _needs, sealed: _sealed, keep, ...profile } = shared
  const isFine = keep && findKeepProblems(String(keep.count), String(keep.days)).size === 0
  return { ...profile, name, ...(isFine && { keep }) }
}

function settingsOf(profile: Omit<Profile, 'id'>): string {
  return `${profile.view} ${sealedAbout(shareProfile(profile).shared)}`
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  for (let n = 2; ; n++) if (!taken.has(`${name} ${n}`)) return `${name} ${n}`
}
