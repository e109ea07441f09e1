import { formatBase64 } from '../model/base64.ts'
import type { Reason } from '../model/reason.ts'
import type { Finding } from './find.ts'
import { planOf } from './find-plan.ts'
import type { HttpSeen, Look } from './look.ts'
import { viewOfPath } from './look-view.ts'

/** What a person typed to be let in. It goes to the server of the address that is looked at, and to nobody else. */
export type Credentials = { by: 'basic'; user: string; password: string } | { by: 'bearer'; token: string }

/** https://www.rfc-editor.org/rfc/rfc7617#section-2, https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
export function authorizationOf(login: Credentials): string {
  if (login.by === 'bearer') return `Bearer ${login.token}`
  return `Basic ${formatBase64(new TextEncoder().encode(`${login.user}:${login.password}`))}`
}

/** May it be a login that is missing? One that only says no is often not allowed to be read, either. */
export function mayAsk({ http, why }: Look): boolean {
  return http?.status === 401 || http?.status === 403 || why?.code === 'no-cors'
}

/** A server that lets in only who signs in, where that is all that is known: how it wants that, as far as it says so, and
 *  the options by which it is done. `refused`: it does not let a page sign in. */
export function lockedIn(looks: readonly Look[], asked: URL, refused: boolean): Finding[] {
  const look = looks.find(({ http }) => http?.status === 401 || http?.status === 403)
  if (!look?.http) return []
  const { by, locked } = lockOf(look.http)
  const isSocket = asked.protocol.startsWith('ws')
  const facts = [locked, ...(refused ? [{ code: 'found.not-allowed' } as const] : [])]
  const plan = {
    what: { code: 'found.locked' },
    facts,
    sure: look.http.status === 401 ? 'sure' : 'perhaps',
    locked,
  } as const
  // With a WebSocket no browser sends a header: a token goes in the address, mostly.
  if (isSocket)
    return [
      planOf(look, {
        ...plan,
        kind: 'locked-socket',
        wire: 'socket',
        backend: 'plain',
        server: asked.href,
        options: { socketAuth: 'query' },
      }),
    ]
  return [
    planOf(look, {
      ...plan,
      kind: 'locked',
      wire: /stream|events|sse/.test(look.url.pathname) ? 'events' : 'poll',
      backend: 'json',
      view: viewOfPath(look.url) ?? 'polling',
      options: { auth: by },
    }),
  ]
}

/** https://www.rfc-editor.org/rfc/rfc9110#field.www-authenticate, where CORS lets a page see it. */
function lockOf({ status, headers, text }: HttpSeen): { by: Credentials['by']; locked: Reason } {
  const asked = headers['www-authenticate'] ?? ''
  const realm = /realm="([^"]{0,60})"/i.exec(asked)?.[1] ?? '—'
  if (/^\s*basic\b/i.test(asked))
    return { by: 'basic', locked: { code: 'found.locked-basic', params: { realm } } }
  if (/^\s*bearer\b/i.test(asked) || /token|bearer|jwt|api.?key/i.test(text))
    return { by: 'bearer', locked: { code: 'found.locked-bearer' } }
  return { by: 'bearer', locked: { code: 'found.locked-any', params: { status } } }
}
