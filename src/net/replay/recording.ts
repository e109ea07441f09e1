import { parseMessageLine } from '../../model/message-line.ts'
import type { SessionHeader } from '../../model/session.ts'
import { parseHeader, parseTraced } from '../../model/session.ts'
import type { Traced } from '../../model/traced.ts'
import { Lines } from './lines.ts'

/** So much of its beginning and of its end is looked at before it is played. */
const LOOK_BYTES = 64 * 1024
/** So much is read at once. */
const CHUNK_BYTES = 256 * 1024

/** `empty`: there is nothing in it; `binary`: it is no text; `unreadable`: the browser cannot read it (any more). */
export type RecordingErrorKind = 'empty' | 'binary' | 'unreadable'

export class RecordingError extends Error {
  override readonly name = 'RecordingError'
  readonly kind: RecordingErrorKind

  constructor(kind: RecordingErrorKind, cause?: unknown) {
    super(kind, { cause })
    this.kind = kind
  }
}

/** A file of lines: a session or messages that were saved here, or any text, which is then what a server of JSON sent. */
export class Recording {
  readonly header: SessionHeader
  /** Bytes. */
  readonly size: number
  /** When its first and its last line were (epoch ms), where they say so. */
  readonly from: number | undefined
  readonly to: number | undefined
  /** Its first line is a header of ours. */
  readonly isOurs: boolean
  readonly #file: Blob

  private constructor(file: Blob, name: string, now: number, { head, tail }: { head: string; tail: string }) {
    const given = parseHeader(head.split(/\r?\n/, 1)[0] ?? '')
    this.#file = file
    this.size = file.size
    this.isOurs = given !== undefined
    // What is in a list of messages is JSON, whatever they came as.
    const asJson = { backend: 'json', options: { wire: 'socket', loose: true } }
    const known = { of: 'session' as const, name, view: 'chat' as const, at: now, ...asJson }
    this.header = { ...known, ...given, ...(given?.of === 'messages' && asJson) }
    this.from = timesIn(head).at(0)
    this.to = timesIn(tail).at(-1)
  }

  /** Looks at a file. `now`: when the lines were that do not say it. Throws RecordingError. */
  static async open(file: Blob, name: string, now: number): Promise<Recording> {
    const head = await textOf(file.slice(0, LOOK_BYTES))
    const tail = await textOf(file.slice(-LOOK_BYTES))
    if (head.trim() === '') throw new RecordingError('empty')
    if (head.includes('\0')) throw new RecordingError('binary')
    return new Recording(file, name, now, { head, tail })
  }

  read(): Reading {
    return new Reading(this.#file, this)
  }
}

/** A recording as it is read: only as fast as it is asked for. */
export class Reading {
  readonly #file: Blob
  readonly #recording: Recording
  readonly #lines = new Lines()
  #at: number
  /** What was read last (bytes, and characters of its lines), and how much of that was told. */
  #chunk = { from: 0, bytes: 0, chars: 1, told: 0 }
  #unknown = 0
  #isFirst = true

  constructor(file: Blob, recording: Recording) {
    this.#file = file
    this.#recording = recording
    this.#at = recording.from ?? recording.header.at
  }

  /** How far it is told (bytes). */
  get bytes(): number {
    const { from, bytes, chars, told } = this.#chunk
    return from + bytes * (told / chars)
  }

  /** So many lines were left out. */
  get skipped(): number {
    return this.#unknown + this.#lines.skipped
  }

  /** Lines, some at a time. Throws RecordingError. */
  async *[Symbol.asyncIterator](): AsyncGenerator<readonly string[]> {
    const decoder = new TextDecoder()
    for (let from = 0; from < this.#file.size; from += CHUNK_BYTES) {
      const bytes = await bytesOf(this.#file.slice(from, from + CHUNK_BYTES))
      const lines = this.#lines.feed(decoder.decode(bytes, { stream: true }))
      const chars = lines.reduce((sum, line) => sum + line.length, 1)
      this.#chunk = { from, bytes: bytes.byteLength, chars, told: 0 }
      yield lines
    }
    const last = this.#lines.end()
    this.#chunk = { from: this.#file.size, bytes: 0, chars: 1, told: 0 }
    if (last) yield [last]
  }

  /** What a line tells; undefined where that is nothing. */
  parse(line: string): Traced | undefined {
    const isHeader = this.#isFirst && this.#recording.isOurs
    this.#isFirst = false
    this.#chunk.told += line.length
    if (isHeader || line.trim() === '') return undefined
    const traced = this.#parse(line)
    if (traced) this.#at = traced.at
    else this.#unknown++
    return traced
  }

  #parse(line: string): Traced | undefined {
    if (!this.#recording.isOurs) return { at: this.#at, kind: 'in', frame: line }
    return this.#recording.header.of === 'messages'
      ? parseMessageLine(line, this.#at)
      : parseTraced(line, this.#at)
  }
}

/** The times of lines as they are written here. */
function timesIn(text: string): number[] {
  return [...text.matchAll(/^\{"at":(-?\d+)/gm)].map(([, at]) => Number(at))
}

async function textOf(part: Blob): Promise<string> {
  return new TextDecoder().decode(await bytesOf(part))
}

async function bytesOf(part: Blob): Promise<ArrayBuffer> {
  try {
    return await part.arrayBuffer()
  } catch (error) {
    // It was moved, changed or taken away since it was chosen.
    throw new RecordingError('unreadable', error)
  }
}
