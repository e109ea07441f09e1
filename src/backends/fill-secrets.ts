import { formatBase64 } from '../model/base64.ts'

/** `{{token}}`, `{{token:base64url}}`: a secret's place in a text that is sent. */
const PLACE = /\{\{(token|user|password)(?::(base64|base64url))?\}\}/g

/** Has a text a place for a secret in it? */
export function hasPlaces(text: string): boolean {
  return text.search(PLACE) >= 0
}

/** A text with the secrets in their places. In JSON a secret is a text of JSON, with its quotes where it stands outside
 *  of any; elsewhere it is as it is. One that is not there is empty. */
export function fillSecrets(text: string, secrets: Readonly<Record<string, string>>): string {
  const isJson = /^\s*(?:\[|\{(?!\{))/.test(text)
  return text.replace(PLACE, (_, name: string, form: string | undefined, at: number) => {
    const value = encode((Object.hasOwn(secrets, name) && secrets[name]) || '', form)
    if (!isJson) return value
    return isQuoted(text, at) ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value)
  })
}

function encode(value: string, form: string | undefined): string {
  if (form === undefined) return value
  const base64 = formatBase64(new TextEncoder().encode(value))
  return form === 'base64' ? base64 : base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Is that place of a JSON text within a text of it? */
function isQuoted(text: string, at: number): boolean {
  let quoted = false
  for (let index = 0; index < at; index++) {
    if (text[index] === '\\' && quoted) index++
    else if (text[index] === '"') quoted = !quoted
  }
  return quoted
}
