import type { Key } from '../model/log.ts'

/** Where a row is to be in the view: wherever it is all in sight, or in the middle. */
export type Align = 'nearest' | 'middle'
/** From where to where (px, in the window). */
export type Span = { top: number; bottom: number }

/** So many frames after the last row was measured, what was shown stays where it is by itself. */
const FRAMES = 5

/** How far (px) a list has to be scrolled down so that a row stands in the view as it is to. One that is larger than the
 *  view shows the end that is nearer. */
export function scrollFor(row: Span, view: Span, align: Align): number {
  const [above, below] = [row.top - view.top, row.bottom - view.bottom]
  const isLarger = row.bottom - row.top > view.bottom - view.top
  if (align === 'middle') return isLarger ? above : (above + below) / 2
  if (above < 0 && below > 0) return 0
  if (above < 0) return isLarger ? below : above
  if (below > 0) return isLarger ? above : below
  return 0
}

/** What an aim needs of the list. */
export interface Range {
  /** Where the row is. One that is not drawn is brought near; undefined: there is no such row any more. */
  spanOf(key: Key, align: Align): Span | undefined
  readonly view: Span
  scrollBy(px: number): void
}

/** Brings a row into sight, and holds it there until all around it is measured: what is drawn for the first time turns out
 *  to be larger or smaller than thought. */
export class Aim {
  readonly #range: Range
  #at: { key: Key; align: Align; spot: (() => Span | undefined) | undefined } | undefined
  #frames = 0
  #isUnderWay = false

  constructor(range: Range) {
    this.#range = range
  }

  /** Is a row held? */
  get isOn(): boolean {
    return this.#at !== undefined
  }

  /** `spot`: what of the row is to be seen, where it is larger than the view. */
  show(key: Key, align: Align, spot?: () => Span | undefined): void {
    this.#at = { key, align, spot }
    this.#frames = 0
    this.place()
    if (!this.#isUnderWay) requestAnimationFrame(this.#keep)
    this.#isUnderWay = true
  }

  /** The row is let go: somebody else says what is to be seen. */
  drop(): void {
    this.#at = undefined
  }

  /** Something was measured. */
  heedSizes(): void {
    this.#frames = 0
  }

  /** Puts the row where it is to be. */
  place(): void {
    if (!this.#at) return
    const { key, align, spot } = this.#at
    const row = this.#range.spanOf(key, align)
    if (!row) return this.drop()
    const { view } = this.#range
    const isLarger = row.bottom - row.top > view.bottom - view.top
    const px = scrollFor((isLarger && spot?.()) || row, view, align)
    if (Math.abs(px) >= 1) this.#range.scrollBy(px)
  }

  readonly #keep = (): void => {
    if (this.#frames++ >= FRAMES) this.drop()
    this.place()
    this.#isUnderWay = this.isOn
    if (this.isOn) requestAnimationFrame(this.#keep)
  }
}
