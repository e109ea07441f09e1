import { loadPart } from '../net/part.ts'
import { globalId } from '../model/ids.ts'
import type { Profile } from '../model/profile.ts'
import type { Profiles } from './profiles.svelte.ts'
import type { Replay } from './replay.svelte.ts'

/** The recordings that are open: each is a profile for as long as it is, and nothing of it is kept. */
export class Replays {
  #open = $state.raw<ReadonlyMap<string, Replay>>(new Map())
  readonly #profiles: Profiles
  readonly #renew: (id: string) => void

  /** `renew` begins the channel of a profile anew, with nothing in it. */
  constructor(profiles: Profiles, renew: (id: string) => void) {
    this.#profiles = profiles
    this.#renew = renew
  }

  get(id: string): Replay | undefined {
    return this.#open.get(id)
  }

  has(id: string): boolean {
    return this.#open.has(id)
  }

  /** Opens a file and plays it. Resolves with the profile that it is. Throws RecordingError, or what came of loading the
   *  player. */
  async open(file: File): Promise<Profile> {
    const { openReplay } = await loadPart(() => import('./replay.svelte.ts'))
    const replay = await openReplay(file)
    const id = `recording-${globalId()}`
    this.#open = new Map([...this.#open, [id, replay]])
    const profile = this.#profiles.add(replay.profile, { id, temporary: true })
    this.#profiles.connect(id, true)
    return profile
  }

  /** Plays it once more from its beginning. */
  restart(id: string): void {
    const replay = this.get(id)
    if (!replay) return
    replay.restart()
    this.#renew(id)
  }

  leave(id: string): void {
    this.get(id)?.close()
    this.#open = new Map([...this.#open].filter(([other]) => other !== id))
    this.#profiles.remove(id)
  }
}
