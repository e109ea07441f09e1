import * as v from 'valibot'
import { globalId } from '../model/ids.ts'
import type { Profile, View } from '../model/profile.ts'
import type { Local } from '../storage/local.ts'
import { copyBeside, forgetSaid } from './beside.ts'
import { SAVED_PROFILE } from './saved-profile.ts'

const KEY = 'profiles'
const VERSION = 1
const SavedProfile = v.object({ id: v.pipe(v.string(), v.minLength(1)), ...SAVED_PROFILE })
const Saved = v.object({
  version: v.literal(VERSION),
  profiles: v.array(v.unknown()),
  connected: v.fallback(v.array(v.string()), []),
})

/** Under which key a line is kept that was begun there and not sent. */
export function composerKey(id: string): string {
  return `composer:${id}`
}

/** The saved connections, in the person's order, and which of them are to be live. The demo's are only for as long as
 *  the demo runs, and are never saved. */
export class Profiles {
  list = $state.raw<readonly Profile[]>([])
  /** The ids of those that the person connected and did not close. */
  connected = $state.raw<readonly string[]>([])
  #temporary = new Set<string>()
  readonly #local: Local

  constructor(local: Local) {
    this.#local = local
    this.#load()
    local.onChange((key) => key === KEY && this.#load())
  }

  get(id: string): Profile | undefined {
    return this.list.find((profile) => profile.id === id)
  }

  inView(view: View): Profile[] {
    return this.list.filter((profile) => profile.view === view)
  }

  add(profile: Omit<Profile, 'id'>, { id = globalId(), temporary = false } = {}): Profile {
    const added = { ...profile, id }
    if (temporary) this.#temporary.add(id)
    this.list = [...this.list.filter((other) => other.id !== id), added]
    this.#save()
    return added
  }

  /** Adds several at once, none of them connected. Returns them, and how to undo that. */
  addAll(profiles: readonly Omit<Profile, 'id'>[]): { added: readonly Profile[]; undo: () => void } {
    const added = profiles.map((profile) => ({ ...profile, id: globalId() }))
    this.list = [...this.list, ...added]
    this.#save()
    return { added, undo: () => added.forEach(({ id }) => this.get(id) && this.remove(id)) }
  }

  update(id: string, change: Partial<Omit<Profile, 'id'>>): void {
    this.list = this.list.map((profile) => (profile.id === id ? { ...profile, ...change } : profile))
    this.#save()
    if (change.keep?.count === 0) forgetSaid(this.#local, id)
  }

  duplicate(id: string, name: string): Profile | undefined {
    const profile = this.get(id)
    const copy = profile && this.add({ ...profile, options: { ...profile.options }, name })
    if (copy) copyBeside(this.#local, id, copy.id)
    return copy
  }

  /** Removes it and returns how to undo that. */
  remove(id: string): () => void {
    const before = this.list
    const wasConnected = this.connected.includes(id)
    const index = before.findIndex((profile) => profile.id === id)
    const removed = before[index]
    this.list = before.filter((profile) => profile.id !== id)
    this.connect(id, false)
    // With it goes what was begun and not sent, once its view has put it away.
    if (this.#temporary.has(id)) setTimeout(() => this.#local.remove(composerKey(id)))
    return () => {
      if (!removed || this.get(id)) return
      this.list = this.list.toSpliced(Math.min(index, this.list.length), 0, removed)
      this.connect(id, wasConnected)
    }
  }

  /** Moves a profile up (-1) or down (+1) among those of its view. */
  move(id: string, by: -1 | 1): void {
    const profile = this.get(id)
    if (!profile) return
    const siblings = this.inView(profile.view)
    const other = siblings[siblings.indexOf(profile) + by]
    if (!other) return
    this.list = this.list.map((each) => (each === profile ? other : each === other ? profile : each))
    this.#save()
  }

  /** Puts a profile where another one of its view is; those between make room. */
  moveTo(id: string, otherId: string): void {
    const [from, to] = [id, otherId].map((each) => this.list.findIndex((profile) => profile.id === each))
    const [profile, other] = [this.list[from ?? -1], this.list[to ?? -1]]
    if (!profile || !other || profile === other || profile.view !== other.view) return
    this.list = this.list.toSpliced(from as number, 1).toSpliced(to as number, 0, profile)
    this.#save()
  }

  /** Says whether a profile is to be live. */
  connect(id: string, live: boolean): void {
    const others = this.connected.filter((other) => other !== id)
    this.connected = live ? [...others, id] : others
    this.#save()
  }

  isTemporary(id: string): boolean {
    return this.#temporary.has(id)
  }

  #load(): void {
    const saved = v.safeParse(Saved, this.#local.get(KEY))
    if (!saved.success) return
    const temporary = this.list.filter(({ id }) => this.#temporary.has(id))
    // One broken profile must not cost the others.
    const read = saved.output.profiles.map((profile) => v.safeParse(SavedProfile, profile))
    const kept = read.filter((result) => result.success).map((result) => result.output)
    this.list = [...kept, ...temporary]
    this.connected = [...saved.output.connected, ...this.connected.filter((id) => this.#temporary.has(id))]
  }

  #save(): void {
    const lasting = (id: string) => !this.#temporary.has(id)
    // The demo leaves no trace.
    if (!this.list.some(({ id }) => lasting(id))) return this.#local.remove(KEY)
    this.#local.set(KEY, {
      version: VERSION,
      profiles: this.list.filter(({ id }) => lasting(id)),
      connected: this.connected.filter(lasting),
    })
  }
}
