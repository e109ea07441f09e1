import * as v from 'valibot'
import type { Local } from '../storage/local.ts'
import { besideKey } from './beside.ts'

/** So many lines are kept to be recalled, of so many characters in all. */
const MAX_LINES = 100
const MAX_CHARS = 200_000

/** A line as it was written, and whether what it has in double braces was filled in. */
export type SaidLine = { text: string; fills?: true | undefined }

const Line = v.object({ text: v.string(), fills: v.fallback(v.optional(v.literal(true)), undefined) })
const Saved = v.object({ version: v.literal(1), lines: v.array(v.unknown()) })

/** What was said in a profile, oldest first: to be recalled. It is kept on this device only where the history is; elsewhere
 *  it lives as long as the page. */
export class Said {
  #memory: readonly SaidLine[] = []
  readonly #local: Local | undefined
  readonly #key: string
  readonly #keeps: () => boolean

  /** Without `local` nothing is kept. `keeps`: is the history, now? */
  constructor(local: Local | undefined, profile: string, keeps: () => boolean) {
    this.#local = local
    this.#key = besideKey('said', profile)
    this.#keeps = keeps
  }

  /** Read anew each time: another tab may have said something. */
  get lines(): readonly SaidLine[] {
    if (!this.#local) return this.#memory
    if (this.#keeps()) return read(this.#local.get(this.#key))
    this.#local.remove(this.#key)
    return this.#memory
  }

  /** No line comes twice in a row. */
  add(text: string, fills: boolean): void {
    const { lines } = this
    const last = lines.at(-1)
    if (last?.text === text && Boolean(last.fills) === fills) return
    this.#set(bounded([...lines, { text, ...(fills && { fills }) }]))
  }

  clear(): void {
    this.#memory = []
    this.#local?.remove(this.#key)
  }

  #set(lines: readonly SaidLine[]): void {
    if (this.#local && this.#keeps()) this.#local.set(this.#key, { version: 1, lines })
    else this.#memory = lines
  }
}

/** The youngest of them, as many as may be kept. */
function bounded(lines: readonly SaidLine[]): readonly SaidLine[] {
  let chars = 0
  let from = lines.length
  while (from > 0 && lines.length - from < MAX_LINES) {
    chars += lines[from - 1]?.text.length ?? 0
    if (chars > MAX_CHARS) break
    from--
  }
  return lines.slice(from)
}

/** Anything may stand in a browser's storage. */
function read(value: unknown): readonly SaidLine[] {
  const saved = v.safeParse(Saved, value)
  if (!saved.success) return []
  const lines = saved.output.lines.map((line) => v.safeParse(Line, line))
  return bounded(lines.filter(({ success }) => success).map(({ output }) => output as SaidLine))
}
