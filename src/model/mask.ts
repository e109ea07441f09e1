import { splitParts } from './address-parts.ts'

const ADDRESS = /\b(?:wss?|https?):[\\/]{2}[^\s"'<>`]+/gi

/** An address without all that may be a secret in it: the login, the query and the fragment. What a person typed is one
 *  too, also where it is none that a browser takes. */
export function maskAddress(typed: string): string {
  const { head, place } = splitParts(typed)
  return head + place
}

/** A text in which every address is masked. */
export function maskText(text: string): string {
  return text.replace(ADDRESS, maskAddress)
}
