import { Book, KEPT_READINGS } from './book.ts'
import type { Line, Notice, Reading, Value, WorldEvent } from './book.ts'
import type { Deed, Notify, Say } from './deed.ts'

/** Where the world's rows are: in memory, in a database, or with another tab. */
export interface Keeper {
  /** Fills the book with what is kept. From now on everything that happens is told, whoever did it. */
  open(book: Book, tell: (event: WorldEvent) => void): Promise<void>
  /** Does it, tells it, and resolves with it; with undefined where it does not hold any more. */
  perform(deed: Deed): Promise<WorldEvent | undefined>
  close(): Promise<void>
}

/** Keys so long are unique over all clients (a shorter one counts 1, 2, 3): what comes again under one is not done
 *  again. */
const UNIQUE_KEY_CHARS = 16
const KEYS_KEPT = 1_000

/** The one make-believe world behind every dialect: a room, a notifier, a table of readings. What it has is read at
 *  once; what shall happen is asked for. */
export class World {
  readonly #book = new Book()
  readonly #keeper: Keeper
  readonly #listeners = new Set<(event: WorldEvent) => void>()
  readonly #done = new Map<string, Promise<WorldEvent | undefined>>()

  private constructor(keeper: Keeper) {
    this.#keeper = keeper
  }

  static async open(keeper: Keeper): Promise<World> {
    const world = new World(keeper)
    await keeper.open(world.#book, (event) => world.#hear(event))
    return world
  }

  /** Oldest first, as all rows here. */
  get messages(): readonly Line[] {
    return this.#book.messages
  }

  get notices(): readonly Notice[] {
    return this.#book.notices
  }

  get readings(): readonly Reading[] {
    return this.#book.readings
  }

  reading(name: string): Reading | undefined {
    return this.#book.reading(name)
  }

  say(line: Say): Promise<WorldEvent | undefined> {
    return this.do({ kind: 'say', ...line })
  }

  notify(notice: Notify): Promise<WorldEvent | undefined> {
    return this.do({ kind: 'notify', ...notice })
  }

  set(name: string, value: Value): Promise<WorldEvent | undefined> {
    return this.do({ kind: 'set', name, value })
  }

  /** Resolves when it has happened and was told; rejects with a sentence where it cannot be kept. */
  do(deed: Deed): Promise<WorldEvent | undefined> {
    const full = deed.kind === 'set' && !this.reading(deed.name) && this.readings.length >= KEPT_READINGS
    if (full) return Promise.reject(new Error(`there are ${KEPT_READINGS} readings already`))
    const key = deed.kind !== 'set' && deed.key && deed.key.length >= UNIQUE_KEY_CHARS ? deed.key : undefined
    const before = key && this.#done.get(key)
    if (before) return before
    const doing = this.#keeper.perform(deed)
    if (key) this.#remember(key, doing)
    return doing
  }

  /** Everything that happens from now on. A listener must not throw. */
  subscribe(listener: (event: WorldEvent) => void): () => void {
    // A function of its own for each, so that the same listener twice is two.
    const hear = (event: WorldEvent) => listener(event)
    this.#listeners.add(hear)
    return () => void this.#listeners.delete(hear)
  }

  async close(): Promise<void> {
    this.#listeners.clear()
    await this.#keeper.close()
  }

  #hear(event: WorldEvent): void {
    for (const listener of [...this.#listeners]) listener(event)
  }

  #remember(key: string, doing: Promise<WorldEvent | undefined>): void {
    this.#done.set(key, doing)
    // What failed may be tried again.
    doing.catch(() => this.#done.delete(key))
    for (const oldest of this.#done.keys()) {
      if (this.#done.size <= KEYS_KEPT) break
      this.#done.delete(oldest)
    }
  }
}
