/** So much is put together before it is handed on (characters). */
const PIECE_CHARS = 256 * 1024

/** Where a file is written to. */
export interface Sink {
  write(part: string | Blob): Promise<void>
  /** The file is there. */
  close(): Promise<void>
  /** Nothing is left of it. */
  abort(): Promise<void>
}

type Picker = (options: {
  suggestedName: string
  types: { accept: Record<string, string[]> }[]
}) => Promise<FileSystemFileHandle>

/** Asks where to, on a click; where the browser has no such question, it is a download. Undefined: the person wants it
 *  nowhere. Rejects where it cannot be written there. */
export async function openSink(name: string, type: string): Promise<Sink | undefined> {
  const { showSaveFilePicker: pick } = globalThis as { showSaveFilePicker?: Picker }
  if (!pick) return new Download(name, type)
  const [mime = type] = type.split(';', 1)
  try {
    const extension = name.slice(name.lastIndexOf('.'))
    const file = await pick({ suggestedName: name, types: [{ accept: { [mime]: [extension] } }] })
    return await file.createWritable()
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined
    // In a frame of another origin there is the function, and it may not be used.
    if (error instanceof DOMException && error.name === 'SecurityError') return new Download(name, type)
    throw error
  }
}

/** A file that the browser puts together, in pieces that need not be in memory, and then saves. */
class Download implements Sink {
  readonly #name: string
  readonly #type: string
  #pieces: Blob[] = []

  constructor(name: string, type: string) {
    this.#name = name
    this.#type = type
  }

  async write(part: string | Blob): Promise<void> {
    this.#pieces.push(new Blob([part]))
  }

  async close(): Promise<void> {
    const url = URL.createObjectURL(new Blob(this.#pieces, { type: this.#type }))
    const link = document.createElement('a')
    link.href = url
    link.download = this.#name
    document.body.append(link)
    link.click()
    link.remove()
    // The download has begun by then.
    setTimeout(() => URL.revokeObjectURL(url), 60_000)
    this.#pieces = []
  }

  async abort(): Promise<void> {
    this.#pieces = []
  }
}

/** Writes in larger pieces than it is given. */
export class Buffered implements Sink {
  readonly #sink: Sink
  #text = ''

  constructor(sink: Sink) {
    this.#sink = sink
  }

  async write(text: string): Promise<void> {
    this.#text += text
    if (this.#text.length >= PIECE_CHARS) await this.#flush()
  }

  async close(): Promise<void> {
    await this.#flush()
    await this.#sink.close()
  }

  abort(): Promise<void> {
    return this.#sink.abort()
  }

  async #flush(): Promise<void> {
    const text = this.#text
    this.#text = ''
    if (text) await this.#sink.write(text)
  }
}
