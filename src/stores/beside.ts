import type { Local } from '../storage/local.ts'

/** Small things that are kept beside a profile under its id, and go with it: what was said, what is saved under a name,
 *  how often each of those was sent, whether the begun line is a template, how much is yet to be read again, the options of
 *  what is sent next, and what was begun in its rooms. */
const BESIDE = [
  'said',
  'phrases',
  'counted',
  'filling',
  'reread',
  'options',
  'begun',
  'begun-filling',
] as const
type Beside = (typeof BESIDE)[number]

export function besideKey(what: Beside, id: string): string {
  return `${what}:${id}`
}

/** A profile's copy has what is saved under a name, too. */
export function copyBeside(local: Local, from: string, to: string): void {
  const phrases = local.get(besideKey('phrases', from))
  if (phrases !== undefined) local.set(besideKey('phrases', to), phrases)
}

/** Forgets what is kept beside profiles that are not there any more. */
export function forgetBeside(local: Local, isThere: (id: string) => boolean): void {
  for (const what of BESIDE)
    for (const key of local.keys(`${what}:`)) if (!isThere(key.slice(what.length + 1))) local.remove(key)
}

/** Forgets what was said, of one profile or of all. */
export function forgetSaid(local: Local, id?: string): void {
  const keys = id === undefined ? local.keys('said:') : [besideKey('said', id)]
  for (const key of keys) local.remove(key)
}
