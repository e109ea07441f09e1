import type { Case } from './case.ts'
import { mayBePlain } from './host.ts'
import { SHORT_PATIENCE_MS } from './probes.ts'

/** Does the same host answer on the web's own ports? Then its name is known and it is up. */
export async function answersElsewhere({ page, probes }: Case, http: URL): Promise<boolean> {
  const doors = [`https://${http.hostname}/`, ...(mayBePlain(page, http) ? [`http://${http.hostname}/`] : [])]
  for (const door of doors) {
    const url = new URL(door)
    if (url.host === http.host && url.protocol === http.protocol) continue
    if ((await probes.see(url, SHORT_PATIENCE_MS)).kind === 'answered') return true
  }
  return false
}
