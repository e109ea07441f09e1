/** Callbacks → `for await`: the only such bridge. What was pushed before `end` or `fail` is still handed out. */
export class Queue<T> implements AsyncIterable<T> {
  #items: T[] = []
  #head = 0
  #waiting: { resolve: (result: IteratorResult<T>) => void; reject: (error: unknown) => void } | undefined
  #over: { error?: unknown } | undefined
  readonly #onReturn: (() => void) | undefined

  /** `onReturn` is called when the reader leaves its loop early. */
  constructor(onReturn?: () => void) {
    this.#onReturn = onReturn
  }

  push(item: T): void {
    if (this.#over) return
    if (this.#waiting) {
      const { resolve } = this.#waiting
      this.#waiting = undefined
      resolve({ done: false, value: item })
    } else this.#items.push(item)
  }

  /** What is there without waiting, at most so many. */
  take(most = Infinity): T[] {
    const taken = this.#items.slice(this.#head, this.#head + most)
    this.#head += taken.length
    if (this.#head === this.#items.length) {
      this.#items = []
      this.#head = 0
    }
    return taken
  }

  end(): void {
    this.#finish({})
  }

  fail(error: unknown): void {
    this.#finish({ error })
  }

  #finish(over: { error?: unknown }): void {
    if (this.#over) return
    this.#over = over
    const waiting = this.#waiting
    this.#waiting = undefined
    if (!waiting) return
    if ('error' in over) waiting.reject(over.error)
    else waiting.resolve({ done: true, value: undefined })
  }

  #next(): Promise<IteratorResult<T>> {
    if (this.#head < this.#items.length) {
      const value = this.#items[this.#head++] as T
      if (this.#head === this.#items.length) {
        this.#items = []
        this.#head = 0
      }
      return Promise.resolve({ done: false, value })
    }
    if (this.#over) {
      if (!('error' in this.#over)) return Promise.resolve({ done: true, value: undefined })
      const { error } = this.#over
      this.#over = {}
      return Promise.reject(error)
    }
    return new Promise((resolve, reject) => (this.#waiting = { resolve, reject }))
  }

  [Symbol.asyncIterator](): AsyncIterator<T> {
    return {
      next: () => this.#next(),
      return: () => {
        this.end()
        this.#onReturn?.()
        return Promise.resolve({ done: true, value: undefined })
      },
    }
  }
}
