import type { Key } from '../model/log.ts'
import type { Local } from '../storage/local.ts'
import { offerUndo } from './toasts.svelte.ts'

/** Until then (ms) what was deleted for good is written. */
const WRITTEN_MS = 5_000

/** What can still be taken back in this page. */
const offered = new Set<string>()

/** What was deleted in an inbox and could still be taken back, written down at once: whoever leaves the page meanwhile
 *  does not find it again. */
export class Deleted {
  readonly #local: Local
  readonly #name: string

  constructor(local: Local, profile: string) {
    this.#local = local
    this.#name = `deleted:${profile}`
  }

  /** What an earlier life of the page did not come to delete. */
  get unfinished(): readonly number[] {
    return this.#keys.filter((key) => !offered.has(this.#nameOf(key)))
  }

  add(key: Key): void {
    if (typeof key !== 'number') return
    offered.add(this.#nameOf(key))
    this.#set([...this.#keys, key])
  }

  /** It was taken back, or is deleted for good. */
  forget(keys: readonly Key[]): void {
    for (const key of keys) offered.delete(this.#nameOf(key))
    this.#set(this.#keys.filter((key) => !keys.includes(key)))
  }

  /** Offers to take it back, with these words; else it is deleted `forGood`. */
  offer(key: Key, words: string, { undo, forGood }: { undo: () => void; forGood: () => void }): void {
    this.add(key)
    const takeBack = () => {
      this.forget([key])
      undo()
    }
    offerUndo(words, takeBack, () => {
      forGood()
      this.isDone([key])
    })
  }

  /** It is deleted for good, which is not written at once: should the page end before that, the next one does it. */
  isDone(keys: readonly Key[]): void {
    setTimeout(() => this.forget(keys), WRITTEN_MS)
  }

  get #keys(): readonly number[] {
    const kept = this.#local.get(this.#name)
    return Array.isArray(kept) ? kept.filter((key) => typeof key === 'number') : []
  }

  #nameOf(key: Key): string {
    return `${this.#name} ${key}`
  }

  #set(keys: readonly number[]): void {
    if (keys.length > 0) this.#local.set(this.#name, keys)
    else this.#local.remove(this.#name)
  }
}
