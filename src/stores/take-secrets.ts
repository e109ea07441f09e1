import { carrierFields } from '../backends/fields.ts'
import { schemeOf } from '../model/address.ts'
import { emptyParamsOf, paramSecret, splitAddress } from '../model/secrets.ts'

type Options = Record<string, unknown>
export type Taken = {
  /** The same without secrets. */
  options: Options
  /** What was taken out, by name. */
  secrets: Record<string, string>
}

const ADDRESSES = Object.entries(carrierFields).flatMap(([key, { kind }]) => (kind === 'url' ? [key] : []))

/** Takes what lets somebody in out of a profile's addresses. A login becomes one that a browser can send: over http. */
export function takeSecrets(given: Options): Taken {
  const options = { ...given }
  const secrets: Record<string, string> = {}
  for (const key of ADDRESSES) {
    const typed = options[key]
    if (typeof typed !== 'string') continue
    const { address, login, params } = splitAddress(typed)
    for (const [param, value] of Object.entries(params)) secrets[paramSecret(key, param)] = value
    options[key] = address
    if (!login || key !== 'server') continue
    secrets['user'] = login.user
    secrets['password'] = login.password
    options['auth'] = 'basic'
  }
  return { options, secrets }
}

/** Does an address have a login that no browser can send: on a WebSocket? */
export function hasStrayLogin({ server, wire }: Options): boolean {
  const typed = String(server ?? '')
  const isSocket = wire === 'socket' || (wire === undefined && schemeOf(typed) === 'ws')
  return isSocket && splitAddress(typed).login !== undefined
}

/** The names of the secrets that a profile's addresses have a place for. */
export function placesIn(options: Options): string[] {
  return ADDRESSES.flatMap((key) => {
    const typed = options[key]
    return typeof typed === 'string' ? emptyParamsOf(typed).map((param) => paramSecret(key, param)) : []
  })
}
