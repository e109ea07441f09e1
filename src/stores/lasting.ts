import { lasts } from '../backends/backend.ts'
import type { Local } from '../storage/local.ts'

/** What was learnt of a server is believed for so long. */
const LASTS_MS = 7 * 86_400_000

type Saved = { at: number; facts: Record<string, unknown> }

/** A backend's memory, of which what it learnt of its server outlives the page: else a reload would have to find out
 *  again, at the cost of a gap, that it does not let itself be asked for what was missed. */
export class Lasting extends Map<string, unknown> {
  readonly #local: Local | undefined
  readonly #key: string
  readonly #now: () => number

  /** Without `local` nothing outlives the page. */
  constructor(local: Local | undefined, profile: string, now: () => number) {
    super()
    this.#local = local
    this.#key = `learnt:${profile}`
    this.#now = now
    const saved = local?.get(this.#key)
    if (isSaved(saved) && now() - saved.at < LASTS_MS)
      for (const [name, fact] of Object.entries(saved.facts)) if (lasts(name)) super.set(name, read(fact))
  }

  override set(name: string, value: unknown): this {
    super.set(name, value)
    if (lasts(name)) this.#save()
    return this
  }

  override clear(): void {
    letGo(this)
    super.clear()
    this.#local?.remove(this.#key)
  }

  #save(): void {
    const facts: Record<string, unknown> = {}
    for (const [name, fact] of this) if (lasts(name)) facts[name] = write(fact)
    this.#local?.set(this.#key, { at: this.#now(), facts } satisfies Saved)
  }
}

/** Nobody goes on with what was begun: what waits in a memory for a server's word is told so. */
export function letGo(memory: ReadonlyMap<string, unknown>): void {
  for (const value of memory.values()) if (isPending(value)) value.lose()
}

/** What a backend left in its memory, and has to be let go of: a session with messages on their way, say. */
function isPending(value: unknown): value is { lose: () => void } {
  return typeof value === 'object' && value !== null && 'lose' in value && typeof value.lose === 'function'
}

/** JSON has no sets: they are lists. */
function write(value: unknown): unknown {
  return value instanceof Set ? [...value] : value
}

function read(value: unknown): unknown {
  return Array.isArray(value) ? new Set(value.filter((each) => typeof each === 'string')) : value
}

function isSaved(value: unknown): value is Saved {
  const { at, facts } = Object(value) as Partial<Saved>
  return typeof at === 'number' && typeof facts === 'object' && facts !== null
}
