import { isTooDeep } from './exact.ts'
import { imageTypeOf } from './image.ts'
import type { Frame } from './message.ts'
import { headOf, textOf } from './text.ts'

/** What a frame holds, by the look of it. Text that came as bytes is what the text is. */
export type FrameType = 'empty' | 'json' | 'ndjson' | 'xml' | 'text' | 'image' | 'binary'

/** A longer text (characters, or bytes) is not read for it: its ends have to do. */
const READ_LENGTH = 100_000
/** So many lines tell what the rest is. */
const READ_LINES = 3

export function frameTypeOf(frame: Frame): FrameType {
  if (typeof frame === 'string') return typeOfText(frame, lastCharOf(frame), frame.length <= READ_LENGTH)
  if (imageTypeOf(frame)) return 'image'
  const isShort = frame.byteLength <= READ_LENGTH
  const text = isShort ? textOf(frame) : headOf(frame)
  if (typeof text !== 'string') return 'binary'
  const end = new Uint8Array(frame, Math.max(0, frame.byteLength - 100))
  return typeOfText(text, lastCharOf(String.fromCharCode(...end)), isShort)
}

/** `last`: what it ends with, where `text` is only its beginning. `isWhole`: it can be read. */
function typeOfText(text: string, last: string | undefined, isWhole: boolean): FrameType {
  const first = /[^\s\ufeff]/.exec(text)?.[0]
  if (first === undefined) return 'empty'
  if (first === '<' && last === '>') return 'xml'
  if (first !== '{' && first !== '[') return 'text'
  if (isWhole && isJson(text)) return 'json'
  if (isLines(text)) return 'ndjson'
  return !isWhole && last === (first === '{' ? '}' : ']') ? 'json' : 'text'
}

function lastCharOf(text: string): string | undefined {
  for (let at = text.length - 1; at >= 0; at--) if (/\S/.test(text[at] as string)) return text[at]
  return undefined
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    return isTooDeep(error)
  }
}

/** Is each of its first lines a value of its own? The last one may not have come to its end. */
function isLines(text: string): boolean {
  let lines = 0
  for (let from = 0; lines < READ_LINES && from < text.length;) {
    const end = text.indexOf('\n', from)
    const line = text.slice(from, end < 0 ? text.length : end).trim()
    from = end < 0 ? text.length : end + 1
    if (line === '') continue
    if (line.length > READ_LENGTH || !isJson(line)) return end < 0 && lines > 1
    lines++
  }
  return lines > 1
}
