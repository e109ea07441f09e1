/** So many bytes are turned into characters at once: more are too many arguments for a function. */
const PIECE = 0x8000

/** Bytes as base64 (https://datatracker.ietf.org/doc/html/rfc4648#section-4). */
export function formatBase64(bytes: ArrayBuffer | Uint8Array): string {
  const all = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)
  let characters = ''
  for (let at = 0; at < all.length; at += PIECE)
    characters += String.fromCharCode(...all.subarray(at, at + PIECE))
  return btoa(characters)
}

/** The bytes that a text is the base64 of; undefined where it is none. */
export function parseBase64(text: string): ArrayBuffer | undefined {
  let characters: string
  try {
    characters = atob(text)
  } catch {
    // A text that is something else.
    return undefined
  }
  const bytes = new Uint8Array(characters.length)
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at)
  return bytes.buffer
}
