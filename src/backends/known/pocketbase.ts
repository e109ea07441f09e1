import { planOf } from '../find-plan.ts'
import type { Known } from './known.ts'
import { at } from './known.ts'

const PATH = '/api/realtime'

/** PocketBase (https://pocketbase.io/docs/api-realtime/), by the event with which its stream begins. What is heard there has
 *  to be asked for by a request of its own. */
export const pocketbase: Known = {
  kind: 'pocketbase',
  probes: (asked, looks) =>
    looks.some(
      ({ texts, http }) =>
        http?.status === 404 &&
        /"data":\{\}/.test(texts[0] ?? '') &&
        /requested resource/.test(texts[0] ?? ''),
    )
      ? [{ url: at(asked, PATH) }]
      : [],
  read(look) {
    if (!/^event: ?PB_CONNECT$/m.test(look.http?.text ?? '')) return undefined
    return planOf(look, {
      kind: 'pocketbase',
      what: { code: 'found.pocketbase' },
      sure: 'sure',
      wire: 'events',
      view: 'notifications',
      backend: 'json',
      cannot: { code: 'found.cannot-yet', params: { name: 'PocketBase' } },
    })
  },
}
