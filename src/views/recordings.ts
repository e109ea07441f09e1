import { loadPart } from '../net/part.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'
import { openDialog } from './dialog.svelte.ts'

/** Opens a file: one of connections shows what it brings, any other is played as a recording; where it is none, says
 *  why. */
export async function openFile(signalbox: Signalbox, file: File): Promise<void> {
  const { replays, route } = signalbox
  try {
    const { importFile, isProfilesFile } = await loadPart(() => import('./import-file.ts'))
    if (await isProfilesFile(file)) return await importFile(signalbox, file)
    const { id } = await replays.open(file)
    route.go({ at: 'profile', id })
  } catch (error) {
    openDialog(() => import('./CannotOpen.svelte'), { name: file.name, error })
  }
}

/** Shows what a file of connections brings; where it is none, says why. */
export async function openConnections(signalbox: Signalbox, file: File): Promise<void> {
  try {
    const { importFile } = await loadPart(() => import('./import-file.ts'))
    await importFile(signalbox, file)
  } catch (error) {
    openDialog(() => import('./CannotOpen.svelte'), { name: file.name, error })
  }
}

/** Closes a recording. Nothing of it is left. */
export function leaveRecording({ replays, route }: Signalbox, id: string): void {
  const { place } = route
  if (place.at === 'profile' && place.id === id) route.go({ at: 'welcome' })
  replays.leave(id)
}
