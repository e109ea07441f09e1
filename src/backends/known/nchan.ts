import { partsOf } from '../find-events.ts'
import { planOf } from '../find-plan.ts'
import type { Look } from '../look.ts'
import type { Known } from './known.ts'

/** Nchan's message ids: seconds, and a place within that second, of each channel. */
const ID = /^\d{10}:[\d,[\]-]+$/

/** Nchan (https://nchan.io), by the subprotocol that only it takes, or how its event streams begin. */
export const nchan: Known = {
  kind: 'nchan',
  protocols: ['ws+meta.nchan'],
  alone: 'all',
  read(look) {
    const plan = {
      kind: 'nchan',
      what: { code: 'found.nchan' },
      sure: 'sure',
      backend: 'nchan',
      options: publisherOf(look.url),
    } as const
    if (look.socket?.protocol === 'ws+meta.nchan') return planOf(look, { ...plan, wire: 'socket' })
    if (isPolled(look))
      return planOf(look, { ...plan, sure: 'likely', facts: [{ code: 'found.resumes' }], wire: 'poll' })
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

/** One message of a location that only polls, by the place in its headers: an ETag is quoted everywhere else
 *  (https://www.rfc-editor.org/rfc/rfc9110#field.etag). */
function isPolled({ http }: Look): boolean {
  const { etag = '', 'last-modified': at } = http?.headers ?? {}
  return http?.status === 200 && at !== undefined && /^[\d,[\]-]+$/.test(etag)
}

/** Where a page publishes to a channel that only listens is a guess, by the names that its documentation uses. A pubsub
 *  location takes both. */
function publisherOf({ origin, pathname, search }: URL): { post?: string } {
  // Of several channels each is published to by itself.
  const guess = pathname
    .replace(/\/sub(?=\/|$)/, '/pub')
    .replace(/(?<=\/)[^/]+(?:[,;|]|%2C|%3B|%7C)[^/]+$/i, '{channel}')
  return guess === pathname ? {} : { post: origin.replace(/^ws/, 'http') + guess + search }
}
