import type { Profile } from '../model/profile.ts'
import { VIEWS } from '../model/profile.ts'

/** The profiles as the sidebar lists them: by view, in the person's order. */
export function listed(profiles: readonly Profile[]): Profile[] {
  return VIEWS.flatMap((view) => profiles.filter((profile) => profile.view === view))
}

/** The profile before (-1) or after (+1) one in the sidebar, around the ends. */
export function neighbour(
  profiles: readonly Profile[],
  id: string | undefined,
  by: -1 | 1,
): Profile | undefined {
  const all = listed(profiles)
  const here = all.findIndex((profile) => profile.id === id)
  if (here < 0) return all.at(by > 0 ? 0 : -1)
  return all.at((here + by) % all.length)
}
