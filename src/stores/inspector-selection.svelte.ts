import type { Captured } from '../model/captured.ts'
import type { Shown } from './inspector-shown.ts'

/** What a person picked in the list: one that is active, and perhaps more with it. */
export class FrameSelection {
  /** The one that keys move, and that the detail is of: it stays though the list dropped it. */
  active = $state.raw<Captured | undefined>(undefined)
  /** The keys of all that are selected. */
  keys = $state.raw<ReadonlySet<number>>(new Set())
  /** Where a range begins. */
  #anchor: number | undefined

  has(key: number): boolean {
    return this.keys.has(key)
  }

  /** That one alone. */
  pick(captured: Captured): void {
    this.active = captured
    this.#anchor = captured.key
    this.keys = new Set([captured.key])
  }

  /** With the others, or without them. */
  toggle(captured: Captured): void {
    this.active = captured
    this.#anchor = captured.key
    const keys = new Set(this.keys)
    if (!keys.delete(captured.key)) keys.add(captured.key)
    this.keys = keys
  }

  /** All from where the range begins to that one. */
  extend(captured: Captured, shown: Shown): void {
    const anchor = this.#anchor ?? captured.key
    this.#anchor = anchor
    this.active = captured
    const [from, to] = [anchor, captured.key].sort((one, other) => one - other) as [number, number]
    const keys = new Set<number>()
    for (let index = shown.indexOf(from); index < shown.length; index++) {
      const key = shown.at(index)?.key
      if (key === undefined || key > to) break
      keys.add(key)
    }
    this.keys = keys
  }

  /** All that are shown now. */
  all(shown: Shown): void {
    const keys = new Set<number>()
    for (let index = 0; index < shown.length; index++) {
      const captured = shown.at(index)
      if (captured) keys.add(captured.key)
    }
    this.keys = keys
  }

  /** No more than the active one; where that is all, nothing. */
  less(): void {
    const { active, keys } = this
    if (active && keys.size > 1) this.keys = new Set([active.key])
    else this.clear()
  }

  clear(): void {
    this.active = this.#anchor = undefined
    this.keys = new Set()
  }
}
