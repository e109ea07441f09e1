/** Puts what was seen further up before what was seen so far, where the two overlap. Undefined where they do not: then
 *  something between them was not seen. The longest overlap counts, so that a row that stands there twice stays twice. */
export function stitch(above: readonly string[], so: readonly string[]): string[] | undefined {
  if (so.length === 0) return [...above]
  for (let start = 0; start < above.length; start++) {
    const shared = Math.min(above.length - start, so.length)
    if (above.slice(start, start + shared).every((row, n) => row === so[n]))
      return [...above.slice(0, start), ...so]
  }
  const inside = so.some((_, start) => above.every((row, n) => row === so[start + n]))
  return inside ? [...so] : undefined
}
