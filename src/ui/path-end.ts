/** A path without its beginning, where it is longer than so many characters: what tells paths apart is how they end. The
 *  last part is never cut; what has no parts stays whole. */
export function pathEnd(path: string, chars: number): string {
  if (path.length <= chars) return path
  const last = path.lastIndexOf('/')
  const from = path.indexOf('/', path.length - chars)
  const at = from < 0 ? last : from
  return at < 0 ? path : `…${path.slice(at)}`
}
