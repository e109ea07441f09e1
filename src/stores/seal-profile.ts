import type { LeftOut, Shared } from '../model/share.ts'
import { formatLeftOut, isAnythingLeftOut, parseLeftOut, sealedAbout } from '../model/share.ts'
import type { Sealer } from './sealing.ts'
import { SealError } from './sealing.ts'

/** A profile with what was left out of it, sealed; as it is where that is nothing. Throws SealError. */
export async function sealProfile(shared: Shared, leftOut: LeftOut, sealer: Sealer): Promise<Shared> {
  if (!isAnythingLeftOut(leftOut)) return shared
  return { ...shared, sealed: await sealer.seal(formatLeftOut(leftOut), sealedAbout(shared)) }
}

/** What was left out of a profile. Throws SealError. */
export async function unsealProfile(
  { sealed = '', ...place }: Pick<Shared, 'backend' | 'options' | 'sealed'>,
  sealer: Sealer,
): Promise<LeftOut> {
  const leftOut = parseLeftOut(await sealer.unseal(sealed, sealedAbout(place)))
  if (!leftOut) throw new SealError('damaged')
  return leftOut
}
