import type { Platform } from '../net/platform.ts'
import type { Probe } from './known/known.ts'
import type { Look, LookOptions } from './look.ts'
import { lookAt } from './look.ts'

/** So many requests and sockets at most. */
export const MAX_LOOKS = 24

/** How one address is looked at. `patience`: it is one that the person gave, and looked at only so long. */
type Manner = Pick<LookOptions, 'onAnswer' | 'authorization'> & { patience?: AbortSignal }

/** All that one search looked at: each address once, and no more than a bounded number. */
export class Looks {
  /** What came, in order. */
  readonly all: Look[] = []
  readonly #platform: Platform
  readonly #over: AbortSignal
  readonly #asked = new Map<string, Promise<Look | undefined>>()

  /** `over`: nobody looks any more. */
  constructor(platform: Platform, over: AbortSignal) {
    this.#platform = platform
    this.#over = over
  }

  /** Nobody answered, by whatever was asked. */
  get isGone(): boolean {
    return this.all.every(({ http, socket, why }) => !http && !socket && why?.code !== 'no-cors')
  }

  /** Somebody wants to know who asks. */
  get isLocked(): boolean {
    return this.all.some(({ http }) => http?.status === 401)
  }

  /** Looks, and has it read when it came; what was looked at before is told again, and not read. Undefined where there were
   *  too many, or nobody waits for it any more. */
  ask(
    { url, protocols }: Probe,
    { patience, onAnswer, authorization }: Manner,
    read: (look: Look) => Promise<void>,
  ): Promise<Look | undefined> {
    const key = [url.href, protocols?.join(), authorization && 'signed in'].join(' ')
    const before = this.#asked.get(key)
    if (before) return before
    if (this.#asked.size >= MAX_LOOKS || this.#over.aborted) return Promise.resolve(undefined)
    const looking = lookAt(url, {
      platform: this.#platform,
      signal: patience ? AbortSignal.any([patience, this.#over]) : this.#over,
      knock: patience !== undefined,
      ...(protocols && { protocols }),
      ...(onAnswer && { onAnswer }),
      ...(authorization && { authorization }),
    }).then(async (look) => {
      // Nobody waits for it any more.
      if (patience?.aborted) return undefined
      this.all.push(look)
      await read(look)
      return look
    })
    this.#asked.set(key, looking)
    return looking
  }
}
