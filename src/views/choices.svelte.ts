import { backendEntry } from '../backends/index.ts'
import type { Chosen } from '../model/composer-options.ts'
import { chosenIn, faultIn, outgoingIn, stayingIn } from '../model/composer-options.ts'
import type { Fields, View } from '../model/profile.ts'
import { loadPart } from '../net/part.ts'
import type { Live } from '../stores/live.svelte.ts'
import type { SendOptions } from '../stores/send-options.svelte.ts'

/** What is asked of a message beside its text in one profile, and what is chosen of that. To be made while a component
 *  is. */
export class Choices {
  /** What the backend asks; nothing before it is loaded. */
  fields = $state.raw<Fields>({})
  #isLoaded = $state(false)
  readonly #live: Live
  readonly #options: SendOptions

  constructor(live: Live) {
    this.#live = live
    this.#options = live.compose.options
    $effect(() => {
      let isOver = false
      // What cannot be loaded is asked for by the connection, again and again; and that says so.
      void loadPart(async () => backendEntry(live.profile.backend)?.load()).then(
        (loaded) => !isOver && this.#take(loaded?.default.composer ?? {}),
        () => undefined,
      )
      return () => (isOver = true)
    })
  }

  get view(): View {
    return this.#live.profile.view
  }

  /** What is chosen, as far as it differs from the defaults. */
  readonly chosen = $derived.by(() => chosenIn(this.fields, this.#options.chosen, this.view))

  /** A number that is out of its range: nothing is sent with it. */
  readonly fault = $derived.by(() => faultIn(this.fields, this.#options.chosen))

  /** What was typed, also where it is no answer (yet). */
  get given(): Chosen {
    return this.#options.chosen
  }

  set given(chosen: Chosen) {
    this.#options.chosen = chosen
  }

  /** Can something be sent with what is chosen? */
  get isReady(): boolean {
    return this.fault === undefined && (this.#isLoaded || Object.keys(this.given).length === 0)
  }

  get isOpen(): boolean {
    return this.#options.isOpen
  }

  set isOpen(isOpen: boolean) {
    this.#options.isOpen = isOpen
  }

  /** Chooses one; undefined: as it is by itself. */
  choose(name: string, value: unknown): void {
    const { [name]: _, ...others } = this.given
    this.given = value === undefined ? others : { ...others, [name]: value }
  }

  /** What goes out with a message; with a file, its name, where one is asked for and nobody said another. */
  outgoing(chosen: Chosen, file?: string): Chosen {
    const takesName = file !== undefined && this.fields['filename'] && !chosen['filename']
    return outgoingIn(this.fields, takesName ? { ...chosen, filename: file } : chosen, this.view)
  }

  /** A message was sent: what was for it alone is not chosen any more. */
  sent(): void {
    this.given = stayingIn(this.fields, this.given)
  }

  #take(fields: Fields): void {
    this.fields = fields
    this.#isLoaded = true
  }
}
