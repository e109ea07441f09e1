import { onMount } from 'svelte'
import type { Local } from '../storage/local.ts'

const SOON_MS = 300

/** What is not to be kept lives as long as the page. */
const memory = new Map<string, string>()

/** A text that is being written, kept on this device so that it survives a reload, unless nothing is to be kept. To be
 *  made while a component is. */
export class Kept {
  #text = $state('')
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #local: Local
  readonly #key: string
  readonly #keepNothing: () => boolean

  constructor(local: Local, key: string, keepNothing: () => boolean) {
    this.#local = local
    this.#key = key
    this.#keepNothing = keepNothing
    const kept = memory.get(key) ?? local.get(key)
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
    if (nothing && this.#text) memory.set(this.#key, this.#text)
    else memory.delete(this.#key)
    if (this.#text && !nothing) this.#local.set(this.#key, this.#text)
    else this.#local.remove(this.#key)
  }
}
