import { splitParts } from './address-parts.ts'
import { formatBase64 } from './base64.ts'
import { patternOf } from './secret-patterns.ts'

/** What stands in a secret's place. */
export const MASK = '••••'
/** A shorter one (characters) is in any text by chance, and is not swept. */
export const SHORTEST = 3

/** Words that name a secret, alone or beside others: `access_token`, `X-Api-Key`, `userPassword`. */
const SECRET_WORDS = new Set(
  (
    'token tokens key apikey appkey authkey secretkey password passwd passphrase passcode pass pwd pw pin secret secrets ' +
    'auth authorization authorisation authentication bearer jwt sig signature hmac credential credentials cred creds ' +
    'cookie sid sessionid sessid otp totp ticket csrf xsrf sas'
  ).split(' '),
)
/** Of those that are written in one word with others: `accesstoken`, `clientsecret`. */
const SECRET_END = /(?:token|secret|password|passwd|apikey|signature)$/

/** The login of an address, decoded. */
export type Login = { user: string; password: string }

/** What was taken out of an address: its login, and the values of its secret parameters, decoded, by name. */
export type AddressSecrets = { login?: Login; params: Record<string, string> }

/** Is a parameter, header or JSON key of that name a secret's (token, key, password, auth, access_token, apikey, jwt,
 *  sig …)? */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
  return (
    words.some((word) => SECRET_WORDS.has(word) || SECRET_END.test(word)) || SECRET_WORDS.has(words.join(''))
  )
}

/** An address without its login and without the values of secret parameters; and what was taken out. A parameter stays
 *  with its name and an empty value (`?token=&room=1`), so that it is known where its value belongs. What is secret in a
 *  fragment is not given back: no server ever sees one. Never throws. */
export function splitAddress(address: string): { address: string } & AddressSecrets {
  const { head, login, place, query, hash } = splitParts(address)
  const params: Record<string, string> = Object.create(null) as Record<string, string>
  const emptied = emptyParams(query, (name, value) => {
    // Of two of the same name the first is the one that is kept.
    if (!Object.hasOwn(params, name)) params[name] = value
  })
  return {
    address: head + place + emptied + emptyParams(hash, () => undefined),
    ...(login && { login: readLogin(login.slice(0, -1)) }),
    params: { ...params },
  }
}

/** The inverse, for connecting: each value in the place of its empty parameter, or behind the others. Without secrets it
 *  is the address as it was. */
export function joinAddress(address: string, { login, params = {} }: Partial<AddressSecrets>): string {
  const parts = splitParts(address)
  const left = new Map(Object.entries(params))
  const pieces = parts.query.slice(1).split('&')
  const filled = pieces.map((piece) => {
    const [name, value] = readParam(piece)
    const secret = left.get(name)
    if (!secret || value !== '') return piece
    left.delete(name)
    return formatParam(name, secret)
  })
  const more = [...left]
    .filter(
      ([name, value]) =>
        value !== '' && !pieces.some((piece) => piece !== '' && readParam(piece)[0] === name),
    )
    .map(([name, value]) => formatParam(name, value))
  const query = [...filled, ...more].filter((piece) => piece !== '').join('&')
  const before = login && `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@`
  const asTyped = filled.join('&') === parts.query.slice(1) && more.length === 0
  return (
    parts.head +
    (before ?? parts.login) +
    parts.place +
    (asTyped ? parts.query : query && `?${query}`) +
    parts.hash
  )
}

/** What is to be swept of a profile's secrets: not a user's name, which is in any text, but where there is no password to
 *  it; and of headers their values, also without the scheme before them. */
export function sweptValues(secrets: Readonly<Record<string, string>>): string[] {
  const { user = '', headers = '', ...others } = secrets
  const values = headers.split(/\r?\n/).map((line) => line.slice(line.indexOf(':') + 1).trim())
  const bare = values.map((value) => value.slice(value.lastIndexOf(' ') + 1))
  // A header that is itself put into an address as base64 has its login in base64 twice.
  const login = user && others['password'] ? `${user}:${others['password']}` : ''
  const encoded = login && formatBase64(new TextEncoder().encode(login))
  return [...Object.values(others), ...values, ...bare, encoded, ...(others['password'] ? [] : [user])]
}

/** What a secret is called that belongs into that parameter of the address in that field. */
export function paramSecret(field: string, param: string): string {
  return `${field}?${param}`
}

/** Of a profile's secrets, by name, those that belong into the parameters of the address in that field. */
export function paramsOf(secrets: Readonly<Record<string, string>>, field: string): Record<string, string> {
  const start = paramSecret(field, '')
  const own = Object.entries(secrets).filter(([name]) => name.startsWith(start))
  return Object.fromEntries(own.map(([name, value]) => [name.slice(start.length), value]))
}

/** The secret parameters of an address that have no value in it: `?token=`. What has no `=` is no place for one. */
export function emptyParamsOf(address: string): string[] {
  const pieces = splitParts(address).query.slice(1).split('&')
  const params = pieces.filter((piece) => piece.includes('=')).map(readParam)
  return [
    ...new Set(params.filter(([name, value]) => value === '' && isSecretName(name)).map(([name]) => name)),
  ]
}

/** A text with every one of these secrets replaced by ••••, also as base64, percent-encoded and JSON-escaped. */
export function sweep(text: string, secrets: Iterable<string>): string {
  return sweeper(secrets)(text)
}

/** The same for many texts. */
export function sweeper(secrets: Iterable<string>): (text: string) => string {
  // The longest first: one that is a part of another must not leave the rest of it.
  const known = [...new Set(secrets)].filter((secret) => secret.length >= SHORTEST)
  if (known.length === 0) return (text) => text
  known.sort((one, other) => other.length - one.length)
  const any = new RegExp(known.map(patternOf).join('|'), 'g')
  return (text) => text.replace(any, MASK)
}

/** A query or fragment with its mark, without the values of its secret parameters. */
function emptyParams(query: string, take: (name: string, value: string) => void): string {
  if (query.length < 2) return query
  const pieces = query
    .slice(1)
    .split('&')
    .map((piece) => {
      const [name, value] = readParam(piece)
      if (value === '' || !isSecretName(name)) return piece
      take(name, value)
      return piece.slice(0, piece.indexOf('=') + 1)
    })
  return query.charAt(0) + pieces.join('&')
}

/** [spec] https://url.spec.whatwg.org/#urlencoded-parsing, of one pair. */
function readParam(piece: string): [name: string, value: string] {
  return [...new URLSearchParams(piece)][0] ?? ['', '']
}

function formatParam(name: string, value: string): string {
  return new URLSearchParams([[name, value]]).toString()
}

function readLogin(login: string): Login {
  const colon = login.indexOf(':')
  const [user, password] = colon < 0 ? [login, ''] : [login.slice(0, colon), login.slice(colon + 1)]
  return { user: decode(user), password: decode(password) }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
