import { carrierFields } from '../backends/fields.ts'
import { isFilled } from '../backends/json-template.ts'
import { maskAddress, maskText } from '../model/mask.ts'
import type { Frame } from '../model/message.ts'
import type { Profile } from '../model/profile.ts'
import type { Reason } from '../model/reason.ts'
import type { SessionHeader, SessionOf } from '../model/session.ts'
import type { Traced } from '../model/traced.ts'
import type { Sweep } from './sweeping.ts'
import { sweepTraced } from './sweeping.ts'

/** What is sent as it was typed is where a server without headers wants its token. */
const SECRET_OPTIONS = ['first', 'login', 'protocols', 'body', 'headers', 'user', 'password', 'token']

/** The first line of a file of that profile: nothing in it lets anybody in. */
export function headerOf(profile: Profile, of: SessionOf, at: number, sweep: Sweep = asItIs): SessionHeader {
  const { name, view, backend } = profile
  const options: SessionHeader['options'] = {}
  for (const [key, value] of Object.entries(profile.options)) {
    if (SECRET_OPTIONS.includes(key)) continue
    if (typeof value === 'string') options[key] = sweep(isAddress(key, value) ? maskAddress(value) : value)
    else if (typeof value === 'number' || typeof value === 'boolean') options[key] = value
  }
  return { of, name: sweep(maskText(name)), view, backend, options, at }
}

/** What crossed a wire, as it may be given to others: without what `sweep` knows of, the addresses without all that may
 *  be a secret, and without the first message that was set to be sent. */
export function withoutSecrets(traced: Traced, profile: Profile, sweep: Sweep = asItIs): Traced {
  const masked = withoutAddresses(traced, profile)
  return sweep === asItIs ? masked : sweepTraced(masked, sweep)
}

function asItIs(text: string): string {
  return text
}

function withoutAddresses(traced: Traced, { options }: Profile): Traced {
  switch (traced.kind) {
    case 'in':
      return traced.url === undefined ? traced : { ...traced, url: maskAddress(traced.url) }
    case 'out': {
      if (isFirst(traced.frame, options['first']))
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

/** The first message may have had places to fill in. */
function isFirst(frame: Frame, template: unknown): boolean {
  return (
    typeof frame === 'string' && typeof template === 'string' && frame !== '' && isFilled(template, frame)
  )
}
