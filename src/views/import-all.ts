import { tick } from 'svelte'
import { t } from '../i18n/i18n.svelte.ts'
import { unsealProfile } from '../stores/seal-profile.ts'
import type { Sealer } from '../stores/sealing.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'
import { takeSecrets } from '../stores/take-secrets.ts'
import type { Planned } from './import-plan.ts'
import { toProfile } from './import-plan.ts'
import { offerUndo } from './toasts.svelte.ts'

type Chosen = Planned & { kind: 'new' }
/** `sealer`: where there is a passphrase. `remember`: this device is to remember the secrets. */
type How = { sealer: Sealer | undefined; remember: boolean }

/** Adds what was chosen to the list, with its secrets as far as they can be opened, and offers to undo that. Nothing
 *  connects. Throws SealError, or what came of loading a part of the page, and then nothing was added. */
export async function importAll(
  signalbox: Signalbox,
  chosen: readonly Chosen[],
  { sealer, remember }: How,
): Promise<void> {
  const { profiles, route } = signalbox
  const store = await signalbox.secrets()
  const made = await Promise.all(chosen.map((each) => openOne(each, sealer)))
  const { added, undo } = profiles.addAll(made.map(({ profile }) => profile))
  for (const [index, { id }] of added.entries()) store.replace(id, made[index]?.secrets ?? {}, { remember })
  const [first] = added
  if (first && added.length === 1) route.go({ at: 'profile', id: first.id })
  offerUndo(t('import.done', { n: added.length }), () => {
    const { place } = route
    undo()
    if ('id' in place && added.some(({ id }) => id === place.id)) route.go({ at: 'welcome' })
    void tick().then(
      () => document.activeElement === document.body && document.querySelector('main')?.focus(),
    )
  })
}

/** A profile and its secrets apart from it, also where a file that was written by hand has them in an address. */
async function openOne(chosen: Chosen, sealer: Sealer | undefined) {
  const { shared } = chosen
  const opened = sealer && shared.sealed ? await unsealProfile(shared, sealer) : undefined
  const profile = toProfile(chosen)
  const { options, secrets } = takeSecrets({ ...profile.options, ...opened?.options })
  const names = new Set([
    ...(profile.secrets ?? []),
    ...Object.keys(secrets).filter((name) => name.includes('?')),
  ])
  return {
    profile: { ...profile, options, ...(names.size > 0 && { secrets: [...names] }) },
    secrets: { ...opened?.secrets, ...secrets },
  }
}
