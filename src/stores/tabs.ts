import { globalId } from '../model/ids.ts'
import { Election } from '../net/election.ts'
import type { Line, Sign, Tab } from '../net/tab.ts'
import type { Ask } from './asks.ts'
import { Asks } from './asks.ts'
import type { Batch, State } from './desk.ts'
import type { Tapped } from './inspector-tap.ts'
import type { SecretsWord } from './secrets.svelte.ts'

/** What tabs say to each other. `epoch` names one tab's time as the leader: what an earlier leader still says is not
 *  heard. An `op` that comes twice is done once. */
type Word =
  | { type: 'here'; tab: string; shown: boolean; wants: boolean }
  | { type: 'lead'; epoch: string; to?: string; states: [string, State][] }
  | { type: 'batch'; epoch: string; profile: string; batch: Batch }
  | { type: 'tapped'; epoch: string; profile: string; tapped: Tapped }
  | { type: 'ask'; op: string; ask: Ask }
  | { type: 'answer'; op: string; value: unknown }
  | { type: 'alive'; epoch: string }
  | { type: 'bye'; tab: string }
  | { type: 'secrets'; word: SecretsWord }
  /** Between tabs that cannot share. */
  | { type: 'anyone' }
  | { type: 'someone' }

/** A tab that follows says so often that it is here, and expects an answer. */
export const HERE_MS = 5_000
/** A leader that did not answer for so long hangs. */
export const SILENCE_MS = 6_000
/** A timer that is so much too late means that this tab slept. */
const DRIFT = 1.5
/** A tab that was not heard for so long is gone (the timers of a hidden one come once a minute). */
const GONE_MS = 150_000

export interface TabsListener {
  /** From now on the wires are here. */
  lead(): void
  /** From now on they are with another tab, or nowhere yet. */
  follow(): void
  /** From the leader. */
  batch(profile: string, batch: Batch): void
  state(profile: string, state: State): void
  tapped(profile: string, tapped: Tapped): void
  /** From any other tab. */
  secrets(word: SecretsWord): void
  /** This tab can hear the others from now on. */
  joined(): void
  /** The leader's own: everything that it has, and what is asked of it. */
  states(): [string, State][]
  serve(ask: Ask): unknown
  /** Nothing runs in this tab from now on, or it does again. */
  stopped(stopped: boolean): void
  /** A person looks at some other tab now, or at none. */
  watched(): void
}

/** All open tabs of the page as one: one leads and has the wires, the others show what it tells and ask it for what
 *  they want done. Leader by Web Lock; a leader that is frozen or closed lets go, one that hangs is robbed. Without locks
 *  or a line (plain http on a LAN) each tab leads for itself. https://www.w3.org/TR/web-locks/ */
export class Tabs {
  readonly id = globalId()
  readonly #tab: Tab
  readonly #on: TabsListener
  readonly #election: Election
  #line: Line | undefined
  #epoch: string | undefined
  #cancelHere: () => void = () => undefined
  #cancelPatience: (() => void) | undefined
  #away = true
  #someone: (() => void) | undefined
  readonly #others = new Map<string, { at: number; shown: boolean }>()
  readonly #asks: Asks

