import { onMount } from 'svelte'
import { say } from '../i18n/i18n.svelte.ts'
import { originOf, parseAddress } from '../model/address.ts'
import type { Offer } from '../model/message.ts'
import { fetchedLink } from '../model/offer.ts'
import type { Fields } from '../model/profile.ts'
import { reasonOf } from '../net/errors.ts'
import { fetchPicture } from '../net/picture.ts'
import type { Live } from '../stores/live.svelte.ts'
import type { MessageActs } from '../ui/message/acts.ts'
import { provideMessageActs } from '../ui/message/acts.ts'
import { Choices } from './choices.svelte.ts'
import { openDialog } from './dialog.svelte.ts'

/** A larger icon is not shown, and no more of them are kept. */
const ICON_BYTES = 512 * 1024
const MAX_ICONS = 50
const PICTURE = /\.(?:png|jpe?g|gif|webp|avif|bmp|ico)$/i

/** What the rows of one profile's view may ask for. */
class ViewActs implements MessageActs {
  readonly #live: Live
  readonly #isFixed: () => boolean
  readonly #choices: Choices
  readonly #left = new AbortController()
  /** By address, oldest first: where it is in this page. */
  readonly #icons = new Map<string, Promise<string | undefined>>()

  constructor(live: Live, isFixed: () => boolean) {
    this.#live = live
    this.#isFixed = isFixed
    this.#choices = new Choices(live)
    onMount(() => () => {
      this.#left.abort()
      for (const url of this.#icons.keys()) this.#forget(url)
    })
  }

  get fields(): Fields {
    return this.#choices.fields
  }

  get fixed(): boolean {
    return this.#isFixed()
  }

  loadPicture(url: string, signal: AbortSignal): Promise<Blob> {
    return fetchPicture(url, { signal, platform: this.#live.platform })
  }

  /** Of another server it is not shown: that one would learn who reads this, and when. */
  iconAt(url: string): Promise<string | undefined> {
    const href = fetchedLink(url)
    // A GET of anything else may do something: ntfy publishes by one.
    const isPicture = href !== undefined && PICTURE.test(new URL(href).pathname)
    if (!isPicture || this.fixed || originOf(href) !== this.#origin) return Promise.resolve(undefined)
    const known = this.#icons.get(href)
    if (known) return known
    const loading = this.#loadIcon(href)
    this.#icons.set(href, loading)
    for (const oldest of this.#icons.keys()) {
      if (this.#icons.size <= MAX_ICONS) break
      this.#forget(oldest)
    }
    return loading
  }

  ask(offer: Extract<Offer, { kind: 'http' }>): void {
    if (this.fixed) return
    const { platform } = this.#live
    openDialog(() => import('./OfferDialog.svelte'), { offer, platform, origin: this.#origin })
  }

  explain(error: unknown): string {
    return say(reasonOf(error))
  }

  get #origin(): string | undefined {
    const address = parseAddress(String(this.#live.profile.options['server'] ?? ''))
    return 'url' in address ? originOf(address.url.href) : undefined
  }

  async #loadIcon(href: string): Promise<string | undefined> {
    try {
      const { signal } = this.#left
      const blob = await fetchPicture(href, { signal, platform: this.#live.platform }, ICON_BYTES, 'manual')
      return URL.createObjectURL(blob)
    } catch {
      // What is only there to be pretty is left out.
      return undefined
    }
  }

  #forget(href: string): void {
    void this.#icons.get(href)?.then((url) => url !== undefined && URL.revokeObjectURL(url))
    this.#icons.delete(href)
  }
}

/** Lets the rows of the view that is being made ask for pictures, and offer what messages offer. `isFixed`: it is a
 *  recording. */
export function actsForRows(live: Live, isFixed: () => boolean): MessageActs {
  const acts = new ViewActs(live, isFixed)
  provideMessageActs(acts)
  return acts
}
