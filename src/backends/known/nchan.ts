import { partsOf } from '../find-events.ts'
import { planOf } from '../find-plan.ts'
import type { Known } from './known.ts'

/** Nchan's message ids: seconds, and a place within that second, of each channel. */
const ID = /^\d{10}:[\d,[\]-]+$/

/** Nchan (https://nchan.io), by the subprotocol that only it takes, or how its event streams begin. */
export const nchan: Known = {
  kind: 'nchan',
  protocols: ['ws+meta.nchan'],
  alone: true,
  read(look) {
    const plan = {
      kind: 'nchan',
      what: { code: 'found.nchan' },
      sure: 'sure',
      backend: 'nchan',
      options: publisherOf(look.url),
    } as const
    if (look.socket?.protocol === 'ws+meta.nchan') return planOf(look, { ...plan, wire: 'socket' })
    if (look.http?.status !== 200 || look.http.type !== 'text/event-stream') return undefined
    const parts = partsOf(look)
    const [first] = parts
    const ids = parts.flatMap((part) => (part.kind === 'id' ? [part.id] : []))
    const greets = first?.kind === 'comment' && first.comment === 'hi'
    // [source] Every stream of it begins with ": hi".
    if (!greets || !ids.every((id) => ID.test(id))) return undefined
    const facts =
      ids.length > 0 ? [{ code: 'found.resumes' } as const] : [{ code: 'found.nothing-yet' } as const]
    return planOf(look, { ...plan, sure: ids.length > 0 ? 'sure' : 'likely', facts, wire: 'events' })
  },
}

/** Where a page publishes to a channel that only listens is a guess, by the names that its documentation uses. A pubsub
 *  location takes both. */
function publisherOf({ href, pathname }: URL): { post?: string } {
  const guess = pathname.replace(/\/sub(?=\/|$)/, '/pub')
  return guess === pathname ? {} : { post: href.replace(/^ws/, 'http').replace(pathname, guess) }
}
