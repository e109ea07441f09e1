import { tick } from 'svelte'
import type { Key } from '../model/log.ts'
import type { Picks } from './picks.ts'
import type { RowAct, RowKeys } from './row-keys.ts'
import { letterOf, rowAct } from './row-keys.ts'
import type { RowList } from './row-list.ts'
import type { Rover } from './rover.svelte.ts'

/** What the hands need of the list. */
export interface Handled<T> {
  readonly list: RowList<T>
  readonly picks: Picks
  readonly keys: RowKeys
  elementOf(index: number): HTMLElement | undefined
  /** The reader is busy with a row: the view stays, whatever comes. */
  hold(): void
  /** The keyboard went to one of the ends. */
  reached(end: 'first' | 'last'): void
  focusActive(): void
  onenter(item: T, row: HTMLElement): void
  onmenu(item: T, row: HTMLElement): void
  /** A key that means nothing here, and the row that the keyboard is at. */
  onkey(event: KeyboardEvent, item: T | undefined): void
  textOf(items: readonly T[]): string
}

/** What the keyboard, the pointer and the clipboard do in a list of rows. */
export class RowHands<T> {
  readonly #rover: Rover<T>
  readonly #handled: Handled<T>
  /** Text of a row is marked only so that something is copied. */
  #isMarked = false

  constructor(rover: Rover<T>, handled: Handled<T>) {
    this.#rover = rover
    this.#handled = handled
  }

  readonly heedKey = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && letterOf(event) === 'c') this.#markForCopy()
    const act = event.defaultPrevented ? undefined : rowAct(event, this.#handled.keys)
    const presses = act?.kind === 'enter' || act?.kind === 'pick'
    const isNothing = act?.kind === 'unpick' && this.#handled.picks.size === 0
    if (!act || isNothing || (presses && isOnControl(event)))
      return this.#handled.onkey(event, this.#rover.item)
    event.preventDefault()
    this.#do(act)
  }

  /** Else the browser would mark all the text in between. */
  readonly heedMouseDown = (event: MouseEvent): void => {
    if (isPicking(event) && event.button === 0 && indexAt(event) >= 0 && !isOnControl(event))
      event.preventDefault()
  }

  readonly heedClick = (event: MouseEvent): void => {
    const index = indexAt(event)
    if (index < 0) return
    if (isPicking(event) && !isOnControl(event)) {
      this.#handled.hold()
      if (event.shiftKey) this.#rover.extendTo(index)
      else this.#rover.toggle(index)
      return this.#handled.focusActive()
    }
    this.#rover.point(index)
    if (isOnControl(event)) void this.#keepFocus(document.activeElement)
    else if (!isTextMarked()) this.#handled.picks.clear()
  }

  /** What was pressed may be gone by what it does ("more"): then its row has the keyboard. */
  async #keepFocus(pressed: Element | null): Promise<void> {
    await tick()
    if (pressed?.isConnected === false && document.activeElement === document.body)
      this.#handled.focusActive()
  }

  readonly heedCopy = (event: ClipboardEvent): void => {
    const text = isTextMarked() && !this.#isMarked ? '' : this.text
    if (text === '') return
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }

  /** Firefox copies nothing where nothing is marked: what is, for that moment, is not what is copied. */
  #markForCopy(): void {
    const row = this.#handled.elementOf(this.#rover.index)
    if (!row || isTextMarked()) return
    getSelection()?.selectAllChildren(row)
    this.#isMarked = true
    setTimeout(() => {
      this.#isMarked = false
      getSelection()?.removeAllRanges()
    })
  }

  /** The text of the rows that were picked, or else of the one that the keyboard is at. */
  get text(): string {
    const { list, picks, textOf } = this.#handled
    const places =
      picks.size > 0 ? Array.from(picks.keys, (key: Key) => list.indexOf(key)) : [this.#rover.index]
    const items = places
      .filter((place) => place >= 0)
      .sort((a, b) => a - b)
      .map((place) => list.at(place))
    return textOf(items.filter((item) => item !== undefined))
  }

  #do(act: RowAct): void {
    const { picks, hold, reached, elementOf, onenter, onmenu } = this.#handled
    if (act.kind === 'go') {
      this.#rover.go(act)
      if (!act.extends && (act.to === 'first' || act.to === 'last')) reached(act.to)
      return
    }
    if (act.kind === 'pick-all') return this.#rover.pickAll()
    if (act.kind === 'unpick') return picks.clear()
    const { index, item } = this.#rover
    const row = elementOf(index)
    if (item === undefined || !row) return
    hold()
    if (act.kind === 'pick') this.#rover.toggle(index)
    else if (act.kind === 'enter') onenter(item, row)
    else onmenu(item, row)
  }
}

const isPicking = (event: MouseEvent) => event.shiftKey || event.ctrlKey || event.metaKey

/** Was it on something in a row that has a use of its own for it? */
function isOnControl({ target }: Event): boolean {
  return target instanceof Element && target.closest('a, button, input, summary') !== null
}

/** The place of the row that the pointer was on; -1: it was on none. */
function indexAt({ target }: Event): number {
  const row = target instanceof Element ? target.closest('[aria-rowindex]') : null
  return Number(row?.getAttribute('aria-rowindex') ?? 0) - 1
}

/** Did the person mark text on the page? Then that is what they mean. */
function isTextMarked(): boolean {
  return getSelection()?.isCollapsed === false
}
