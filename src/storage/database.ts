import { wrap } from 'idb'
import type { Clock, Trouble } from './archive.ts'
import type { Connection, StoreName, Transaction } from './schema.ts'
import { upgrade, VERSION } from './schema.ts'

/** What a transaction is for. `delete` is also done where no room is left, `wipe` also where nothing is to be kept. */
export type Purpose = 'read' | 'write' | 'delete' | 'wipe'

/** What came of a transaction. `full`: no room; `uncloneable`: something in it cannot be stored; `trouble`: it is not to be,
 *  and `Database.trouble` says why. */
export type Outcome<T> = { done: true; value: T } | { done: false; why: 'full' | 'uncloneable' | 'trouble' }

/** An open is not waited for any longer: a busy machine takes its time, a broken database all of it. */
const OPEN_MS = 10_000
/** Once it is said that an old tab blocks it. */
const BLOCKED_MS = 3_000
/** When the browser closes the connection, its transactions end first; then it is closed, and only then is that told. */
const MAX_TRIES = 3
/** The last two: nested deeper than can be copied, in Chromium and WebKit, and in Firefox. */
const UNCLONEABLE = ['DataCloneError', 'RangeError', 'InternalError']
const NOTHING = { done: false, why: 'trouble' } as const

/** The database: opened at the first use, again after the browser closed it, and given up where it cannot be. */
export class Database {
  readonly #factory: () => IDBFactory | undefined
  readonly #clock: Clock
  readonly #name: string
  readonly #hearers = new Set<(trouble: Trouble | undefined) => void>()
  #connection: Promise<Connection | undefined> | undefined
  /** The youngest connection: an older one's end may be told late. */
  #db: IDBDatabase | undefined
  #epoch = 0
  #broken: Exclude<Trouble, 'off'> | undefined
  #isOff = false
  readonly #underway = new Set<Pick<IDBTransaction, 'abort'>>()
  /** While the page is frozen: resolves when it is not. */
  #pauses = 0
  #paused: { over: Promise<void>; end: () => void } | undefined

  constructor(factory: () => IDBFactory | undefined, clock: Clock, name: string) {
    this.#factory = factory
    this.#clock = clock
    this.#name = name
  }

  get trouble(): Trouble | undefined {
    return this.#isOff ? 'off' : this.#broken
  }

  /** Grows whenever what was stored before may be gone, though nobody deleted it profile by profile. */
  get epoch(): number {
    return this.#epoch
  }

  /** How often the page was frozen. */
  get pauses(): number {
    return this.#pauses
  }

  /** Tells whenever `trouble` changed. Returns what ends it. */
  listen(hear: (trouble: Trouble | undefined) => void): () => void {
    this.#hearers.add(hear)
    return () => this.#hearers.delete(hear)
  }

  /** Lets go of every transaction, and begins none, until it is told to go on: then each is done anew. */
  pause(paused: boolean): void {
    if (!paused) {
      this.#paused?.end()
      this.#paused = undefined
      return
    }
    this.#pauses++
    let end = () => {}
    this.#paused ??= { over: new Promise((resolve) => (end = resolve)), end: () => end() }
    for (const tx of this.#underway) abort(tx, undefined)
  }

  /** From now on nothing more can be kept, for that reason. */
  fail(trouble: Exclude<Trouble, 'off'>): void {
    this.#set(() => (this.#broken = trouble))
  }

  /** Closes everything but a wipe, or takes it back, together with `full`. */
  turn(off: boolean): void {
    if (off) this.#epoch++
    this.#set(() => {
      this.#isOff = off
      if (!off && this.#broken === 'full') this.#broken = undefined
    })
  }

