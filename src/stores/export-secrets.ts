import { carrierFields } from '../backends/fields.ts'
import { maskAddress, maskText } from '../model/mask.ts'
import type { Profile } from '../model/profile.ts'
import type { Reason } from '../model/reason.ts'
import type { SessionHeader, SessionOf } from '../model/session.ts'
import type { Traced } from '../model/traced.ts'

/** The first message is where a server without headers wants its token. */
const SECRET_OPTIONS = ['first']

/** The first line of a file of that profile: nothing in it lets anybody in. */
export function headerOf(profile: Profile, of: SessionOf, at: number): SessionHeader {
  const { name, view, backend } = profile
  const options: SessionHeader['options'] = {}
  for (const [key, value] of Object.entries(profile.options)) {
    if (SECRET_OPTIONS.includes(key)) continue
    if (typeof value === 'string') options[key] = isAddress(key, value) ? maskAddress(value) : value
    else if (typeof value === 'number' || typeof value === 'boolean') options[key] = value
  }
  return { of, name: maskText(name), view, backend, options, at }
}

/** What crossed a wire, as it may be given to others: the addresses without their secrets, and without the first
 *  message that was set to be sent. */
export function withoutSecrets(traced: Traced, { options }: Profile): Traced {
  switch (traced.kind) {
    case 'in':
      return traced.url === undefined ? traced : { ...traced, url: maskAddress(traced.url) }
    case 'out': {
      if (traced.frame !== '' && traced.frame === options['first'])
        return { at: traced.at, kind: 'note', detail: 'the first message: left out' }
      return traced.url === undefined ? traced : { ...traced, url: maskAddress(traced.url) }
    }
    case 'open':
      return { ...traced, url: maskAddress(traced.url) }
    case 'close':
      return {
        ...traced,
        detail: maskText(traced.detail),
        ...(traced.why && { why: maskReason(traced.why) }),
      }
    case 'status': {
      const { status } = traced
      return 'why' in status ? { ...traced, status: { ...status, why: maskReason(status.why) } } : traced
    }
    case 'note':
      return traced
  }
}

function maskReason({ code, params, detail }: Reason): Reason {
  const masked = Object.entries(params ?? {}).map(([name, value]) => [
    name,
    typeof value !== 'string' ? value : name === 'url' ? maskAddress(value) : maskText(value),
  ])
  return {
    code,
    ...(params && { params: Object.fromEntries(masked) as Reason['params'] }),
    ...(detail !== undefined && { detail: maskText(detail) }),
  }
}

function isAddress(key: string, value: string): boolean {
  const fields: Record<string, { kind: string } | undefined> = carrierFields
  return fields[key]?.kind === 'url' || value.includes('://')
}
