import * as v from 'valibot'
import type { Chosen } from '../model/composer-options.ts'
import type { Local } from '../storage/local.ts'
import { besideKey } from './beside.ts'

const Saved = v.object({
  version: v.literal(1),
  open: v.fallback(v.boolean(), false),
  chosen: v.fallback(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])), {}),
})

/** What a person chose for what they send in a profile, and whether they look at it. What is chosen is kept on this device
 *  only where the history is; elsewhere it lives as long as the page. */
export class SendOptions {
  #chosen = $state.raw<Chosen>({})
  #isOpen = $state(false)
  readonly #local: Local | undefined
  readonly #key: string
  readonly #keeps: () => boolean

  /** Without `local` nothing is kept. `keeps`: is the history, now? */
  constructor(local: Local | undefined, profile: string, keeps: () => boolean) {
    this.#local = local
    this.#key = besideKey('options', profile)
    this.#keeps = keeps
    const saved = v.safeParse(Saved, local?.get(this.#key))
    if (!saved.success) return
    this.#isOpen = saved.output.open
    if (keeps()) this.#chosen = saved.output.chosen
  }

  /** By field, what differs from the defaults. It may be of fields that the backend does not have any more. */
  get chosen(): Chosen {
    return this.#chosen
  }

  set chosen(chosen: Chosen) {
    this.#chosen = chosen
    this.#save()
  }

  /** Are all of them shown? */
  get isOpen(): boolean {
    return this.#isOpen
  }

  set isOpen(isOpen: boolean) {
    this.#isOpen = isOpen
    this.#save()
  }

  #save(): void {
    const chosen = this.#keeps() ? this.#chosen : {}
    if (!this.#isOpen && Object.keys(chosen).length === 0) this.#local?.remove(this.#key)
    else this.#local?.set(this.#key, { version: 1, open: this.#isOpen, chosen })
  }
}
