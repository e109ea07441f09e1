import type { Signalbox } from '../stores/signalbox.svelte.ts'
import { openDialog } from './dialog.svelte.ts'

/** Opens a file as a recording and goes there; where it is none, says why. */
export async function openRecording({ replays, route }: Signalbox, file: File): Promise<void> {
  try {
    const { id } = await replays.open(file)
    route.go({ at: 'profile', id })
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
