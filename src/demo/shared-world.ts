import { globalId } from '../model/ids.ts'
import type { Book, Rows, WorldEvent } from './book.ts'
import type { Deed } from './deed.ts'
import { perform } from './deed.ts'
import { Election } from '../net/election.ts'
import type { Line, Sign, Tab } from '../net/tab.ts'
import type { Keeper } from './world.ts'

/** What tabs say to each other. `op` is the id of a deed: one that comes twice is done once. */
type Word =
  | { type: 'who' }
  | { type: 'state'; rows: Rows; done: [string, WorldEvent | undefined][] }
  | { type: 'deed'; op: string; deed: Deed }
  | { type: 'event'; op: string; event: WorldEvent | undefined }
  /** A leader that nobody sees is throttled: one that is seen asks for its place. */
  | { type: 'hiding' }
  | { type: 'ask'; tab: string }
  | { type: 'yours'; tab: string }

/** A leader that did not answer for so long hangs. */
export const SILENCE_MS = 2_000
const OPS_KEPT = 500

/** One world for all tabs of a page: the leader does and numbers everything, the others follow, and whoever leads next
 *  goes on with what it has. With nobody to share with, a tab leads alone. */
export class SharedKeeper implements Keeper {
  readonly #tab: Tab
  readonly #election: Election
  readonly #id = globalId()
  readonly #pending = new Map<string, { deed: Deed; resolve: (event: WorldEvent | undefined) => void }>()
  readonly #done = new Map<string, WorldEvent | undefined>()
  #book: Book | undefined
  #tell: (event: WorldEvent) => void = () => {}
  #line: Line | undefined
  #joined: (() => void) | undefined
  #whileLeading: () => () => void = () => () => {}
  #stopLeading = () => {}
  #cancelPatience: (() => void) | undefined
  #unlisten = () => {}
  /** Put away, or closed: nobody hears it, and it must not lead. */
  #away = true
  #closed = false

  constructor(tab: Tab, name: string) {
    this.#tab = tab
    this.#election = new Election(tab.openLine && tab.locks, name, {
      begin: () => this.#begin(),
      end: () => this.#end(),
    })
  }

  get leading(): boolean {
    return this.#election.leading
  }

  async open(book: Book, tell: (event: WorldEvent) => void): Promise<void> {
    this.#book = book
    this.#tell = tell
    const joined = new Promise<void>((resolve) => (this.#joined = resolve))
    this.#unlisten = this.#tab.listen((sign) => this.#heed(sign))
    this.#join()
    await joined
  }

  /** Runs `start` while this tab leads, and what it returned when that ends. */
  whileLeading(start: () => () => void): void {
    this.#whileLeading = start
    if (this.leading) this.#stopLeading = start()
  }

  perform(deed: Deed): Promise<WorldEvent | undefined> {
    if (this.#closed) return Promise.reject(new Error('the world is closed'))
    const op = globalId()
    if (this.leading) return Promise.resolve(this.#perform(op, deed))
    return new Promise((resolve) => {
      this.#pending.set(op, { deed, resolve })
      this.#ask({ type: 'deed', op, deed })
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#unlisten()
    this.#leave()
    // Nobody is left to do them, and nobody who would wait for it.
    for (const { resolve } of this.#pending.values()) resolve(undefined)
    this.#pending.clear()
  }

  #join(): void {
    if (!this.#away) return
    this.#away = false
    try {
      this.#line = this.#tab.openLine?.((word) => this.#hear(word as Word))
    } catch {
      // A browser that forbids it: then there is nobody to hear.
      this.#line = undefined
    }
    this.#election.stand()
    if (!this.leading) this.#ask({ type: 'who' })
  }

  #leave(): void {
    this.#away = true
    this.#cancelPatience?.()
    this.#cancelPatience = undefined
    this.#election.leave()
    this.#line?.close()
    this.#line = undefined
  }

  #heed(sign: Sign): void {
    if (sign === 'away' || sign === 'frozen') this.#leave()
    if (sign === 'back') this.#join()
    if (sign === 'shown' && !this.leading) this.#say({ type: 'ask', tab: this.#id })
    if (sign === 'hidden' && this.leading) this.#say({ type: 'hiding' })
  }

  #begin(): void {
    this.#answered()
    if (this.#book?.lastId === 0) this.#book.beginAfter(this.#tab.clock.now() - 1)
    this.#say(this.#state())
    for (const [op, { deed }] of this.#pending) this.#perform(op, deed)
    this.#stopLeading = this.#whileLeading()
    this.#joined?.()
  }

  #end(): void {
    this.#stopLeading()
    this.#stopLeading = () => {}
  }

  #hear(word: Word): void {
    switch (word.type) {
      case 'who':
        if (this.leading) this.#say(this.#state())
        break
      case 'deed':
        if (this.leading) this.#perform(word.op, word.deed)
        break
      case 'state':
        if (!this.leading) this.#adopt(word)
        break
      case 'event':
        this.#answered()
        this.#settle(word.op, word.event)
        break
      case 'hiding':
        if (!this.leading && !this.#tab.isHidden()) this.#say({ type: 'ask', tab: this.#id })
        break
      case 'ask':
        if (!this.leading || !this.#tab.isHidden()) break
        this.#election.cede()
        this.#say({ type: 'yours', tab: word.tab })
        break
      case 'yours':
        if (word.tab === this.#id) this.#election.seize()
    }
  }

  /** Does it, once, and lets all tabs know. */
  #perform(op: string, deed: Deed): WorldEvent | undefined {
    const book = this.#book
    const event =
      this.#done.has(op) || !book ? this.#done.get(op) : perform(deed, book, this.#tab.clock.now())
    this.#say({ type: 'event', op, event })
    this.#settle(op, event)
    return event
  }

  #settle(op: string, event: WorldEvent | undefined): void {
    this.#done.set(op, event)
    for (const oldest of this.#done.keys()) {
      if (this.#done.size <= OPS_KEPT) break
      this.#done.delete(oldest)
    }
    if (event && this.#book?.apply(event)) this.#tell(event)
    this.#pending.get(op)?.resolve(event)
    this.#pending.delete(op)
  }

  #state(): Word {
    const rows = this.#book?.rows ?? { messages: [], notices: [], readings: [] }
    return { type: 'state', rows, done: [...this.#done] }
  }

  /** What a leader has that we have not; what we asked for and it has not done is asked for again. */
  #adopt({ rows, done }: Word & { type: 'state' }): void {
    this.#answered()
    if (this.#book?.lastId === 0) this.#book.beginAfter(rows.floor ?? 0)
    const news: WorldEvent[] = [
      ...rows.messages.map((message): WorldEvent => ({ type: 'message', message })),
      ...rows.notices.map((notice): WorldEvent => ({ type: 'notification', notice })),
      ...rows.readings.map((reading): WorldEvent => ({ type: 'reading', reading })),
    ]
    for (const [op, event] of done) this.#settle(op, event)
    for (const event of news) if (this.#book?.apply(event)) this.#tell(event)
    for (const [op, { deed }] of this.#pending) this.#ask({ type: 'deed', op, deed })
    this.#joined?.()
  }

  /** Says what a leader is to answer in time. */
  #ask(word: Word): void {
    this.#say(word)
    // Asked again when it is back.
    if (this.#away) return
    this.#cancelPatience ??= this.#tab.clock.after(SILENCE_MS, () => {
      this.#cancelPatience = undefined
      this.#election.seize()
    })
  }

  #answered(): void {
    this.#cancelPatience?.()
    this.#cancelPatience = undefined
  }

  #say(word: Word): void {
    this.#line?.say(word)
  }
}
