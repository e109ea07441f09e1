import type { Reason, WhyCode } from '../model/reason.ts'
import { WHY_CODES } from '../model/reason.ts'
import type rest from './en-rest.ts'
import type en from './en.ts'

export type Language = 'en' | 'ko'
/** What every string that a person reads is known by. */
export type Key = keyof typeof en | keyof typeof rest
/** A sentence with `{names}` in it, or its forms by `Intl.PluralRules` of the parameter `n`. */
export type Phrase = string | { readonly one?: string; readonly other: string }
export type Params = Readonly<Record<string, string | number>>

type Words = Readonly<Partial<Record<Key, Phrase>>>
type Load = () => Promise<{ default: Words }>

/** A language in two: what the first screen says, and what its later parts do. */
const LANGUAGES: Record<Language, { first: Load; rest: Load }> = {
  en: { first: () => import('./en.ts'), rest: () => import('./en-rest.ts') },
  ko: { first: () => import('./ko.ts'), rest: () => import('./ko-rest.ts') },
}

let dictionary = $state.raw<Words>({})
let current = $state.raw<Language>('en')
let wanted: Language = 'en'
let isWhole = false

/** Loads what the first screen says in a language, and speaks it from then on. */
export async function speakFirst(language: Language): Promise<void> {
  wanted = language
  dictionary = (await LANGUAGES[language].first()).default
  current = language
}

/** Loads a whole language and speaks it from then on. */
export async function speak(language: Language): Promise<void> {
  wanted = language
  const { first, rest } = LANGUAGES[language]
  const [one, other] = await Promise.all([first(), rest()])
  // Another one was asked for meanwhile.
  if (wanted !== language) return
  dictionary = { ...one.default, ...other.default }
  current = language
  isWhole = true
}

/** For what is shown after the first screen: waits until all its words are there. */
export async function speakAll(): Promise<void> {
  if (!isWhole) await speak(wanted)
}

/** The language that is spoken now. */
export function language(): Language {
  return current
}

/** The words for a key, with its parameters put in; numbers as the language writes them. */
export function t(key: Key, params: Params = {}): string {
  const phrase = dictionary[key] ?? key
  return fill(typeof phrase === 'string' ? phrase : pluralOf(phrase, Number(params['n'])), params)
}

/** A reason as a sentence. What the machine said is apart, in `reason.detail`. */
export function say(reason: Reason): string {
  return t(isWhy(reason.code) ? `why.${reason.code}` : reason.code, reason.params)
}

function isWhy(code: string): code is WhyCode {
  return (WHY_CODES as readonly string[]).includes(code)
}

function pluralOf(phrase: Exclude<Phrase, string>, n: number): string {
  const form = new Intl.PluralRules(current).select(n)
  return (form === 'one' && phrase.one) || phrase.other
}

function fill(text: string, params: Params): string {
  return text.replace(/( ?)\{(\w+)\}/g, (found, space: string, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined
    if (value === undefined) return found
    // What has no name (a status over HTTP/2, say) leaves no hole.
    if (value === '') return ''
    return space + (typeof value === 'number' ? value.toLocaleString(current, { useGrouping: false }) : value)
  })
}
