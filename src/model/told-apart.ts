import { isSecretName } from './secrets.ts'
import { isToken, LOGIN } from './told-secret.ts'

/** The secrets that a text may have a place for: `{{token}}`. */
export type ToldName = 'token' | 'user' | 'password'
/** A text with places where secrets stood, and those, by name. */
export type ToldApart = { text: string; secrets: Partial<Record<ToldName, string>> }

const WORD = /[^\s:=,;&?"'<>()[\]{}]+/g
const PLACE = /^\{\{|\{\{\s*\w+(?::\w+)?\s*\}\}/
/** A name in JSON with the text behind it, or a text alone. Escapes stay as they are written. */
const STRINGS = /(?:"((?:[^"\\]|\\.)*)"\s*:\s*)?"((?:[^"\\]|\\.)*)"/g
const PASSWORD = /pass|pwd|\bpw\b|\bpin\b/i
const USER = /^(?:user(?:_?name)?|login|nick(?:name)?|account|email)$/i
const SCHEME = /^(?:bearer|basic|token)$/i

/** Puts places where a text that is sent has what lets somebody in: behind a name of a secret, or as a word that is no
 *  word. Undefined where there is nothing, or nothing that a place can stand for: a number in JSON, or a second secret of
 *  a kind (`known` has those that there are). */
export function putApart(
  text: string,
  known: Readonly<Partial<Record<string, string>>> = {},
): ToldApart | undefined {
  const secrets: ToldApart['secrets'] = {}
  /** The place for a secret, if there is one that is free. */
  const place = (name: ToldName, value: string): string | undefined => {
    const other = secrets[name] ?? known[name]
    if (value === '' || PLACE.test(value) || (other && other !== value)) return undefined
    secrets[name] = value
    return `{{${name}}}`
  }
  const apart = isJson(text) ? apartInJson(text, place) : apartInText(text, place)
  const isFound = secrets.token !== undefined || secrets.password !== undefined
  return isFound ? { text: apart, secrets } : undefined
}

type Place = (name: ToldName, value: string) => string | undefined

function apartInJson(text: string, place: Place): string {
  const hasPassword = [...text.matchAll(STRINGS)].some(
    ([, name]) => name !== undefined && PASSWORD.test(name),
  )
  return text.replace(STRINGS, (whole: string, name: string | undefined, value: string, at: number) => {
    // A name of something that is no text.
    if (name === undefined && /^\s*:/.test(text.slice(at + whole.length))) return whole
    const head = whole.slice(0, whole.length - value.length - 1)
    if (name !== undefined && isSecretName(name)) return `${head}${apartInValue(name, value, place)}"`
    if (name !== undefined && USER.test(name) && hasPassword)
      return `${head}${place('user', unescaped(value)) ?? value}"`
    const isPlain = !value.includes('\\') && value.includes(' ')
    return isPlain ? `${head}${apartInText(value, place, true)}"` : whole
  })
}

/** Of `Bearer abc` the word behind the scheme. */
function apartInValue(name: string, value: string, place: Place): string {
  const [, scheme = '', rest = value] = /^(\w+ +)?(.*)$/s.exec(value) ?? []
  const isScheme = SCHEME.test(scheme.trim())
  const secret = isScheme ? rest : value
  const put = place(nameOf(name), unescaped(secret))
  return put === undefined ? value : (isScheme ? scheme : '') + put
}

/** `named`: only what stands behind a name counts. In JSON long words may be ids. */
function apartInText(text: string, place: Place, named = false): string {
  const words = [...text.matchAll(WORD)].map(([word], index, all) => ({ word, at: all[index]?.index ?? 0 }))
  const puts = new Map<number, { word: string; by: string | undefined }>()
  const put = (n: number, name: ToldName) => {
    const found = words[n]
    if (found && !puts.has(n)) puts.set(n, { word: found.word, by: place(name, found.word) })
  }
  words.forEach(({ word }, n) => {
    const next = words[n + 1]
    if (next && isSecretName(word) && !isSecretName(next.word)) put(n + 1, nameOf(word))
    else if (next && LOGIN.test(word)) {
      // `login mina hunter2`, and `login:guest` with its password elsewhere.
      const isPair = words[n + 2] !== undefined && !isSecretName(words[n + 2]?.word ?? '')
      put(n + 1, isPair || hasPassword(words.map((each) => each.word)) ? 'user' : 'token')
      if (isPair) put(n + 2, 'password')
    } else if (!named && isToken(word)) put(n, 'token')
  })
  let apart = ''
  let end = 0
  for (const [n, { word, by }] of [...puts].sort(([one], [other]) => one - other)) {
    const at = words[n]?.at ?? 0
    apart += text.slice(end, at) + (by ?? word)
    end = at + word.length
  }
  return apart + text.slice(end)
}

function hasPassword(words: readonly string[]): boolean {
  return words.some((word) => isSecretName(word) && PASSWORD.test(word))
}

function nameOf(name: string): ToldName {
  return PASSWORD.test(name) ? 'password' : 'token'
}

function isJson(text: string): boolean {
  // A template may be none until it is filled in.
  return /^\s*(?:\[|\{(?!\{))/.test(text)
}

function unescaped(value: string): string {
  try {
    return String(JSON.parse(`"${value}"`))
  } catch {
    // Not JSON after all.
    return value
  }
}
