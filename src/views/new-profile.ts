import type { BackendName } from '../backends/index.ts'
import { parseAddress, schemeOf } from '../model/address.ts'
import type { View } from '../model/profile.ts'
import type { Reason } from '../model/reason.ts'

/** What is wrong with an answer: an address that is none or is missing, or a number out of its range. */
export type Problem =
  | Reason
  | { code: 'no-address' }
  | { code: 'needed' }
  | { code: 'range'; min: number; max: number | undefined }

/** How an address is most likely meant to be looked at, until the person says. */
export function defaultView(server: string): View {
  return schemeOf(server) === 'http' ? 'polling' : 'chat'
}

/** Chat is mostly lines of text; notifications and values are mostly JSON. */
export function defaultBackend(view: View): BackendName {
  return view === 'chat' ? 'plain' : 'json'
}

/** Where nobody chose JSON, text that is none is a message like any other, and not unreadable. */
export function unaskedOptions(backend: BackendName): Record<string, unknown> {
  return backend === 'json' ? { loose: true } : {}
}

/** What is wrong with an address, if anything. */
export function addressProblem(typed: string, required: boolean, page: URL | Location): Problem | undefined {
  if (!typed.trim()) return required ? { code: 'no-address' } : undefined
  const address = parseAddress(typed, { page })
  return 'why' in address ? address.why : undefined
}

/** The host of an address as it is typed, scheme or not. */
export function hostOf(typed: string): string {
  const address = parseAddress(typed)
  return 'url' in address ? address.url.host : typed.trim()
}

/** A name for a connection that has none: its host and path, told from those of the same name. */
export function nameFor(server: string, taken: readonly string[]): string {
  const address = parseAddress(server)
  const name = 'url' in address ? nameOf(address.url) : server.replace(/[?#].*$|^.*@/gs, '')
  if (!taken.includes(name)) return name
  for (let n = 2; ; n++) if (!taken.includes(`${name} ${n}`)) return `${name} ${n}`
}

function nameOf({ host, pathname }: URL): string {
  return `${host}${pathname.replace(/\/$/, '')}`
}
