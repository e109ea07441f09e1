import { recordOf } from './record.ts'
import { isSecretName } from './secrets.ts'

/** A place that is filled in when it is sent: it says where a secret belongs, and not which. */
const PLACE = /\{\{[^{}]*\}\}/g
/** Stands for a place while it is looked around it: a character that nobody types. */
const MARK = '\ue000'
/** What may stand between a name and its secret. */
const SCHEME = /^(?:bearer|basic)$/i
/** What servers call the line that lets somebody in, where no name of a secret is in it. */
export const LOGIN = /^(?:log[io]n|sign[io]n|identify|identity|oper)$/i
/** Does what is sent as it was typed hold what lets somebody in? Where one cannot tell (`AUTH 1234`, `key: 7`) it does:
 *  what is left out by mistake is typed once more, what is given away stays so. */
export function tellsSecret(typed: unknown): boolean {
  if (typeof typed !== 'string') return isTelling(typed)
  const text = typed.replace(PLACE, MARK)
  const parsed = parsedJson(text)
  return parsed === undefined ? namesLogin(text) || wordsOf(text).some(isToken) : isTelling(parsed)
}

/** In JSON a name says what is behind it, and long values may be ids. */
function isTelling(value: unknown): boolean {
  // A JSONPath says where something is.
  if (typeof value === 'string') return !/^\s*[$@]/.test(value) && namesLogin(value)
  if (Array.isArray(value)) return value.some(isTelling)
  return Object.entries(recordOf(value) ?? {}).some(([name, part]) => {
    const isEmpty = part === null || typeof part === 'boolean' || isPlace(part)
    return isSecretName(name) ? !isEmpty : isTelling(part)
  })
}

/** `PASS 1234`, `Bearer abc`, `passcode:guest`: the name of a secret, and something behind it. */
function namesLogin(text: string): boolean {
  const words = wordsOf(text)
  return words.slice(0, -1).some((word, n) => {
    const [next = '', afterNext = ''] = words.slice(n + 1)
    if (LOGIN.test(word)) return next !== MARK || !(isPlace(afterNext) || isSecretName(afterNext))
    const isPut = next === MARK || (SCHEME.test(next) && afterNext === MARK)
    return isSecretName(word) && !isPut
  })
}

/** Nothing, or only places, perhaps with their scheme before them. */
function isPlace(value: unknown): boolean {
  if (typeof value !== 'string') return false
  const [first = '', ...rest] = value.split(' ')
  return (SCHEME.test(first) ? rest.join(' ') : value).replaceAll(MARK, '') === ''
}

/** Long, with letters and digits: no word that anybody says. */
export function isToken(word: string): boolean {
  return word.length >= 16 && /\d/.test(word) && /[a-z]/i.test(word)
}

function wordsOf(text: string): string[] {
  return text.split(/[\s:=,;&?"'<>()[\]{}]+/).filter(Boolean)
}

/** The object or list that a text is. */
function parsedJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Text, or JSON that a template is yet to make.
    return undefined
  }
}
