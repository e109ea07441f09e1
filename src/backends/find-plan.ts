import { maskAddress } from '../model/mask.ts'
import type { View } from '../model/profile.ts'
import type { Reason } from '../model/reason.ts'
import type { Finding, Sureness } from './find.ts'
import type { BackendName } from './index.ts'
import { backends } from './index.ts'
import type { Look } from './look.ts'
import { isJson } from './look-type.ts'
import { viewOfPath, viewOfTexts } from './look-view.ts'

export type Wire = 'socket' | 'events' | 'poll'

/** What a wire is looked at by where nothing says more. */
const VIEW_OF_WIRE: Record<Wire, View> = { socket: 'chat', events: 'notifications', poll: 'polling' }

/** The view that fits what came, else the address, else the wire. */
function viewFor(look: Look, wire: Wire): View {
  return viewOfTexts(look.texts) ?? viewOfPath(look.url) ?? VIEW_OF_WIRE[wire]
}

/** The registered backend that makes most of what a look saw. */
export function backendFor(look: Look): BackendName {
  const names = Object.keys(backends) as BackendName[]
  return names.reduce((best, name) => (backends[name].looks(look) > backends[best].looks(look) ? name : best))
}

/** Is it of no protocol of its own, as far as the registered backends know? */
export function isAnyones(look: Look): boolean {
  return backendFor(look) === 'plain' || backendFor(look) === 'json'
}

/** How a finding is told: all but these follows from the look. */
type Told = {
  kind: string
  what: Reason
  facts?: readonly Reason[]
  sure: Sureness
  wire: Wire
  view?: View
  backend?: BackendName
  server?: string
  options?: Record<string, unknown>
  locked?: Reason
  cannot?: Reason
}

/** What a look found, with the view, the backend and the address that a person would choose by hand. */
export function planOf(look: Look, told: Told): Finding {
  const { kind, facts = [], sure, wire, options, locked, cannot, backend = backendFor(look) } = told
  // Known by a registry's `looks` alone: what it says at first is no message.
  const own = told.backend || isAnyones(look) ? undefined : backends[backend]
  return {
    kind,
    what: own?.label ?? told.what,
    facts: [...facts, ...tookOf(look)],
    sure,
    server: told.server ?? look.url.href,
    view: told.view ?? (own ? viewIn(own.views, look) : viewFor(look, wire)),
    backend,
    options: {
      wire,
      ...(isMixed(look) && backend === 'json' && wire !== 'poll' && { loose: true }),
      ...options,
    },
    ...(locked && { locked }),
    ...(cannot && { cannot }),
  }
}

/** Of the views of a backend that which the address names, else its first. */
function viewIn(views: readonly View[], { url }: Look): View {
  const named = viewOfPath(url)
  return views.find((view) => view === named) ?? views[0] ?? 'chat'
}

/** May text come that is no JSON? */
function isMixed({ texts }: Look): boolean {
  return texts.length === 0 || !texts.every(isJson)
}

function tookOf({ url, http, socket }: Look): Reason[] {
  const ms = http?.ms ?? socket?.ms
  const led = http && http.url !== url.href ? http.url : undefined
  return [
    ...(led ? [{ code: 'found.redirected', params: { url: maskAddress(led) } } as const] : []),
    ...(ms === undefined ? [] : [{ code: 'found.ms', params: { ms } } as const]),
  ]
}
