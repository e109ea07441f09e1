import { HEAD_CHARS, headOf, MAX_TEXT_CHARS } from '../model/text.ts'
import { MAX_RETRY_MS } from './retry-after.ts'

/** No server takes a longer id back in a header: such a one is ignored, as one with a NUL. */
export const MAX_ID_CHARS = 4_096

/** What stands in an event stream, in its order. `id` on an event is the last event id: it stays until another comes. */
export type StreamPart =
  | { kind: 'event'; event: string; data: string; id: string }
  | { kind: 'comment'; comment: string }
  /** `alone`: no event comes with it. */
  | { kind: 'id'; id: string; alone: boolean }
  | { kind: 'retry'; ms: number }
  /** An event that was too large, by its beginning; the rest of it is skipped. */
  | { kind: 'too-large'; head: string }

/** Reads one event stream as it comes, cut anywhere (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 *  Takes decoded text, without the BOM. What one event holds in memory is bounded; what follows one that was too large
 *  is read as if nothing had been. */
export class EventReader {
  /** The line that has not ended yet. */
  #pieces: string[] = []
  #lineChars = 0
  #skipsLine = false
  #afterCr = false
  #data: string[] = []
  #dataChars = 0
  #event = ''
  #nextId: string | undefined
  #id: string
  /** This event was too large: only its id still counts. */
  #over = false

  constructor(lastEventId = '') {
    this.#id = lastEventId
  }

  feed(text: string): StreamPart[] {
    const parts: StreamPart[] = []
    // [spec] CR LF is one end of a line, also where a chunk ends between the two.
    let from = this.#afterCr && text.startsWith('\n') ? 1 : 0
    if (text) this.#afterCr = false
    let cr = text.indexOf('\r', from)
    let lf = text.indexOf('\n', from)
    while (cr >= 0 || lf >= 0) {
      const end = cr < 0 || (lf >= 0 && lf < cr) ? lf : cr
      this.#add(text.slice(from, end), parts)
      this.#endLine(parts)
      from = end + 1
      if (end === cr) {
        this.#afterCr = from === text.length
        if (text[from] === '\n') from++
        cr = text.indexOf('\r', from)
      }
      if (lf >= 0 && lf < from) lf = text.indexOf('\n', from)
    }
    this.#add(text.slice(from), parts)
    return parts
  }

  /** [spec] What the stream had begun when it ended is no event. */
  end(): StreamPart[] {
    return []
  }

  #add(text: string, parts: StreamPart[]): void {
    if (text === '' || this.#skipsLine) return
    this.#pieces.push(text)
    this.#lineChars += text.length
    // An id may still come after the data that was too much.
    if (this.#over) this.#skipsLine = this.#lineChars > HEAD_CHARS
    else if (this.#dataChars + this.#lineChars > MAX_TEXT_CHARS) {
      parts.push({ kind: 'too-large', head: this.#head() })
      this.#over = this.#skipsLine = true
      this.#data = []
    }
    if (this.#skipsLine) this.#pieces = []
  }

  /** The beginning of the data. */
  #head(): string {
    const line = this.#pieces.join('')
    const field = fieldOf(line)
    const text = [...this.#data, field.name === 'data' ? field.value : line].join('\n')
    return headOf(text) as string
  }

  #endLine(parts: StreamPart[]): void {
    const line = this.#pieces.length === 1 ? (this.#pieces[0] as string) : this.#pieces.join('')
    const skipped = this.#skipsLine
    this.#pieces = []
    this.#lineChars = 0
    this.#skipsLine = false
    if (skipped) return
    if (line === '') return this.#dispatch(parts)
    const { name, value } = fieldOf(line)
    // [spec] Names are compared as they are; what has another is ignored.
    if (name === '') parts.push({ kind: 'comment', comment: value })
    else if (name === 'event') this.#event = value
    else if (name === 'id') this.#takeId(value)
    else if (name === 'retry' && /^[0-9]+$/.test(value))
      parts.push({ kind: 'retry', ms: Math.min(Number(value), MAX_RETRY_MS) })
    else if (name === 'data' && !this.#over) {
      this.#data.push(value)
      this.#dataChars += value.length + 1
    }
  }

  /** [spec] An id with a NUL is ignored; an empty one resets. */
  #takeId(id: string): void {
    if (!id.includes('\0') && id.length <= MAX_ID_CHARS) this.#nextId = id
  }

  #dispatch(parts: StreamPart[]): void {
    // [spec] The id counts from here on, whether or not there is an event.
    if (this.#nextId !== undefined) {
      this.#id = this.#nextId
      parts.push({ kind: 'id', id: this.#id, alone: this.#data.length === 0 })
    }
    if (this.#data.length > 0)
      parts.push({
        kind: 'event',
        event: this.#event || 'message',
        data: this.#data.join('\n'),
        id: this.#id,
      })
    this.#data = []
    this.#dataChars = 0
    this.#event = ''
    this.#nextId = undefined
    this.#over = false
  }
}

/** A line as a field; a comment has no name. One space after the colon is not part of the value. */
function fieldOf(line: string): { name: string; value: string } {
  const colon = line.indexOf(':')
  if (colon < 0) return { name: line, value: '' }
  return { name: line.slice(0, colon), value: line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1)) }
}
