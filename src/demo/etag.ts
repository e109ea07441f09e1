/** A value with its ETag, or 304 where the asker has it already. */
export function etagged(request: Request, text: string, contentType: string): Response {
  const headers = { ETag: etagOf(text), 'Cache-Control': 'no-cache', 'Content-Type': contentType }
  const has = request.headers.get('if-none-match')
  if (has && matches(has, headers.ETag)) return new Response(null, { status: 304, headers })
  return new Response(text, { headers })
}

/** Not `crypto.subtle`, which a page on plain http has not: two FNV-1a of 32 bits are enough to see a change. */
export function etagOf(text: string): string {
  return `"${text.length.toString(36)}-${fnv(text, 0x811c9dc5)}${fnv(text, 0x01000193)}"`
}

function fnv(text: string, seed: number): string {
  let hash = seed
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(36)
}

/** [spec] If-None-Match compares weakly. https://www.rfc-editor.org/rfc/rfc9110#field.if-none-match */
function matches(header: string, etag: string): boolean {
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}
