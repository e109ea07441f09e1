import { backendEntry } from '../backends/index.ts'
import type { Fields, Profile } from '../model/profile.ts'
import { shareProfile } from '../model/share.ts'
import { loadPart } from '../net/part.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'
import type { Parts } from './seal-ask.svelte.ts'

/** A profile that is to be given away, taken apart, and its form. */
export type Given = Parts & { fields: Fields | undefined }

/** Takes a profile apart for a link; `whole`: for a file. Rejects where a part of the page does not come. */
export async function takeApart(signalbox: Signalbox, profile: Profile, whole: boolean): Promise<Given> {
  const entry = backendEntry(profile.backend)
  const fields = entry && (await loadPart(entry.load)).default.fields
  const secrets = (await signalbox.secrets()).get(profile.id)
  return { ...shareProfile(profile, { secrets, fields, whole }), fields }
}
