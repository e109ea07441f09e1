import * as v from 'valibot'
import type { Clock } from '../net/clock.ts'
import type { Local } from '../storage/local.ts'

const KEY = 'secrets:'
const VERSION = 1
const Saved = v.object({
  version: v.literal(VERSION),
  at: v.number(),
  host: v.string(),
  values: v.record(v.string(), v.string()),
})
/** Other tabs answer in a few milliseconds, where there are any. */
const ANSWER_MS = 400
/** What is older and nobody's is of a profile that was removed; what is younger may be of one that another tab has just
 *  made. */
const NEW_MS = 60_000

/** The secrets of one profile, by name; for the host that its address had when they were typed, since when (epoch ms). */
export type Kept = { at: number; host: string; values: Readonly<Record<string, string>> }

/** What tabs tell each other of secrets: who has just come asks, and the others answer. Those that this device remembers
 *  are read from it. Data. */
export type SecretsWord =
  | { type: 'ask' }
  | { type: 'have'; id: string; kept: Kept; remember: boolean }
  | { type: 'had' }
  | { type: 'gone'; id: string }

type Ground = {
  /** Outlives the page where a person ticked that it should. */
  device: Local
  /** As long as this tab. */
  session: Local
  clock: Clock
  /** Where a profile's server is now, as `host:port`. */
  hostOf: (id: string) => string
  /** To all other tabs. */
  say: (word: SecretsWord) => void
}

const NONE: Readonly<Record<string, string>> = {}

/** Tokens and passwords, by profile id and name: never a part of a profile. Kept as long as some tab of the page is open,
 *  which tell each other, for the tab that leads connects for all; on this device only where that was ticked. */
export class Secrets {
  #kept = $state.raw<ReadonlyMap<string, Kept & { remember: boolean }>>(new Map())
  /** Of profiles that were removed: that may be undone. */
  readonly #removed = new Map<string, Kept & { remember: boolean }>()
  /** The profiles that there are. */
  #ids: ReadonlySet<string>
  #hear: (id: string) => void = () => undefined
  #asked: Promise<void> = Promise.resolve()
  #answered: () => void = () => undefined
  readonly #ground: Ground

