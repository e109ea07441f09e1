import type { Reason } from './reason.ts'

/** The three ways to look at a channel. */
export type View = 'chat' | 'notifications' | 'polling'
export const VIEWS: readonly View[] = ['chat', 'notifications', 'polling']

type FieldBase = {
  label: Reason
  help?: Reason
  /** Folded away under "More settings". */
  more?: boolean
  /** Only asked where this holds for the values chosen so far. */
  when?: (options: Record<string, unknown>, view: View) => boolean
  /** In a composer: of one message alone, and emptied once that was sent. What has no such mark stays as it was chosen. */
  once?: true
}

/** One question of a backend's form. Kinds: `url` http(s) or ws(s), `text`, `choice` of closed values,
 *  `number` (with its unit in the label), `switch`, `secret`: what is kept apart from the options;
 *  `data`: a text that a screen of its own asks for, and not the form. */
export type Field =
  | (FieldBase & {
      kind: 'url' | 'text'
      default: string
      required?: boolean
      example?: string
      /** It may have several lines. */
      lines?: true
    })
  | (FieldBase & { kind: 'data'; default: ''; required?: never })
  | (FieldBase & {
      kind: 'secret'
      default: ''
      required?: boolean
      /** As it is typed: a name that goes with a password, or headers, of which only the values are hidden. */
      look?: 'shown' | 'headers'
    })
  | (FieldBase & {
      kind: 'choice'
      default: string | ((view: View, options: Record<string, unknown>) => string)
      choices: readonly { value: string; label: Reason }[]
    })
  | (FieldBase & { kind: 'number'; default: number; min?: number; max?: number })
  | (FieldBase & { kind: 'switch'; default: boolean })

/** A backend's form, as data: a generic form draws it, in this order. */
export type Fields = Record<string, Field>

type ValueOf<F extends Field> = F extends { kind: 'number' }
  ? number
  : F extends { kind: 'switch' }
    ? boolean
    : F extends { kind: 'choice'; choices: readonly { value: infer V }[] }
      ? V
      : string

/** The options that a form of these fields yields. */
export type Options<F extends Fields> = { -readonly [K in keyof F]: ValueOf<F[K]> }

/** How much of a profile's history is kept on this device: so many messages (0: none), for so many days. */
export type Keep = { count: number; days: number }
export const KEEP: Keep = { count: 10_000, days: 30 }

/** What tells connections apart at a glance, beside their names. */
export const COLOURS = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink'] as const
export type Colour = (typeof COLOURS)[number]

/** The settings of one connection. Secrets are kept apart from it, by its id. */
export type Profile = {
  id: string
  name: string
  view: View
  backend: string
  options: Record<string, unknown>
  colour?: Colour
  /** `KEEP` where it is not said. */
  keep?: Keep
  /** The names of the secrets that it is not connected without: a field's, or `server?token` for what an address has
   *  the place of. */
  secrets?: readonly string[]
}

/** The options of a profile with every missing one filled from its field's default. Fields are asked in order, so that
 *  a default may look at the answers before it. */
export function withDefaults<F extends Fields>(
  fields: F,
  options: Record<string, unknown>,
  view: View,
): Options<F> {
  const filled: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) {
    const given = Object.hasOwn(options, name) ? options[name] : undefined
    const fallback = typeof field.default === 'function' ? field.default(view, filled) : field.default
    filled[name] = typeof given === typeof fallback ? given : fallback
  }
  return filled as Options<F>
}
