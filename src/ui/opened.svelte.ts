import { SvelteMap } from 'svelte/reactivity'

/** What a person unfolded in a list, by a name of theirs: rows come and go with scrolling, this stays. */
export class Opened {
  readonly #shown = new SvelteMap<string, number>()

  /** How many characters of it are shown, if it was unfolded. */
  of(name: string): number | undefined {
    return this.#shown.get(name)
  }

  show(name: string, length: number | undefined): void {
    if (length === undefined) this.#shown.delete(name)
    else this.#shown.set(name, length)
  }

  toggle(name: string): void {
    this.show(name, this.#shown.has(name) ? undefined : 0)
  }
}
