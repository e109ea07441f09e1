import type { Incoming } from '../../model/message.ts'
import type { Listening } from './listening.ts'

/** In a channel's memory: how often a WebSocket ended as soon as it was open, one time after the other. Nchan 1.1 breaks at
 *  bytes that are no text, and would do so for ever. */
const BROKE = 'nchan broke'
const MOST_BROKEN = 3
/** Since it was open. */
const AT_ONCE_MS = 2_000

/** Counts the attempts that ended as soon as they were open. */
export class Breaking {
  readonly #listening: Listening
  readonly #isCounted: boolean
  #openAt = 0
  #heard = false

  constructor(listening: Listening, wire: string) {
    this.#listening = listening
    this.#isCounted = wire === 'socket'
  }

  heard({ type }: Incoming): void {
    if (type === 'ready') this.#openAt = this.#listening.net.clock.now()
    else if (type === 'messages') this.#heard = true
  }

  /** It ended. Should another wire be taken the next time? */
  isEnough(): boolean {
    const { memory, net } = this.#listening
    const isAtOnce = !this.#heard && net.clock.now() - this.#openAt < AT_ONCE_MS
    const times = isAtOnce && this.#isCounted ? Number(memory.get(BROKE) ?? 0) + 1 : 0
    memory.set(BROKE, times)
    return times >= MOST_BROKEN
  }
}
