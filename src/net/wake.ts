/** Hints that now is a good moment: the browser's, and a person's `retry`. None of them is proof of anything. */
export type Hint = 'online' | 'visible' | 'resume' | 'pageshow' | 'retry'

/** One stream of hints. `online()` is what the browser believes. */
export interface Wake {
  listen(hear: (hint: Hint) => void): () => void
  online(): boolean
}

/** A stream of hints that anyone can speak into. */
export class Hints implements Wake {
  readonly #listeners = new Set<(hint: Hint) => void>()
  readonly #online: () => boolean

  constructor(online: () => boolean = () => true) {
    this.#online = online
  }

  online(): boolean {
    return this.#online()
  }

  listen(hear: (hint: Hint) => void): () => void {
    this.#listeners.add(hear)
    return () => void this.#listeners.delete(hear)
  }

  give(hint: Hint): void {
    for (const hear of [...this.#listeners]) hear(hint)
  }
}

/** The page's own hints: `online`, `visibilitychange`, `resume`, `pageshow` from the back-forward cache.
 *  Chrome may fire `resume` and no `visibilitychange`. */
export function pageHints(page: Window = window): Hints {
  const hints = new Hints(() => page.navigator.onLine)
  page.addEventListener('online', () => hints.give('online'))
  page.addEventListener('pageshow', (event) => event.persisted && hints.give('pageshow'))
  page.document.addEventListener('resume', () => hints.give('resume'))
  page.document.addEventListener('visibilitychange', () => {
    if (page.document.visibilityState === 'visible') hints.give('visible')
  })
  return hints
}

/** Both streams as one. */
export function eitherWake(one: Wake, other: Wake): Wake {
  return {
    online: () => one.online() && other.online(),
    listen(hear) {
      const stops = [one.listen(hear), other.listen(hear)]
      return () => stops.forEach((stop) => stop())
    },
  }
}