  /** Runs work in one transaction; it waits for nothing but the transaction. Where it throws, nothing of it stands. It may be
   *  run again, after the browser closed the connection. Never rejects. */
  async attempt<T>(
    purpose: Purpose,
    stores: StoreName[],
    work: (tx: Transaction) => Promise<T>,
  ): Promise<Outcome<T>> {
    for (let tries = 1; ; tries++) {
      if (this.#isClosedTo(purpose)) return NOTHING
      const opening = (this.#connection ??= this.#open())
      const db = await opening
      // A transaction that a frozen page has open shuts out all other tabs.
      await this.#paused?.over
      if (!db || this.#isClosedTo(purpose)) return NOTHING
      const pauses = this.#pauses
      try {
        return { done: true, value: await this.#runIn(db, purpose, stores, work) }
      } catch (error) {
        const name = nameOf(error)
        // Let go of for a while: that is no try, whatever its end looks like from within.
        if (this.#pauses !== pauses) {
          tries--
          continue
        }
        if (name === 'QuotaExceededError') return { done: false, why: 'full' }
        if (UNCLONEABLE.includes(name)) return { done: false, why: 'uncloneable' }
        if (name === 'InvalidStateError' && this.#connection === opening) this.#leave()
        if (tries < MAX_TRIES && (name === 'AbortError' || this.#connection !== opening)) continue
        this.fail('none-here')
        return NOTHING
      }
    }
  }

  async #runIn<T>(
    db: Connection,
    purpose: Purpose,
    stores: StoreName[],
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    const tx = db.transaction(stores, purpose === 'read' ? 'readonly' : 'readwrite') as unknown as Transaction
    // It is asked again below; until then its end is nobody's surprise.
    tx.done.catch(() => undefined)
    this.#underway.add(tx)
    try {
      const value = await work(tx)
      await tx.done
      return value
    } catch (error) {
      throw tx.error ?? abort(tx, error)
    } finally {
      this.#underway.delete(tx)
    }
  }

  #isClosedTo(purpose: Purpose): boolean {
    if (this.#broken === 'none-here' || this.#broken === 'newer') return true
    return purpose !== 'wipe' && (this.#isOff || (purpose === 'write' && this.#broken === 'full'))
  }

  async #open(): Promise<Connection | undefined> {
    try {
      const factory = this.#factory()
      if (!factory) throw new TypeError('There is no IndexedDB.')
      const db = await this.#request(factory)
      this.#epoch++
      return db
    } catch (error) {
      this.fail(nameOf(error) === 'VersionError' ? 'newer' : 'none-here')
      return undefined
    }
  }

  #request(factory: IDBFactory): Promise<Connection> {
    return new Promise((resolve, reject) => {
      let isGivenUp = false
      const request = factory.open(this.#name, VERSION)
      const giveUpAfter = (ms: number) =>
        this.#clock.after(ms, () => {
          isGivenUp = true
          reject(new TypeError('The database does not open.'))
        })
      let cancel = giveUpAfter(OPEN_MS)
      request.onblocked = () => {
        cancel()
        cancel = giveUpAfter(BLOCKED_MS)
      }
      request.onupgradeneeded = ({ oldVersion }) =>
        upgrade(wrap(request.result) as unknown as Connection, oldVersion)
      request.onerror = () => {
        cancel()
        reject(request.error)
      }
      request.onsuccess = () => {
        cancel()
        const db = request.result
        if (isGivenUp) return db.close()
        this.#db = db
        db.onclose = () => this.#leave(db)
        db.onversionchange = ({ newVersion }) => {
          db.close()
          // Without a version it is being deleted: what is written next begins a new one.
          if (newVersion === null) this.#leave(db)
          else this.fail('newer')
        }
        resolve(wrap(db) as unknown as Connection)
      }
    })
  }

  #leave(db = this.#db): void {
    if (this.#db !== db) return
    this.#connection = undefined
    this.#db = undefined
  }

  #set(change: () => void): void {
    const before = this.trouble
    change()
    if (this.trouble !== before) for (const hear of this.#hearers) hear(this.trouble)
  }
}

/** What threw did not reach the transaction by itself: without this the rest of it would stand. */
function abort(tx: Pick<IDBTransaction, 'abort'>, error: unknown): unknown {
  try {
    tx.abort()
  } catch {
    // It is over already.
  }
  return error
}

/** What the browser calls an error; they come from several realms, so that `instanceof` tells nothing. */
function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : ''
}
