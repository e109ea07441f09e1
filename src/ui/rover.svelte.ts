import type { Key } from '../model/log.ts'
import type { Picks } from './picks.ts'
import type { RowAct } from './row-keys.ts'
import type { RowList } from './row-list.ts'
import type { Way } from './row-view.ts'

/** What a rover needs of the list as it is on the screen. Rows are known by their place in the list. */
export interface Ground<T> {
  readonly list: RowList<T>
  readonly picks: Picks | undefined
  keyOf(item: T): Key
  /** Is any of that row in sight? */
  sees(index: number): boolean
  /** Where one begins who comes from nowhere. */
  startOf(way: Way): number
  /** The row that is a page further. */
  pageFrom(index: number, way: Way): number
  /** Scrolls on within a row that is larger than the view. False: there is no more of it that way. */
  scrollWithin(index: number, way: Way): boolean
  /** The rover is at that row now. */
  arrive(key: Key): void
}

/** The one row of a long list that the keyboard is at, and by way of it the rows that are picked. The row is known by its
 *  key: rows come and go around it. */
export class Rover<T> {
  /** Where the keyboard is. */
  active = $state.raw<Key | undefined>()
  /** From where on rows are picked with Shift. */
  #anchor: Key | undefined
  readonly #ground: Ground<T>

  constructor(ground: Ground<T>) {
    this.#ground = ground
  }

  /** Its place in the list; -1: it is at none. */
  get index(): number {
    return this.active === undefined ? -1 : this.#ground.list.indexOf(this.active)
  }

  /** The row itself. */
  get item(): T | undefined {
    const { index } = this
    return index < 0 ? undefined : this.#ground.list.at(index)
  }

  go({ to, extends: extend }: Extract<RowAct, { kind: 'go' }>): void {
    const ground = this.#ground
    const { length } = ground.list
    if (to === 'first') return this.#land(0, extend)
    if (to === 'last') return this.#land(length - 1, extend)
    const way = to === 'next' || to === 'page-next' ? 1 : -1
    const from = this.index
    // Whoever scrolled away goes on from where they are.
    if (from < 0 || (!extend && !ground.sees(from))) return this.#land(ground.startOf(way), extend)
    if (!extend && ground.scrollWithin(from, way)) return
    const next = to === 'next' || to === 'previous' ? from + way : ground.pageFrom(from, way)
    this.#land(Math.max(0, Math.min(length - 1, next)), extend)
  }

  /** The pointer was on that row. */
  point(index: number): void {
    this.active = this.#anchor = this.#keyAt(index)
  }

  /** Picks all from where the last one was picked, or the keyboard is, to that row. */
  extendTo(index: number): void {
    const { list, picks } = this.#ground
    const anchor = (this.#anchor ??= this.active ?? this.#keyAt(index))
    const from = anchor === undefined ? -1 : list.indexOf(anchor)
    if (from < 0) this.#anchor = this.#keyAt(index)
    this.active = this.#keyAt(index)
    const [first, last] = from < 0 ? [index, index] : [Math.min(from, index), Math.max(from, index)]
    picks?.set(this.#keys(first, last))
  }

  /** Picks that row, or no longer. */
  toggle(index: number): void {
    this.point(index)
    if (this.active !== undefined) this.#ground.picks?.toggle(this.active)
  }

  pickAll(): void {
    this.#ground.picks?.set(this.#keys(0, this.#ground.list.length - 1))
  }

  leave(): void {
    this.active = this.#anchor = undefined
  }

  #land(index: number, extend: boolean): void {
    const key = this.#keyAt(index)
    if (key === undefined) return
    if (extend) this.extendTo(index)
    else this.point(index)
    this.#ground.arrive(key)
  }

  #keyAt(index: number): Key | undefined {
    const item = this.#ground.list.at(index)
    return item === undefined ? undefined : this.#ground.keyOf(item)
  }

  *#keys(first: number, last: number): Generator<Key> {
    for (let index = first; index <= last; index++) {
      const key = this.#keyAt(index)
      if (key !== undefined) yield key
    }
  }
}
