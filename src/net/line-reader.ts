import { headOf, MAX_TEXT_CHARS } from '../model/text.ts'
import type { StreamPart } from './event-reader.ts'

/** Is it one of the content types that a line of JSON a message goes by? They are as good as events. */
export function isLines(type: string): boolean {
  return /^application\/(x-)?(ndjson|jsonl|jsonlines|json-lines|json-seq|stream\+json)\s*(;|$)/i.test(type)
}

/** Reads lines of JSON as they come, cut anywhere (https://github.com/ndjson/ndjson-spec): each is an event without a
 *  name or an id. Takes decoded text. An empty line is a sign of life and nothing else. What one line holds in memory is
 *  bounded; what follows one that was too large is read as if nothing had been. */
export class LineReader {
  /** The line that has not ended yet. */
  #pieces: string[] = []
  #chars = 0

  feed(text: string): StreamPart[] {
    const parts: StreamPart[] = []
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      this.#add(text.slice(from, end))
      this.#endLine(parts)
      from = end + 1
    }
    this.#add(text.slice(from))
    return parts
  }

  /** What a stream that ended had begun: its last line need not end by itself. */
  end(): StreamPart[] {
    const parts: StreamPart[] = []
    if (this.#chars > 0) this.#endLine(parts)
    return parts
  }

  #add(piece: string): void {
    // Of one that is too large its beginning is enough.
    if (this.#chars <= MAX_TEXT_CHARS && piece) this.#pieces.push(piece)
    this.#chars += piece.length
  }

  #endLine(parts: StreamPart[]): void {
    const line = this.#pieces.join('')
    const isLarge = this.#chars > MAX_TEXT_CHARS
    this.#pieces = []
    this.#chars = 0
    // A record separator begins each line of application/json-seq (https://www.rfc-editor.org/rfc/rfc7464).
    const data = line.replace(/^\u001e/, '').replace(/\r$/, '')
    if (isLarge) parts.push({ kind: 'too-large', head: headOf(data) as string })
    else if (data.trim() === '') parts.push({ kind: 'comment', comment: '' })
    else parts.push({ kind: 'event', event: 'message', data, id: '' })
  }
}
