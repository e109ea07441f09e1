import { ownFilter } from './topics-read.ts'

/** Those that no other of them covers: asking for these alone brings all, and nothing twice from a broker that sends a message
 *  once for each subscription. A subscription that is shared is one of its own. */
export function widest(filters: readonly string[]): string[] {
  const each = [...new Set(filters)]
  return each.filter((filter) => !each.some((other) => other !== filter && includes(other, filter)))
}

/** Those of them that may be told the same message as another. */
export function entangled(filters: readonly string[]): string[] {
  return filters.filter((filter, at) => filters.some((other, where) => at !== where && meet(filter, other)))
}

/** Is all that the one filter is told also told to the other, wider one? */
export function includes(wider: string, filter: string): boolean {
  if (ownFilter(wider) !== wider || ownFilter(filter) !== filter) return wider === filter
  const [all, some] = [wider.split('/'), filter.split('/')]
  if (isHidden(all, some)) return false
  for (const [at, level] of all.entries()) {
    if (level === '#') return true
    const own = some[at]
    if (own === undefined || own === '#' || (level !== '+' && level !== own)) return false
  }
  return all.length === some.length
}

/** Is there a topic of which both are told? */
export function meet(one: string, other: string): boolean {
  const [mine, theirs] = [one, other].map((filter) => ownFilter(filter).split('/')) as [string[], string[]]
  if (isHidden(mine, theirs) || isHidden(theirs, mine)) return false
  for (let at = 0; ; at++) {
    const [here, there] = [mine[at], theirs[at]]
    if (here === '#' || there === '#' || (here === undefined && there === undefined)) return true
    if (here === undefined || there === undefined) return false
    if (here !== there && here !== '+' && there !== '+') return false
  }
}

/** [spec] Wildcards at the beginning do not match topics of the broker's own. */
function isHidden([first]: readonly string[], [other = '']: readonly string[]): boolean {
  return (first === '#' || first === '+') && other.startsWith('$')
}
