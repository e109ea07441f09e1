import type { ProfilesFile } from '../stores/profiles-file.ts'
import { isProfilesFile, readProfiles } from '../stores/profiles-file.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'
import { openDialog } from './dialog.svelte.ts'

export { isProfilesFile }

/** Shows what a file of connections brings; where it is none, why. */
export async function importFile(signalbox: Signalbox, chosen: File): Promise<void> {
  const file: ProfilesFile | { why: 'unreadable' } = await readProfiles(chosen).catch(() => ({
    // It was moved, changed or taken away since it was chosen.
    why: 'unreadable' as const,
  }))
  openDialog(() => import('./ImportProfiles.svelte'), { signalbox, fileName: chosen.name, file })
}