  constructor(tab: Tab, on: TabsListener, name = 'signalbox') {
    this.#tab = tab
    this.#on = on
    this.#asks = new Asks((ask) => on.serve(ask))
    this.#election = new Election(this.shared ? tab.locks : undefined, name, {
      begin: () => this.#begin(),
      end: () => this.#end(),
    })
  }

  /** Can tabs hear each other and take turns here? */
  get shared(): boolean {
    return this.#tab.locks !== undefined && this.#tab.openLine !== undefined
  }

  get leading(): boolean {
    return this.#election.leading
  }

  /** Does somebody look at another tab of this page? */
  get watchedElsewhere(): boolean {
    return [...this.#heard()].some(({ shown }) => shown)
  }

  /** Is no other tab there? For tabs that cannot share; asks, and waits so long for an answer. */
  alone(ms: number): Promise<boolean> {
    if (this.shared || !this.#line) return Promise.resolve(true)
    return new Promise((resolve) => {
      this.#tab.clock.after(ms, () => resolve(true))
      this.#someone = () => resolve(false)
      this.#say({ type: 'anyone' })
    })
  }

  start(): void {
    this.#tab.listen((sign) => this.#heed(sign))
    this.#join()
  }

  /** From the leader to all others, if there are any. */
  tell(profile: string, batch: Batch): void {
    if (!this.leading || !this.#epoch || this.#heard().length === 0) return
    this.#say({ type: 'batch', epoch: this.#epoch, profile, batch })
  }

  /** The same of what crossed a wire: to those that watch it. */
  tellTapped(profile: string, tapped: Tapped): void {
    if (!this.leading || !this.#epoch || this.#heard().length === 0) return
    this.#say({ type: 'tapped', epoch: this.#epoch, profile, tapped })
  }

  /** To all others, whoever leads. */
  tellSecrets(word: SecretsWord): void {
    this.#say({ type: 'secrets', word })
  }

  /** Asks the leader, whoever that is by then. Resolves with its answer. */
  ask(ask: Ask): Promise<unknown> {
    if (this.leading) return Promise.resolve(this.#on.serve(ask))
    return this.#asks.ask(ask, (op) => {
      this.#say({ type: 'ask', op, ask })
      this.#expectAnswer()
    })
  }

  #join(): void {
    if (!this.#away) return
    this.#away = false
    this.#line = this.#openLine()
    if (this.#line) this.#on.joined()
    this.#election.stand()
    if (this.leading || !this.#line) return
    this.#on.follow()
    this.#here(true)
  }

  #openLine(): Line | undefined {
    try {
      return this.#tab.openLine?.((word) => this.#hear(word as Word))
    } catch {
      // A browser that forbids it: then there is nobody to hear.
      return undefined
    }
  }

  #leave(): void {
    if (this.#away) return
    this.#say({ type: 'bye', tab: this.id })
    this.#away = true
    this.#cancelHere()
    this.#answered()
    this.#election.leave()
    this.#line?.close()
    this.#line = undefined
  }

  #heed(sign: Sign): void {
    if (sign === 'away') this.#leave()
    else if (sign === 'frozen') {
      this.#leave()
      this.#on.stopped(true)
    } else if (sign === 'back') {
      this.#on.stopped(false)
      this.#join()
    } else if (!this.leading) this.#here(false)
  }

  #begin(): void {
    this.#cancelHere()
    this.#answered()
    const epoch = globalId()
    this.#epoch = epoch
    this.#on.lead()
    this.#say({ type: 'lead', epoch, states: this.#on.states() })
    for (const [op, ask] of this.#asks.pending) this.#asks.settle(op, this.#asks.serve(op, ask))
  }

  #end(): void {
    this.#epoch = undefined
    this.#on.follow()
    if (!this.#away) this.#here(true)
  }

  /** Says that this tab is here; `wants` all that the leader has. */
  #here(wants: boolean): void {
    this.#cancelHere()
    this.#say({ type: 'here', tab: this.id, shown: !this.#tab.isHidden(), wants })
    this.#expectAnswer()
    this.#cancelHere = this.#tab.clock.after(HERE_MS, () => this.#here(this.#epoch === undefined))
  }

  #hear(word: Word): void {
    switch (word.type) {
      case 'here':
        return this.#meet(word)
      case 'bye':
        return this.#part(word.tab)
      case 'lead':
        if (this.leading || (word.to !== undefined && word.to !== this.id)) return
        this.#epoch = word.epoch
        this.#answered()
        for (const [profile, state] of word.states) this.#on.state(profile, state)
        for (const [op, ask] of this.#asks.pending) this.#say({ type: 'ask', op, ask })
        return
      case 'batch':
        if (this.leading || word.epoch !== this.#epoch) return
        this.#answered()
        return this.#on.batch(word.profile, word.batch)
      case 'tapped':
        if (!this.leading && word.epoch === this.#epoch) this.#on.tapped(word.profile, word.tapped)
        return
      case 'ask':
        if (this.leading) void this.#answer(word.op, word.ask)
        return
      case 'answer':
        return this.#asks.settle(word.op, word.value)
      case 'alive':
        if (word.epoch === this.#epoch) return this.#answered()
        if (!this.leading) this.#here(true)
        return
      case 'secrets':
        return this.#on.secrets(word.word)
      case 'anyone':
        return this.#say({ type: 'someone' })
      case 'someone':
        return this.#someone?.()
    }
  }

  #meet({ tab, shown, wants }: Word & { type: 'here' }): void {
    const before = this.#others.get(tab)
    this.#others.set(tab, { at: this.#tab.clock.now(), shown })
    if (before?.shown !== shown) this.#on.watched()
    if (!this.leading || !this.#epoch) return
    if (wants) this.#say({ type: 'lead', epoch: this.#epoch, to: tab, states: this.#on.states() })
    else this.#say({ type: 'alive', epoch: this.#epoch })
  }

  #part(tab: string): void {
    this.#others.delete(tab)
    this.#on.watched()
  }

  #heard(): { at: number; shown: boolean }[] {
    const now = this.#tab.clock.now()
    for (const [tab, { at }] of this.#others) if (now - at > GONE_MS) this.#others.delete(tab)
    return [...this.#others.values()]
  }

  async #answer(op: string, ask: Ask): Promise<void> {
    const value = await this.#asks.serve(op, ask)
    this.#say({ type: 'answer', op, value })
  }

  /** A leader is to answer in time, else it hangs. */
  #expectAnswer(): void {
    if (this.#away || this.leading || !this.#line) return
    const asked = this.#tab.clock.now()
    this.#cancelPatience ??= this.#tab.clock.after(SILENCE_MS, () => {
      this.#cancelPatience = undefined
      // Late: this tab slept, and its leader with it.
      if (this.#tab.clock.now() - asked > SILENCE_MS * DRIFT) this.#here(this.#epoch === undefined)
      else this.#election.seize()
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
