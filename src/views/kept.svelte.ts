import { onMount } from 'svelte'
import type { Shelf } from '../stores/begun.ts'

const SOON_MS = 300

/** What is not to be kept lives as long as the page. */
const memory = new Map<string, string>()

/** A text that is being written, kept on this device so that it survives a reload, unless nothing is to be kept. To be
 *  made while a component is. */
export class Kept {
  #text = $state('')
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #shelf: Shelf
  readonly #key: string
  /** Of this page, what `#key` is of the shelf. */
  readonly #name: string
  readonly #keepNothing: () => boolean

  /** `name`: what nothing else is called in this page, where the key alone is not. */
  constructor(shelf: Shelf, key: string, keepNothing: () => boolean, name = key) {
    this.#shelf = shelf
    this.#key = key
    this.#name = name
    this.#keepNothing = keepNothing
    const kept = memory.get(name) ?? shelf.get(key)
    if (typeof kept === 'string') this.#text = kept
    onMount(() => {
      const write = () => this.#write()
      addEventListener('pagehide', write)
      return () => {
        removeEventListener('pagehide', write)
        write()
      }
    })
  }

  get text(): string {
    return this.#text
  }

  set text(text: string) {
    this.#text = text
    this.#timer ??= setTimeout(() => this.#write(), SOON_MS)
  }

  #write(): void {
    if (this.#timer === undefined) return
    clearTimeout(this.#timer)
    this.#timer = undefined
    const nothing = this.#keepNothing()
    if (nothing && this.#text) memory.set(this.#name, this.#text)
    else memory.delete(this.#name)
    if (this.#text && !nothing) this.#shelf.set(this.#key, this.#text)
    else this.#shelf.remove(this.#key)
  }
}
