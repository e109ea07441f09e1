import { parsePlainPath } from '../model/json-path.ts'
import type { Mapping } from '../model/mapping.ts'
import type { Reason } from '../model/reason.ts'
import type { Clock } from '../net/clock.ts'
import { NetError } from '../net/errors.ts'
import { loadPart } from '../net/part.ts'
import type { Heard } from './carrier.ts'
import { MapBench } from './json-map-bench.ts'
import type { Reader } from './json-map-codec.ts'
import { keyOf } from './json-map-codec.ts'
import { pathsOf } from './json-map-pick.ts'
import type { Picked } from './json-map-pick.ts'
import type { PathFault } from './json-map-work.ts'

/** Of one lump so many texts may take too long; the rest of it is not tried. */
const SLOW_A_LUMP = 2
/** So many works in a row that came to no end: none is tried any more. */
const STRIKES = 4

/** Reads texts by a mapping of which a path is more than plain, in a worker with a deadline. */
export class MapReader {
  readonly #mapping: Mapping
  readonly #bench: MapBench
  #strikes = 0

  constructor(mapping: Mapping, bench: MapBench) {
    this.#mapping = mapping
    this.#bench = bench
  }

  readonly read: Reader = async (texts) => {
    const picked = new Map<string, Picked[]>()
    const failed = new Map<string, Reason>()
    let left = texts
    for (let slow = 0; left.length > 0 && slow < SLOW_A_LUMP && this.#strikes < STRIKES;) {
      const done = await this.#readSome(left, { picked, failed })
      left = left.slice(done)
      if (done > 0) this.#strikes = 0
      const [hung] = left
      if (!hung) break
      failed.set(hung.text, { code: 'mapping.slow' })
      left = left.slice(1)
      this.#strikes++
      slow++
    }
    for (const { text } of left) failed.set(text, { code: 'mapping.slow' })
    return { picked, failed }
  }

  close(): void {
    this.#bench.close()
  }

  /** How many of them were answered before one took too long. */
  async #readSome(
    texts: readonly Heard[],
    { picked, failed }: { picked: Map<string, Picked[]>; failed: Map<string, Reason> },
  ): Promise<number> {
    let done = 0
    await this.#bench.ask({ want: 'picks', mapping: this.#mapping, texts }, (answer) => {
      const heard = 'index' in answer ? texts[answer.index] : undefined
      if (!heard) return false
      if (answer.type === 'picked') picked.set(keyOf(heard), answer.picked)
      // What is no JSON says so by itself when it is parsed.
      else if (answer.type === 'failed' && isJson(heard.text))
        failed.set(heard.text, { code: 'mapping.failed', detail: answer.detail })
      return ++done === texts.length
    })
    return done
  }
}

/** The reader that a mapping needs; undefined where all of its paths are plain. Throws NetError: `refused` where there
 *  are no workers, or where a path has to be plain and is not. */
export async function openReader(mapping: Mapping, clock: Clock): Promise<MapReader | undefined> {
  const odd = plainPathsOf(mapping).find((path) => !parsePlainPath(path))
  if (odd !== undefined) throw new NetError('refused', { code: 'mapping.not-plain', params: { path: odd } })
  if (pathsOf(mapping).every((path) => parsePlainPath(path))) return undefined
  return new MapReader(mapping, await openBench(clock))
}

/** A bench of this page's. Throws NetError. */
export async function openBench(clock: Clock): Promise<MapBench> {
  if (typeof Worker === 'undefined') throw new NetError('refused', { code: 'mapping.no-worker' })
  try {
    const { makeWorker } = await loadPart(() => import('./json-map-worker.ts'))
    return new MapBench(makeWorker, clock)
  } catch (error) {
    throw new NetError('dropped', { code: 'part-missing', detail: String(error) }, { cause: error })
  }
}

/** The paths among these that are none, and why. Rejects with NetError where nobody can tell. */
export async function findFaults(paths: readonly string[], bench: MapBench): Promise<PathFault[]> {
  let faults: PathFault[] = []
  await bench.ask({ want: 'faults', paths }, (answer) => {
    if (answer.type === 'faults') faults = answer.faults
    return answer.type === 'faults'
  })
  return faults
}

/** Those that are read with what came itself, at once. */
export function plainPathsOf({ unpack, gone, ack }: Mapping): string[] {
  const ofGone = gone ? [...gone.id, ...gone.when.map(({ path }) => path)] : []
  const ofAck = ack
    ? [ack.id, ack.messageId, ack.why, ...[...ack.when, ...ack.refused].map(({ path }) => path)]
    : []
  return [...unpack, ...ofGone, ...ofAck].filter((path) => path !== undefined)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // It is told as what it is.
    return false
  }
}
