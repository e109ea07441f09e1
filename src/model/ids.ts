let count = 0

/** An id of ours for a message whose server gives none; unique in this page. It starts with `~`. */
export function localId(): string {
  return `~${(++count).toString(36)}`
}

/** Is this an id that `localId` made? */
export function isLocalId(id: string): boolean {
  return id.startsWith('~')
}

/** An id that no other page will make: for drafts and profiles. Not `crypto.randomUUID`, which plain http on a LAN
 *  has not. */
export function globalId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
