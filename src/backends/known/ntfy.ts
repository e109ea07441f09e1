import type { Finding } from '../find.ts'
import { planOf } from '../find-plan.ts'
import type { Look } from '../look.ts'
import type { Known } from './known.ts'
import { asRequest, at, mayBe, recordIn } from './known.ts'

/** https://docs.ntfy.sh/subscribe/api/ : `<topic>/sse`, `/json`, `/ws`, `/raw`, `/auth`; several topics with commas. */
const TOPIC =
  /^\/(?!v1\/|v1$|app$|docs|static|account$|login$|signup$)([-\w]{1,64}(?:,[-\w]{1,64})*)(?:\/(?:sse|json|ws|raw|auth))?\/?$/
const EVENTS = ['open', 'keepalive', 'message', 'poll_request']

/** ntfy, by what its streams say first, or by its health. */
export const ntfy: Known = {
  kind: 'ntfy',
  // A topic's page and its root may not be read from another page; these may.
  probes: (asked, looks) => (mayBe(looks, /ntfy/i) ? [{ url: at(asked, '/v1/health') }] : []),
  read(look, asked) {
    if (look.texts.some(isRecordOfNtfy))
      return planOfTopic(look, asRequest(look.url), TOPIC.exec(look.url.pathname)?.[1])
    const isHealth = look.http?.status === 200 && look.url.pathname === '/v1/health'
    if (!isHealth || recordIn(look.texts[0])?.['healthy'] !== true) return undefined
    return planOfTopic(look, asked, TOPIC.exec(asked.pathname)?.[1])
  },
}

function planOfTopic(look: Look, asked: URL, topic: string | undefined): Finding {
  const plan = {
    kind: 'ntfy',
    what: { code: 'found.ntfy' } as const,
    sure: 'sure',
    wire: 'events',
    view: 'notifications',
    backend: 'json',
  } as const
  if (!topic)
    return planOf(look, { ...plan, server: at(asked, '/').href, cannot: { code: 'found.cannot-no-topic' } })
  // A token (`auth`) that stands in the query stays; what to begin with and how to ask does not.
  const query = new URLSearchParams(asked.search)
  for (const name of ['poll', 'po', 'since', 'si']) query.delete(name)
  const search = query.toString()
  return planOf(look, {
    ...plan,
    facts: [{ code: 'found.topic', params: { topic } }, { code: 'found.resumes' }],
    server: at(asked, `/${topic}/sse`, search && `?${search}`).href,
    // Its `open` and `keepalive` are named events, which the browser's own EventSource leaves out.
    options: { resume: 'since', native: true },
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
