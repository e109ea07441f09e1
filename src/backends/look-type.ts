import { isLines } from '../net/line-reader.ts'

/** https://html.spec.whatwg.org/multipage/server-sent-events.html#text/event-stream */
export function isEventStream(type: string): boolean {
  return type === 'text/event-stream'
}

/** Is it a type of JSON, as https://mimesniff.spec.whatwg.org/#json-mime-type says? */
export function isJsonType(type: string): boolean {
  return type === 'text/json' || /[/+]json$/.test(type)
}

/** Is this text JSON? */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // Also what is nested past the stack: nobody could read that either.
    return false
  }
}

/** Is that what JSON begins with? */
export function beginsAsJson(text: string): boolean {
  return /^\s*[[{]/.test(text)
}

/** The lines of a text that is a line of JSON a message, whatever type it goes by; undefined where it is something else.
 *  One that has not ended yet is left out. */
export function linesIn(text: string, type: string, isWhole: boolean): string[] | undefined {
  const lines = text.split(/[\n\x1e]/)
  if (!isWhole) lines.pop()
  const full = lines.map((line) => line.trim()).filter(Boolean)
  if (isLines(type)) return full
  const isRecord = (line: string) => /^[[{].*[\]}]$/.test(line) && isJson(line)
  const enough = isWhole ? 2 : 1
  return full.length >= enough && full.every(isRecord) && !(isWhole && isJson(text)) ? full : undefined
}