  constructor(ground: Ground) {
    this.#ground = ground
    for (const id of idsIn(ground.session)) this.#load(id)
    for (const id of idsIn(ground.device)) this.#load(id)
    const old = [...this.#kept].filter(([, { at }]) => ground.clock.now() - at > NEW_MS)
    this.#ids = new Set(old.map(([id]) => id))
    ground.device.onChange((key) => key.startsWith(KEY) && this.#reload(key.slice(KEY.length)))
  }

  /** Those of a profile, by name. */
  get(id: string): Readonly<Record<string, string>> {
    return this.#kept.get(id)?.values ?? NONE
  }

  /** The same, for a server: none where they were typed for another one. */
  for(id: string, host: string): Readonly<Record<string, string>> {
    return this.#kept.get(id)?.host === host ? this.get(id) : NONE
  }

  /** Does this device remember them? */
  remembers(id: string): boolean {
    return this.#kept.get(id)?.remember ?? false
  }

  set(id: string, name: string, value: string, { remember }: { remember: boolean }): void {
    this.replace(id, { ...this.get(id), [name]: value }, { remember })
  }

  /** All of a profile's at once; `{}` forgets them. They are for the server that the profile has now. */
  replace(id: string, values: Readonly<Record<string, string>>, { remember }: { remember: boolean }): void {
    if (Object.keys(values).length === 0) return this.forget(id)
    const host = this.#ground.hostOf(id)
    const before = this.#kept.get(id)
    const isSame = JSON.stringify([before?.host, before?.values]) === JSON.stringify([host, values])
    if (isSame && before?.remember === remember) return
    this.#keep(id, { at: this.#ground.clock.now(), host, values, remember }, !isSame)
  }

  forget(id: string): void {
    if (!this.#kept.has(id)) return
    this.#drop(id)
    this.#ground.say({ type: 'gone', id })
    this.#hear(id)
  }

  /** A copy of a profile has the same. */
  copy(from: string, to: string): void {
    const kept = this.#kept.get(from)
    if (kept) this.#keep(to, { ...kept, host: this.#ground.hostOf(to) }, true)
  }

  /** With a profile its secrets go, from all storage; where that is undone, they are back. */
  follow(ids: readonly string[]): void {
    const now = new Set(ids)
    for (const id of this.#ids) {
      const kept = this.#kept.get(id)
      if (now.has(id) || !kept) continue
      this.#removed.set(id, kept)
      this.#drop(id)
    }
    for (const [id, kept] of this.#removed) {
      if (!now.has(id)) continue
      this.#removed.delete(id)
      this.#keep(id, kept, true)
    }
    this.#ids = now
  }

  /** Called with a profile's id when its secrets are others than before. */
  listen(hear: (id: string) => void): void {
    this.#hear = hear
  }

  /** This tab has just come, or is back: the others are asked what they have. */
  ask(): void {
    this.#asked = new Promise((resolve) => {
      this.#answered = resolve
      this.#ground.clock.after(ANSWER_MS, resolve)
    })
    this.#ground.say({ type: 'ask' })
  }

  /** Resolves when the other tabs had the time to say what they have. */
  settled(): Promise<void> {
    return this.#asked
  }

  /** From another tab. */
  hear(word: SecretsWord): void {
    switch (word.type) {
      case 'ask':
        for (const [id, { remember, ...kept }] of this.#kept)
          if (!remember) this.#ground.say({ type: 'have', id, kept, remember })
        return this.#ground.say({ type: 'had' })
      case 'had':
        return this.#answered()
      case 'have':
        return this.#take(word.id, { ...word.kept, remember: word.remember })
      case 'gone':
        this.#drop(word.id)
        return this.#hear(word.id)
    }
  }

  #keep(id: string, kept: Kept & { remember: boolean }, isNew: boolean): void {
    this.#put(id, kept)
    const { remember, ...rest } = kept
    this.#ground.say({ type: 'have', id, kept: rest, remember })
    if (isNew) this.#hear(id)
  }

  #take(id: string, kept: Kept & { remember: boolean }): void {
    const before = this.#kept.get(id)
    // A tab that slept may have what is out of date.
    if (before && before.at > kept.at) return
    this.#put(id, kept)
    if (JSON.stringify(before?.values) !== JSON.stringify(kept.values) || before?.host !== kept.host)
      this.#hear(id)
  }

  #put(id: string, kept: Kept & { remember: boolean }): void {
    const { session, device } = this.#ground
    const { remember, ...rest } = kept
    const [here, elsewhere] = remember ? [device, session] : [session, device]
    here.set(KEY + id, { version: VERSION, ...rest })
    elsewhere.remove(KEY + id)
    this.#kept = new Map([...this.#kept, [id, kept]])
  }

  #drop(id: string): void {
    this.#ground.session.remove(KEY + id)
    this.#ground.device.remove(KEY + id)
    this.#kept = new Map([...this.#kept].filter(([other]) => other !== id))
  }

  /** What this device remembers is what holds. */
  #load(id: string): void {
    for (const [from, remember] of [
      [this.#ground.device, true],
      [this.#ground.session, false],
    ] as const) {
      const saved = v.safeParse(Saved, from.get(KEY + id))
      if (!saved.success) continue
      const { at, host, values } = saved.output
      this.#kept = new Map([...this.#kept, [id, { at, host, values, remember }]])
      return
    }
  }

  /** Another tab changed what this device remembers. What it only forgot to remember, it tells by itself. */
  #reload(id: string): void {
    const before = this.#kept.get(id)
    const saved = v.safeParse(Saved, this.#ground.device.get(KEY + id))
    if (!saved.success) return
    const { at, host, values } = saved.output
    this.#take(id, { at, host, values, remember: true })
    if (before && !before.remember) this.#ground.session.remove(KEY + id)
  }
}

function idsIn(storage: Local): string[] {
  return storage.keys(KEY).map((key) => key.slice(KEY.length))
}
