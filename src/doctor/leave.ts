/** What a page may send without asking first. https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
const SAFE = /^(?:accept|accept-language|content-language)$/i
const SAFE_TYPE = /^(?:text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)\s*(?:;|$)/i

/** The names of the headers for which a browser asks the server's leave, by a preflight. */
export function needLeave(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers)
    .filter(([name, value]) => !SAFE.test(name) && !(/^content-type$/i.test(name) && SAFE_TYPE.test(value)))
    .map(([name]) => name.toLowerCase())
}
