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

/** A random UUID (https://www.rfc-editor.org/rfc/rfc9562#section-5.4), also where `crypto.randomUUID` is missing. */
export function newUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
