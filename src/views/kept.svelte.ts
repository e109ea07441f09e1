import { onMount } from 'svelte'
import type { Local } from '../storage/local.ts'

const SOON_MS = 300

/** A text that is being written, kept on this device so that it survives a reload. To be made while a component is. */
export class Kept {
  #text = $state('')
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #local: Local
  readonly #key: string

  constructor(local: Local, key: string) {
    this.#local = local
    this.#key = key
    const kept = local.get(key)
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
    if (this.#text) this.#local.set(this.#key, this.#text)
    else this.#local.remove(this.#key)
  }
}
