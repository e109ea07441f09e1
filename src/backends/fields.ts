import { parseAddress, schemeOf } from '../model/address.ts'
import type { Options, View } from '../model/profile.ts'
import { joinAddress, paramsOf } from '../model/secrets.ts'
import { NetError } from '../net/errors.ts'
import { authFields, isWire, sendsHeaders } from './auth-fields.ts'

const WIRE_OF_VIEW: Record<View, string> = { chat: 'socket', notifications: 'events', polling: 'poll' }

/** The form of everything that is carried over a wire of one's choice. */
export const carrierFields = {
  server: {
    kind: 'url',
    label: { code: 'field.server' },
    help: { code: 'field.server.help' },
    default: '',
    required: true,
    example: 'ws://localhost:8080',
  },
  wire: {
    kind: 'choice',
    label: { code: 'field.wire' },
    help: { code: 'field.wire.help' },
    // An address that says ws:// has chosen already.
    default: (view: View, { server }: Record<string, unknown>) =>
      schemeOf(String(server ?? '')) === 'ws' ? 'socket' : WIRE_OF_VIEW[view],
    choices: [
      { value: 'socket', label: { code: 'field.wire.socket' } },
      { value: 'events', label: { code: 'field.wire.events' } },
      { value: 'poll', label: { code: 'field.wire.poll' } },
    ],
  },
  every: {
    kind: 'number',
    label: { code: 'field.every' },
    default: 5,
    min: 0,
    max: 86_400,
    when: isWire('poll'),
  },
  ...authFields,
  post: {
    kind: 'url',
    label: { code: 'field.post' },
    help: { code: 'field.post.help' },
    default: '',
    more: true,
    when: isWire('events', 'poll'),
  },
  first: {
    kind: 'text',
    label: { code: 'field.first' },
    help: { code: 'field.first.help' },
    default: '',
    more: true,
    when: isWire('socket', 'events'),
  },
  resume: {
    kind: 'text',
    label: { code: 'field.resume' },
    help: { code: 'field.resume.help' },
    default: '',
    more: true,
    example: 'since',
  },
  initial: {
    kind: 'url',
    label: { code: 'field.initial' },
    help: { code: 'field.initial.help' },
    default: '',
    more: true,
    when: (options: Record<string, unknown>, view: View) =>
      view === 'polling' && isWire('socket', 'events')(options),
  },
  hidden: {
    kind: 'choice',
    label: { code: 'field.hidden' },
    default: 'slow',
    more: true,
    when: isWire('poll'),
    choices: [
      { value: 'keep', label: { code: 'field.hidden.keep' } },
      { value: 'slow', label: { code: 'field.hidden.slow' } },
      { value: 'pause', label: { code: 'field.hidden.pause' } },
    ],
  },
  native: {
    kind: 'switch',
    label: { code: 'field.native' },
    help: { code: 'field.native.help' },
    default: false,
    more: true,
    // The browser's own takes no headers and asks by GET.
    when: (options: Record<string, unknown>) => isWire('events')(options) && !sendsHeaders(options),
  },
  names: {
    kind: 'text',
    label: { code: 'field.names' },
    help: { code: 'field.names.help' },
    default: '',
    more: true,
    when: (options: Record<string, unknown>) =>
      isWire('events')(options) && options['native'] === true && !sendsHeaders(options),
  },
} as const

export type CarrierOptions = Options<typeof carrierFields>

/** The address to open, in the wire's scheme. Throws NetError `refused` with the reason to show. */
export function addressOf(typed: string, wants: 'ws' | 'http'): string {
  const page = typeof location === 'undefined' ? undefined : location
  const address = parseAddress(typed, { wants, page })
  if ('why' in address) throw new NetError('refused', address.why)
  return address.url.href
}

/** The address of a profile's own server, in the wire's scheme, with the secrets that the person has for it (`?token=`). Throws
 *  NetError `refused` with the reason to show. */
export function serverOf(
  { options, secrets }: { options: { server: string }; secrets: Readonly<Record<string, string>> },
  wants: 'ws' | 'http',
): string {
  return joinAddress(addressOf(options.server, wants), { params: paramsOf(secrets, 'server') })
}

/** An address below that one, which may have a query of its own: `below(server, 'pull', { after: '17' })`. */
export function below(address: string, path: string, params: Record<string, string> = {}): string {
  const url = new URL(address)
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`
  return joinAddress(url.href, { params })
}

/** Where what is said goes on a wire that only listens: the address for that, or the server's own. */
export function postAddress({ post, server }: Pick<CarrierOptions, 'post' | 'server'>): string {
  return addressOf(post || server, 'http')
}
