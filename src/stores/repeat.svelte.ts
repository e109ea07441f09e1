import type { Act, Draft } from '../model/act.ts'
import type { Status } from '../model/status.ts'
import type { Clock } from '../net/clock.ts'

/** How often something can be sent again and again (seconds), and how many times. */
export const EVERY_S = { min: 0.1, max: 86_400 }
export const TIMES = { min: 1, max: 1_000_000 }

/** What waits looks so often (ms) whether it may go on. */
const HELD_MS = 500

/** What is sent again and again. `label`: what it is, as it was written. `body` is asked for each time. */
export type Repeated = {
  label: string
  everyMs: number
  /** Undefined: until it is stopped. */
  times: number | undefined
  body: () => string | ArrayBuffer
  /** What goes with it each time, and where to: as it was at the beginning. */
  about?: Pick<Act & { kind: 'say' }, 'room' | 'options'>
}

/** How far it is. `nextAt`: when the next one goes out (epoch ms). `holds`: why it does not. */
export type Repeating = Omit<Repeated, 'body' | 'about'> & {
  sent: number
  nextAt: number
  holds: 'down' | 'busy' | undefined
}

/** Why it is over, after how many. */
export type Ended = { sent: number; why: 'done' | 'stopped' | 'refused' }

/** Of a channel what is needed here. */
type Outlet = {
  readonly status: Status
  readonly can: readonly Act['kind'][]
  readonly drafts: readonly Draft[]
  readonly full: boolean
  do(act: Act): Draft | undefined
}

/** Sends the same again and again, in this tab, for as long as the profile is to be connected. While the wire is down, or
 *  has not taken the last one yet, it waits: nothing is queued up. */
export class Repeat {
  running = $state.raw<Repeating | undefined>(undefined)
  /** How the last one ended. */
  ended = $state.raw<Ended | undefined>(undefined)
  readonly #channel: Outlet
  readonly #clock: Clock
  #body: Repeated['body'] = () => ''
  #about: Repeated['about'] = {}
  #last: string | undefined
  #cancel: () => void = () => undefined

  constructor(channel: Outlet, clock: Clock) {
    this.#channel = channel
    this.#clock = clock
  }

  /** Sends it now, and from then on. What was repeated before is over. */
  start({ body, about = {}, ...repeated }: Repeated): void {
    this.#cancel()
    this.#body = body
    this.#about = about
    this.#last = undefined
    this.ended = undefined
    this.running = { ...repeated, sent: 0, nextAt: this.#clock.now(), holds: undefined }
    this.#tick()
  }

  stop(): void {
    this.#end('stopped')
  }

  /** Its end was read. */
  forget(): void {
    this.ended = undefined
  }

  #tick(): void {
    const { running } = this
    if (!running) return
    const now = this.#clock.now()
    // A timer may come before its time.
    if (now < running.nextAt) return this.#arm(running)
    const last = this.#channel.drafts.find(({ id }) => id === this.#last)
    if (last?.state === 'failed') return this.#end('refused')
    const holds = this.#held(last)
    const isSent = !holds && this.#send()
    if (!isSent) return this.#arm({ ...running, holds, nextAt: now + Math.min(running.everyMs, HELD_MS) })
    const sent = running.sent + 1
    if (running.times !== undefined && sent >= running.times) {
      this.running = { ...running, sent }
      return this.#end('done')
    }
    // What was missed, in a tab that slept, is not made up for.
    const next = running.nextAt + running.everyMs
    this.#arm({ ...running, sent, holds: undefined, nextAt: next > now ? next : now + running.everyMs })
  }

  #held(last: Draft | undefined): Repeating['holds'] {
    if (!this.#channel.can.includes('say')) return 'down'
    const isOnItsWay = last?.state === 'queued' || last?.state === 'sending'
    return isOnItsWay || this.#channel.full ? 'busy' : undefined
  }

  #send(): boolean {
    const draft = this.#channel.do({ kind: 'say', body: this.#body(), ...this.#about })
    this.#last = draft?.id
    return draft !== undefined
  }

  #arm(running: Repeating): void {
    this.running = running
    this.#cancel()
    this.#cancel = this.#clock.after(running.nextAt - this.#clock.now(), () => this.#tick())
  }

  #end(why: Ended['why']): void {
    this.#cancel()
    const { running } = this
    if (!running) return
    this.ended = { sent: running.sent, why }
    this.running = undefined
  }
}
