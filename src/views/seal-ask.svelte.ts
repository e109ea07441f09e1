import type { LeftOut, Shared } from '../model/share.ts'
import { sealProfile } from '../stores/seal-profile.ts'
import { canSeal, PASSPHRASE_MIN, Sealer, SealError } from '../stores/sealing.ts'

/** A profile that is taken apart. */
export type Parts = { shared: Shared; leftOut: LeftOut }

/** Whether secrets go along with what is shared, and the passphrase for that. */
export class SealAsk {
  wanted = $state(false)
  passphrase = $state('')
  busy = $state(false)
  problem = $state<'too-short' | 'unavailable' | undefined>()
  readonly able = canSeal()
  readonly least = PASSPHRASE_MIN

  /** What is to be given away: as it is, or with its secrets sealed where that is wanted. Undefined where the passphrase
   *  is too short, which it then says, or nothing can be sealed here. */
  async give(parts: readonly Parts[]): Promise<Shared[] | undefined> {
    if (!this.wanted) return parts.map(({ shared }) => shared)
    if (!this.accepts()) return undefined
    const sealer = new Sealer(this.passphrase)
    this.busy = true
    try {
      return await Promise.all(parts.map(({ shared, leftOut }) => sealProfile(shared, leftOut, sealer)))
    } catch (error) {
      if (!(error instanceof SealError)) throw error
      this.problem = 'unavailable'
      return undefined
    } finally {
      this.busy = false
    }
  }

  /** Is the passphrase long enough, if one is needed? Says so where it is not. */
  accepts(): boolean {
    const isShort = this.wanted && Array.from(this.passphrase).length < this.least
    this.problem = isShort ? 'too-short' : undefined
    return !isShort
  }
}
