import { tick } from 'svelte'
import { linesIn } from './lines.ts'

/** Of a list what its scrolling needs: how long it is, and where in it a key is. */
type Keyed = { length: number; at(index: number): { key: number } | undefined; indexOf(key: number): number }

/** So many lines beyond what is seen are drawn too. */
const BEYOND = 12
/** So near to the end (px) counts as there. */
const NEAR = 4

/** Where a long list of lines of one height is scrolled to. At its end it follows what comes, until the reader leaves;
 *  elsewhere the reader stays at the same line, whatever is dropped, hidden or filtered before it. */
export class ListScroll {
  /** Of what scrolls, px. */
  height = $state(0)
  following = $state(true)
  readonly line: number
  readonly #list: () => Keyed
  #top = $state(0)
  #scroller: HTMLElement | undefined
  /** The line that is seen first, and how far (px) it is out of sight. */
  #reader: { key: number; past: number } | undefined
  /** The key of a line that is to stay in sight, until the reader goes elsewhere. */
  #kept: number | undefined

  /** `line`: how high each is (px). */
  constructor(list: () => Keyed, line: number) {
    this.#list = list
    this.line = line
  }

  set scroller(scroller: HTMLElement) {
    this.#scroller = scroller
    this.place()
  }

  /** Which lines are to be drawn. */
  get seen(): { from: number; count: number } {
    const { length } = this.#list()
    return linesIn({ top: this.#top, height: this.height, line: this.line, beyond: BEYOND, length })
  }

  /** Is there something below that is not seen? */
  get isAway(): boolean {
    return this.#end - this.#top > NEAR
  }

  /** The place of the line that is seen last, or of the one after the list's last. */
  get last(): number {
    return Math.min(this.#list().length, Math.floor((this.#top + this.height) / this.line))
  }

  /** So many lines are a page. */
  get page(): number {
    return Math.max(1, Math.floor(this.height / this.line) - 1)
  }

  /** To the end, or to where the reader was. To be called whenever the list or its height changed. */
  place(): void {
    const reader = this.#reader
    const stays = reader ? this.#list().indexOf(reader.key) * this.line + reader.past : this.#top
    this.#top = Math.min(this.following ? this.#end : stays, this.#end)
    if (this.#kept !== undefined) this.#bring(this.#kept)
    void tick().then(() => {
      const scroller = this.#scroller
      if (scroller && Math.abs(scroller.scrollTop - this.#top) >= 1) scroller.scrollTop = this.#top
    })
  }

  /** What scrolls says that it did. */
  heed(): void {
    const to = this.#scroller?.scrollTop ?? 0
    const before = this.#top
    // Where it was put is no news: the reader may have begun to leave since.
    if (Math.abs(to - before) < 1) return
    this.#top = to
    this.#kept = undefined
    this.following = to > before && !this.isAway
    this.#note()
  }

  /** Nothing moves by itself any more. */
  leave(): void {
    this.#kept = undefined
    if (this.#end > 0) this.following = false
    this.#note()
  }

  /** To where new lines come in, following them from then on. */
  toEnd(): void {
    this.following = true
    this.#kept = undefined
    this.place()
  }

  /** Brings a line into sight, and keeps it there. */
  show(key: number): void {
    this.following = false
    this.#kept = key
    this.#note()
    this.place()
  }

  #bring(key: number): void {
    const from = this.#list().indexOf(key) * this.line
    const { line, height } = this
    const top = this.#top
    if (from < top) this.#top = Math.max(0, from - line)
    else if (from + line > top + height) this.#top = Math.max(0, from + 2 * line - height)
    if (this.#top !== top) this.#note()
  }

  get #end(): number {
    return Math.max(0, this.#list().length * this.line - this.height)
  }

  #note(): void {
    const first = this.#list().at(Math.floor(this.#top / this.line))
    this.#reader = first && { key: first.key, past: this.#top % this.line }
  }
}
