/** What is kept on this device in small: JSON by key. Where the browser forbids it, it is kept for the page's life. */
export class Local {
  readonly #store: Storage | undefined
  readonly #memory = new Map<string, string>()
  readonly #prefix: string

  constructor(store: Storage | undefined, prefix = 'signalbox:') {
    this.#store = store
    this.#prefix = prefix
  }

  /** False in a private window, say: what is set then is gone with the page. */
  get durable(): boolean {
    return this.#store !== undefined
  }

  /** The value, or undefined where there is none or it is no JSON. */
  get(key: string): unknown {
    const text = this.#memory.get(key) ?? this.#store?.getItem(this.#prefix + key)
    if (text === undefined || text === null) return undefined
    try {
      return JSON.parse(text) as unknown
    } catch {
      return undefined
    }
  }

  set(key: string, value: unknown): void {
    const text = JSON.stringify(value)
    try {
      this.#store?.setItem(this.#prefix + key, text)
      if (this.#store) this.#memory.delete(key)
      else this.#memory.set(key, text)
    } catch {
      // Full or forbidden: it still holds for this page.
      this.#memory.set(key, text)
    }
  }

  /** The keys that begin so. */
  keys(prefix: string): string[] {
    const stored = this.#store ? Object.keys(this.#store) : []
    const own = stored
      .filter((key) => key.startsWith(this.#prefix))
      .map((key) => key.slice(this.#prefix.length))
    return [...new Set([...own, ...this.#memory.keys()])].filter((key) => key.startsWith(prefix))
  }

  remove(key: string): void {
    this.#memory.delete(key)
    this.#store?.removeItem(this.#prefix + key)
  }

  /** Told when another tab changed something. */
  onChange(hear: (key: string) => void): void {
    globalThis.addEventListener?.('storage', (event) => {
      if (event.key?.startsWith(this.#prefix)) hear(event.key.slice(this.#prefix.length))
    })
  }
}

/** The browser's storage for this device, or for this tab; undefined where it is blocked. */
export function deviceStorage(kind: 'localStorage' | 'sessionStorage'): Storage | undefined {
  try {
    return globalThis[kind]
  } catch {
    // The person's settings forbid it.
    return undefined
  }
}
