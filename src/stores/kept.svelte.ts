import type { Archive, Trouble } from '../storage/archive.ts'
import type { Local } from '../storage/local.ts'
import { besideKey, forgetSaid } from './beside.ts'
import type { Profiles } from './profiles.svelte.ts'
import { composerKey } from './profiles.svelte.ts'
import type { Settings } from './settings.svelte.ts'

/** Whether history and waiting messages are kept on this device. */
export class Kept {
  /** Why nothing is kept; undefined while it is, or nothing was to be kept yet. */
  trouble = $state<Trouble | undefined>(undefined)
  readonly #settings: Settings
  readonly #profiles: Profiles
  readonly #local: Local
  readonly #archive: () => Promise<Archive>

  constructor(settings: Settings, profiles: Profiles, local: Local, archive: () => Promise<Archive>) {
    this.#settings = settings
    this.#profiles = profiles
    this.#local = local
    this.#archive = archive
    if (settings.keepNothing) this.trouble = 'off'
  }

  /** From now on this is how it goes. */
  watch(archive: Archive): void {
    this.trouble = archive.trouble
    archive.listen((trouble) => (this.trouble = trouble))
  }

  /** True deletes what is kept, and keeps nothing from now on; false keeps again. */
  async keepNothing(nothing: boolean): Promise<void> {
    this.#settings.set({ keepNothing: nothing })
    if (nothing)
      for (const { id } of this.#profiles.list)
        for (const key of [composerKey(id), besideKey('begun', id)]) this.#local.remove(key)
    if (nothing) forgetSaid(this.#local)
    const archive = await this.#archive()
    await archive.keepNothing(nothing)
  }
}
