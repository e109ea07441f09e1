/** A line that is longer (characters) is left out: what is in it is past what is read of a frame. */
export const MAX_LINE_CHARS = 64 * 1024 * 1024

/** A text that comes in pieces, line by line. A line ends by LF or CRLF, the last one also by the end. */
export class Lines {
  /** So many were too long. */
  skipped = 0
  readonly #max: number
  #begun: string[] = []
  #chars = 0

  constructor(max = MAX_LINE_CHARS) {
    this.#max = max
  }

  /** The lines that are whole with this piece, without their ends. */
  feed(piece: string): string[] {
    const lines = piece.split('\n')
    const last = lines.pop() as string
    if (lines.length === 0) {
      this.#begin(last)
      return lines
    }
    this.#begin(lines[0] as string)
    const first = this.end()
    this.#begin(last)
    const rest = lines.slice(1).map(withoutReturn)
    return first === undefined ? rest : [first, ...rest]
  }

  /** What is left: the last line, where it has no end. */
  end(): string | undefined {
    const line = this.#chars > this.#max ? undefined : this.#begun.join('')
    if (line === undefined) this.skipped++
    this.#begun = []
    this.#chars = 0
    return line === undefined ? undefined : withoutReturn(line)
  }

  #begin(part: string): void {
    this.#chars += part.length
    if (this.#chars > this.#max) this.#begun = []
    else if (part) this.#begun.push(part)
  }
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
