import * as v from 'valibot'
import type { Rereader } from '../backends/backend.ts'
import { backendEntry } from '../backends/index.ts'
import type { Entry, Log, Put } from '../model/log.ts'
import type { Message } from '../model/message.ts'
import type { Profile } from '../model/profile.ts'
import { withDefaults } from '../model/profile.ts'
import type { Clock } from '../net/clock.ts'
import { NetError } from '../net/errors.ts'
import { loadPart } from '../net/part.ts'
import type { History } from '../storage/archive.ts'
import type { Local } from '../storage/local.ts'
import { besideKey } from './beside.ts'
import { Slices } from './slices.ts'

/** So many entries are read at once. */
const BLOCK = 100
/** After so many changes they are written: a history holds no endless list of them. */
const WRITTEN = 2_000

/** What is yet to be read again: all below that key. `before`: the options that it was read by. */
const Note = v.object({ below: v.number(), before: v.record(v.string(), v.unknown()) })
type Note = v.InferOutput<typeof Note>

/** Where what was told is. */
export type RereadGround = {
  log: Log
  exchange: { reread(changes: readonly Put[]): void }
  history: Pick<History, 'page' | 'flush'>
  clock: Clock
}

/** Reads again what a profile was told before the person changed how it is read: what is shown first, from the newest on,
 *  and then what is kept. How far it came is noted, so that another tab or a later life of the page goes on. */
export class Rereading {
  readonly #local: Local | undefined
  readonly #key: string
  #memory: Note | undefined
  #round: AbortController | undefined

  /** Without `local` it is noted as long as the page lives. */
  constructor(local: Local | undefined, profile: string) {
    this.#local = local
    this.#key = besideKey('reread', profile)
  }

  /** The profile changed: what came up to that key is read again, if that is another reading of it. `ground`: where the
   *  wire is here by then; else it is noted. */
  async heed(
    before: Profile,
    profile: Profile,
    lastKey: number,
    ground: () => RereadGround | undefined,
  ): Promise<void> {
    this.stop()
    const { reread } = (await backendOf(profile)) ?? {}
    const isOther = before.backend !== profile.backend
    const differs = isOther || reread?.by.some((name) => before.options[name] !== profile.options[name])
    if (reread?.of.includes(before.backend) && differs) {
      const options = Object.fromEntries(reread.by.map((name) => [name, before.options[name]]))
      this.#set({ below: Math.floor(lastKey) + 1, before: options })
    }
    const here = ground()
    if (here) await this.run(profile, here)
  }

  /** Goes on where it was left. What cannot be read now, since a part of the page does not come, is the next time. */
  async run(profile: Profile, ground: RereadGround): Promise<void> {
    this.stop()
    const note = this.#get()
    if (!note) return
    const round = new AbortController()
    this.#round = round
    const backend = await backendOf(profile)
    if (!backend?.reread || round.signal.aborted) return
    const options = withDefaults(backend.fields, profile.options, profile.view)
    let reader: Rereader | undefined
    try {
      reader = await backend.reread.open(options, note.before, ground.clock)
      await this.#readAll(note, reader, ground, round.signal)
    } catch (error) {
      if (!round.signal.aborted && !(error instanceof NetError)) throw error
    } finally {
      reader?.close()
    }
  }

  stop(): void {
    this.#round?.abort()
    this.#round = undefined
  }

  async #readAll(note: Note, reader: Rereader, ground: RereadGround, signal: AbortSignal): Promise<void> {
    const { log, history } = ground
    const { prepended } = log
    const walk = (blockBelow: (below: number) => Promise<Entry[]> | Entry[], done: (below: number) => void) =>
      readBlocks(note.below, blockBelow, done, reader, ground, signal)
    await walk(
      (below) => {
        const shown = blockOf(log, below)
        return shown.length > 0 ? shown : history.page(below, BLOCK)
      },
      (below) => this.#set({ ...note, below }),
    )
    await history.flush()
    signal.throwIfAborted()
    this.#set(undefined)
    // What was put before the log meanwhile may have been read from the history before it was changed there.
    if (log.prepended !== prepended)
      await walk(
        (below) => blockOf(log, below),
        () => undefined,
      )
  }

  #get(): Note | undefined {
    if (!this.#local) return this.#memory
    const read = v.safeParse(Note, this.#local.get(this.#key))
    return read.success ? read.output : undefined
  }

  #set(note: Note | undefined): void {
    this.#memory = note
    if (note) this.#local?.set(this.#key, note)
    else this.#local?.remove(this.#key)
  }
}

/** Block after block, from the newest on; `done` is told below which key nothing is read yet. */
async function readBlocks(
  from: number,
  blockBelow: (below: number) => Promise<Entry[]> | Entry[],
  done: (below: number) => void,
  reader: Rereader,
  { log, exchange, history }: RereadGround,
  signal: AbortSignal,
): Promise<void> {
  const slices = new Slices()
  let below = from
  let count = 0
  for (;;) {
    const block = await blockBelow(below)
    const [first] = block
    if (!first) return
    const puts = await putsOf(block, below, reader)
    signal.throwIfAborted()
    // What became another one meanwhile is not what was read.
    exchange.reread(puts.filter(({ entry }) => stands(log, entry)).map(({ put }) => put))
    below = Number(first.key)
    count += puts.length
    if (count >= WRITTEN) {
      // What is noted as read has to be written: a page that is loaded again goes on from there.
      await history.flush()
      signal.throwIfAborted()
      done(below)
      count = 0
    }
    if (slices.over) await slices.turn(signal)
  }
}

/** Undefined where there is none, or where its part of the page does not come. */
async function backendOf({ backend }: Profile) {
  const entry = backendEntry(backend)
  try {
    return entry && (await loadPart(entry.load)).default
  } catch {
    // The connection says so.
    return undefined
  }
}

/** The last entries of a log below a key, oldest first. Those that a server told of its past (below 1) have their keys in
 *  this tab alone. */
function blockOf(log: Log, below: number): Entry[] {
  const block: Entry[] = []
  for (let index = log.placeOf(below) - 1; index >= 0 && block.length < BLOCK; index--) {
    const entry = log.at(index)
    if (typeof entry?.key === 'number' && entry.key >= 1 && entry.key < below) block.push(entry)
  }
  return block.reverse()
}

function stands(log: Log, entry: Entry): boolean {
  const index = log.indexOf(entry.key)
  return index < 0 || log.at(index) === entry
}

/** What is to stand in the place of some entries; `below`: the key of what is after them. */
async function putsOf(
  block: readonly Entry[],
  below: number,
  reader: Rereader,
): Promise<{ entry: Entry; put: Put }[]> {
  const messages = block.flatMap((entry) => (entry.kind === 'message' ? [entry.message] : []))
  const read = await reader.read(messages)
  let n = 0
  return block.flatMap((entry, index) => {
    if (entry.kind !== 'message') return []
    const by = read[n++]
    if (!by) return []
    const next = Number(block[index + 1]?.key ?? below)
    return [{ entry, put: { at: entry.key, by: placed(by, Number(entry.key), next), was: entry.message.id } }]
  })
}

/** Between a key and the next one; the first has the key itself. */
function placed(messages: readonly Message[], key: number, next: number): Entry[] {
  const end = Math.min(next, Math.floor(key) + 1)
  return messages.map((message, n) => ({
    kind: 'message',
    key: key + (n * (end - key)) / messages.length,
    at: message.at,
    message,
  }))
}
