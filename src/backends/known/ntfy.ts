import type { Finding } from '../find.ts'
import { planOf } from '../find-plan.ts'
import type { Look } from '../look.ts'
import { splitPlace } from '../ntfy/place.ts'
import type { Known } from './known.ts'
import { asRequest, at, mayBe, recordIn } from './known.ts'

const HEALTH = /\/v1\/health$/
const RAW = /\/raw$/
const EVENTS = ['open', 'keepalive', 'message', 'poll_request']

/** ntfy, by what its streams say first, or by its health. */
export const ntfy: Known = {
  kind: 'ntfy',
  // A topic's page and its root may not be read from another page; these may.
  probes: (asked, looks) => {
    // What a topic's raw stream sends says nothing of itself.
    if (!RAW.test(asked.pathname) && !mayBe(looks, /ntfy/i)) return []
    // Below a path, where a proxy has it there: what stands last may be a topic, or the folder itself.
    const bases = [splitPlace(asked), splitPlace(asked, true)].map(({ base }) => new URL(base).pathname)
    return [...new Set(['/', ...bases])].map((base) => ({ url: at(asked, `${base}v1/health`) }))
  },
  read(look, asked) {
    if (look.texts.some(isRecordOfNtfy)) return planOfTopic(look, asRequest(look.url))
    const isHealth = look.http?.status === 200 && HEALTH.test(look.url.pathname)
    if (!isHealth || recordIn(look.texts[0])?.['healthy'] !== true) return undefined
    return planOfTopic(look, asked, look.url.pathname.replace(HEALTH, '/'))
  },
}

/** https://docs.ntfy.sh/subscribe/api/ : `<topic>/sse`, `/json`, `/ws`, `/raw`, `/auth`; several topics with commas. */
function planOfTopic(look: Look, asked: URL, root?: string): Finding {
  // The folder that it is in is no topic.
  const { base, topics, query } = splitPlace(asked, root === asked.pathname)
  const plan = {
    kind: 'ntfy',
    what: { code: 'found.ntfy' } as const,
    sure: 'sure',
    wire: 'events',
    view: 'notifications',
    backend: 'ntfy',
    // A token (`auth`) that stands in the query stays; what to begin with and how to ask does not.
    server: base + topics.join(',') + (query && `?${query}`),
  } as const
  if (topics.length === 0) return planOf(look, { ...plan, cannot: { code: 'found.cannot-no-topic' } })
  return planOf(look, {
    ...plan,
    facts: [{ code: 'found.topic', params: { topic: topics.join(', ') } }, { code: 'found.resumes' }],
  })
}

function isRecordOfNtfy(text: string): boolean {
  const { id, time, event, topic } = recordIn(text) ?? {}
  return (
    typeof id === 'string' &&
    typeof time === 'number' &&
    typeof topic === 'string' &&
    EVENTS.includes(String(event))
  )
}
