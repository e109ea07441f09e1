import { partsOf } from '../find-events.ts'
import { planOf } from '../find-plan.ts'
import type { Known } from './known.ts'
import { at } from './known.ts'

const HUB = '/.well-known/mercure'

/** A Mercure hub (https://mercure.rocks/spec), by its well-known path: it says that a topic is missing, or streams. */
export const mercure: Known = {
  kind: 'mercure',
  probes: (asked) => (asked.pathname.endsWith(HUB) ? [] : [{ url: at(asked, HUB) }]),
  read(look, asked) {
    const { http, url } = look
    if (!http || !url.pathname.endsWith(HUB)) return undefined
    const plan = {
      kind: 'mercure',
      what: { code: 'found.mercure' },
      sure: 'sure',
      wire: 'events',
      view: 'notifications',
      backend: 'json',
    } as const
    const topics = url.searchParams.getAll('topic')
    if (http.status === 200 && http.type === 'text/event-stream') {
      const nothing = partsOf(look).every(({ kind }) => kind !== 'event')
      return planOf(look, {
        ...plan,
        facts: [
          { code: 'found.topic', params: { topic: topics.join(', ') } },
          { code: 'found.resumes' },
          ...(nothing ? [{ code: 'found.nothing-yet' } as const] : []),
        ],
        // [spec] Where to resume may stand in the query: no preflight is needed for that.
        options: { resume: 'lastEventID' },
      })
    }
    // [source] 400: Missing "topic" parameter.
    const wantsTopic = http.status === 400 && /topic/i.test(http.text)
    if (http.status === 401)
      return planOf(look, {
        ...plan,
        // Some servers say no to whatever is asked.
        sure: asked.pathname.endsWith(HUB) ? 'sure' : 'perhaps',
        facts: [{ code: 'found.locked-bearer' }],
        options: { auth: 'bearer' },
        locked: { code: 'found.locked-bearer' },
      })
    if (!wantsTopic) return undefined
    // [spec] "*" is every topic. A resource that named the hub is a topic itself.
    const topic = asked.pathname.endsWith(HUB) || asked.pathname === '/' ? '*' : asked.href
    return planOf(look, {
      ...plan,
      facts: [{ code: 'found.topic', params: { topic } }, { code: 'found.resumes' }],
      server: at(url, url.pathname, `?topic=${encodeURIComponent(topic)}`).href,
      options: { resume: 'lastEventID' },
    })
  },
}
