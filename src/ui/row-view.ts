import type { Align, Span } from './aim.ts'

/** What a virtual list knows of its items by their place: where they begin (px, from its own top), how large they are. */
export interface Measures {
  getItemOffset(index: number): number
  getItemSize(index: number): number
  findItemIndex(offset: number): number
}

/** Down the list or up. */
export type Way = 1 | -1

/** So much (px) of a row that is larger than the view does an arrow key scroll by. */
const STEP = 80
/** A page is that part of the view: the last rows of one are the first of the next. */
const PAGE = 0.9

/** The rows of a virtual list as they stand on the screen, by their place in the list. */
export class RowView {
  readonly #scroller: HTMLElement
  readonly #measures: Measures
  /** The place of the first item, and where it begins in what is scrolled (px). */
  readonly #origin: () => { from: number; top: number }

  constructor(scroller: HTMLElement, measures: Measures, origin: () => { from: number; top: number }) {
    this.#scroller = scroller
    this.#measures = measures
    this.#origin = origin
  }

  /** The row's element, if it is drawn. */
  elementOf(index: number): HTMLElement | undefined {
    return this.#scroller.querySelector<HTMLElement>(`[aria-rowindex="${index + 1}"]`) ?? undefined
  }

  /** Where it stands in the window. */
  spanOf(index: number): Span | undefined {
    return this.elementOf(index)?.getBoundingClientRect()
  }

  get view(): Span {
    const { top } = this.#scroller.getBoundingClientRect()
    return { top, bottom: top + this.#scroller.clientHeight }
  }

  /** Is any of it in sight? */
  sees(index: number): boolean {
    const [row, view] = [this.spanOf(index), this.view]
    return row !== undefined && row.bottom > view.top + 1 && row.top < view.bottom - 1
  }

  /** To where to scroll for a row that is not drawn to stand as it is to, as far as anybody knows. */
  placeOf(index: number, align: Align): number {
    const { from, top } = this.#origin()
    const { scrollTop, clientHeight } = this.#scroller
    const offset = top + this.#measures.getItemOffset(index - from)
    const space = clientHeight - this.#measures.getItemSize(index - from)
    if (align === 'middle') return offset - space / 2
    return offset < scrollTop ? offset : offset - space
  }

  /** The first or the last row that is all in sight; one that is larger than the view is so as well. */
  endOf(way: Way): number {
    const { scrollTop, clientHeight } = this.#scroller
    const index = this.#find(way > 0 ? scrollTop : scrollTop + clientHeight - 1)
    const [row, view] = [this.spanOf(index), this.view]
    if (!row || row.bottom - row.top >= clientHeight) return index
    const isCut = way > 0 ? row.top < view.top - 1 : row.bottom > view.bottom + 1
    return isCut ? index + way : index
  }

  /** The row that is a page further. */
  pageFrom(index: number, way: Way): number {
    const { from, top } = this.#origin()
    const offset = this.#measures.getItemOffset(index - from) + way * this.#scroller.clientHeight * PAGE
    const next = this.#find(top + Math.max(0, offset))
    return next === index ? index + way : next
  }

  /** How far (px) to scroll on within a row that is larger than the view; 0: there is no more of it that way. */
  restOf(index: number, way: Way): number {
    const [row, view] = [this.spanOf(index), this.view]
    if (!row || row.bottom - row.top <= view.bottom - view.top) return 0
    const rest = way > 0 ? row.bottom - view.bottom : view.top - row.top
    return rest < 1 ? 0 : way * Math.min(STEP, rest)
  }

  #find(offset: number): number {
    return this.#measures.findItemIndex(offset) + this.#origin().from
  }
}
