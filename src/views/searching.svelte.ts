import type { Key } from '../model/log.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'
import { opensSearch } from './search-key.ts'
import { SearchParams } from './search-params.svelte.ts'

/** What a search needs of the view that it is in. */
export interface Searched {
  /** Makes room for the search, or takes it back, under a reader who sees nothing of it. */
  still(change: () => void): void
  /** Takes the focus; at that hit, if there is one. */
  focus(key?: Key): void
}

/** A search in a view: opened by a button, a key or a link, and closed again with the focus where it was. */
export class Searching {
  readonly params: SearchParams
  /** Was it opened by the person, who is about to write? A link opens it as well. */
  takesFocus = $state(false)
  /** The field, once it is there. */
  bar = $state.raw<{ focus(): void } | undefined>()
  readonly #signalbox: Signalbox
  readonly #view: () => HTMLElement
  readonly #searched: () => Searched
  #before: Element | null = null

  constructor(signalbox: Signalbox, view: () => HTMLElement, searched: () => Searched) {
    this.params = new SearchParams(signalbox.route)
    this.#signalbox = signalbox
    this.#view = view
    this.#searched = searched
  }

  /** The element that the search is at. */
  get found(): Element | null {
    return this.#view().querySelector('[data-found]')
  }

  open(): void {
    const view = this.#view()
    const { activeElement } = document
    // From within the search itself the way back is the one before.
    if (!activeElement?.closest('[role="search"]')) this.#before = activeElement
    this.takesFocus = true
    if (this.params.isOpen) this.bar?.focus()
    else if (view.isConnected) this.#searched().still(() => this.params.open())
  }

  /** `key`: the hit that the person is at. */
  close(key?: Key): void {
    const view = this.#view()
    const before = this.#before
    this.#searched().still(() => this.params.close())
    this.takesFocus = false
    const isBackInLog = before instanceof HTMLElement && before.closest('[role="log"]') !== null
    if (!isBackInLog && before instanceof HTMLElement && view.contains(before)) before.focus()
    else this.#searched().focus(key)
  }

  /** A key that was pressed anywhere on the page. */
  readonly heedKey = (event: KeyboardEvent): void => {
    if (!this.#signalbox.settings.keys || !opensSearch(event, this.#view())) return
    event.preventDefault()
    this.open()
  }
}
