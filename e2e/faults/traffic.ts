import type { Person } from './person.ts'
import type { Sender } from './sender.ts'
import { pause } from '../until.ts'

/** Between two looks for something to do (ms); also so much may be made up for after a hold-up. */
const BREATH_MS = 20

/** Lines that go both ways at the same time: the sender's and the person's, up to `limit` each, so many a second at
 *  most. The person does not get ahead of the sender. */
export class Traffic {
  /** Neither goes further than this for now. */
  limit = 0
  readonly #over = new AbortController()
  readonly #flows: Promise<void>[]

  constructor(sender: Sender, person: Person, { messages, pace }: { messages: number; pace: number }) {
    const { signal } = this.#over
    const told = async () => {
      if (sender.told >= messages) return 'done'
      if (sender.told >= this.limit) return 'wait'
      await sender.tell(signal)
      return 'more'
    }
    const said = async () => {
      if (person.said >= messages) return 'done'
      const aim = Math.min(this.limit, sender.told)
      return person.said < aim && (await person.speak(aim)) > 0 ? 'more' : 'wait'
    }
    this.#flows = [told, said].map((act) => repeat(signal, pace, act))
  }

  /** Resolves when both have said all that they have to say. */
  async done(): Promise<void> {
    await Promise.all(this.#flows)
  }

  async stop(): Promise<void> {
    this.#over.abort()
    await Promise.allSettled(this.#flows)
  }
}

/** Does it again and again, so many times a second at most, until it is done or the signal ends it. */
async function repeat(
  signal: AbortSignal,
  pace: number,
  act: () => Promise<'more' | 'wait' | 'done'>,
): Promise<void> {
  let next = performance.now()
  while (!signal.aborted) {
    // A tab that is just being reloaded, say.
    const what = await act().catch(() => 'wait' as const)
    if (what === 'done') return
    next = Math.max(next + 1_000 / pace, performance.now() - BREATH_MS)
    const wait = what === 'wait' ? BREATH_MS : next - performance.now()
    if (wait >= 1) await pause(wait)
  }
}
