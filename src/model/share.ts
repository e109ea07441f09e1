import type { Fields, Profile } from './profile.ts'
import { recordOf } from './record.ts'
import { paramSecret, splitAddress, sweeper, sweptValues } from './secrets.ts'
import { tellsSecret } from './told-secret.ts'

/** A profile as it is given to others, by a link or in a file: nothing in it lets anybody in, but what is sealed. */
export type Shared = Omit<Profile, 'id'> & {
  /** What it wants and has not, by name: secrets (`token`, `server?key`), `user:password`, or whole options. */
  needs?: readonly string[]
  /** Its secrets, sealed with a passphrase. */
  sealed?: string
}

/** What stands before the host of an address, among what is needed. */
export const LOGIN = 'user:password'

/** What was left out of a profile: its secrets by name, and the options that held some, as they were. */
export type LeftOut = {
  secrets: Readonly<Record<string, string>>
  options: Readonly<Record<string, unknown>>
}

/** A secret that is a part of an address by chance (a password "chat", at chat.example) must not break it. */
const LONG = 8

/** What is known of a profile beside itself. */
type Known = {
  /** Those that are kept for it, by name. */
  secrets?: Readonly<Record<string, string>> | undefined
  /** Its backend's. */
  fields?: Fields | undefined
  /** Options that are as they would be anyway go along, too. */
  whole?: boolean
}

/** Takes a profile apart into what anybody may see, and the rest. */
export function shareProfile(
  { name, view, backend, options: all, colour, keep, secrets: wanted = [] }: Omit<Profile, 'id'>,
  { secrets = {}, fields, whole = false }: Known = {},
): { shared: Shared; leftOut: LeftOut } {
  const said = Object.entries(all).filter(
    ([key, value]) => value !== undefined && (whole || !fields || !isIdle(fields, key, value)),
  )
  const isPlace = (key: string, value: unknown) => isAddress(value, key === 'server' || isUrl(fields, key))
  const told = sweptValues(secrets)
  for (const [key, value] of said) if (isPlace(key, value)) told.push(...secretsIn(String(value)))
  const sweep = sweeper(told)
  const sweepLong = sweeper(told.filter((secret) => secret.length >= LONG))
  const options: Record<string, unknown> = {}
  const held: Record<string, unknown> = {}
  const names = new Set(wanted)
  const needs = new Set([...wanted, ...Object.keys(secrets).filter((key) => secrets[key] !== '')])
  for (const [key, value] of said) {
    if (isPlace(key, value)) {
      const { address, login, params } = splitAddress(String(value))
      options[key] = sweepLong(address)
      if (options[key] !== value) held[key] = value
      for (const param of Object.keys(params)) {
        names.add(paramSecret(key, param))
        needs.add(paramSecret(key, param))
      }
      if (login) needs.add(LOGIN)
    } else if (tellsSecret(value) || sweep(textOf(value)) !== textOf(value)) {
      held[key] = value
      needs.add(key)
    } else options[key] = value
  }
  const shared: Shared = { name: sweep(name), view, backend, options }
  if (colour) shared.colour = colour
  if (keep) shared.keep = keep
  if (names.size > 0) shared.secrets = [...names]
  if (needs.size > 0) shared.needs = [...needs]
  return { shared, leftOut: { secrets, options: held } }
}

/** Has anything been left out? */
export function isAnythingLeftOut({ secrets, options }: LeftOut): boolean {
  return Object.values(secrets).some((secret) => secret !== '') || Object.keys(options).length > 0
}

/** What is to be sealed. */
export function formatLeftOut(leftOut: LeftOut): string {
  return JSON.stringify(leftOut)
}

/** What was sealed; undefined where it is nothing of ours. */
export function parseLeftOut(text: string): LeftOut | undefined {
  const record = recordOf(parsed(text))
  const [secrets, options] = [recordOf(record?.['secrets']), recordOf(record?.['options'])]
  if (!secrets || !options) return undefined
  const texts = Object.entries(secrets).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return { secrets: Object.fromEntries(texts), options }
}

/** What a seal belongs to: where a profile leads and what is said there. Whoever changes that in a link would have the
 *  secrets sent elsewhere. */
export function sealedAbout({ backend, options }: Pick<Shared, 'backend' | 'options'>): string {
  const said = Object.entries(toTexts(options)).sort(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify([backend, said])
}

/** Options as a link has them. */
export function toTexts(options: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(options).map(([key, value]) => [key, textOf(value)]))
}

function isIdle(fields: Fields, key: string, value: unknown): boolean {
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined
  // What no form asks is of no use to anybody.
  return !field || (typeof field.default !== 'function' && field.default === value)
}

function isUrl(fields: Fields | undefined, key: string): boolean {
  return fields !== undefined && Object.hasOwn(fields, key) && fields[key]?.kind === 'url'
}

/** `asked`: the form asks for one there, and takes it without a scheme. */
function isAddress(value: unknown, asked: boolean): boolean {
  return typeof value === 'string' && (asked || /^\s*(?:[a-z][a-z\d+.-]*:)?[\\/]{2}/i.test(value))
}

/** What an address gives away that may stand elsewhere, too. */
function secretsIn(address: string): string[] {
  const { login, params } = splitAddress(address)
  return [...Object.values(params), ...(login ? [login.password] : [])]
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Sealed by another program.
    return undefined
  }
}
