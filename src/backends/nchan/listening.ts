import type { Perform } from '../../model/act.ts'
import type { Frame, Incoming } from '../../model/message.ts'
import type { Net } from '../../net/net.ts'
import { Pacing } from '../../net/pacing.ts'
import { Ahead } from '../ahead.ts'
import type { Context } from '../backend.ts'
import { CONNECTED } from '../backend.ts'
import { Lump } from '../lump.ts'
import type { NchanOptions } from './fields.ts'
import type { Hearing } from './hearing.ts'

/** What a wire needs of its attempt. `act` is given the socket, where it is one that takes what is published. */
export type Listening = {
  net: Net
  options: NchanOptions
  memory: Context['memory']
  hearing: Hearing
  act: (send?: (frame: Frame) => Promise<void>) => Perform
  /** Another wire was tried before: it is known to be there. */
  isAsked?: boolean
}

/** So long (ms) may a server that resumes take to tell what was told last: it has it at hand. */
export const RESUME_MS = 2_000

/** Was this page let in before? What then looks forbidden may be a server that comes and goes. */
export function wasIn({ memory }: Listening): boolean {
  return memory.get(CONNECTED) === true
}

/** Is there no answer yet, good or bad, when the patience is over? */
export function isSilent(asked: Promise<unknown>, patience: Promise<void>): Promise<boolean> {
  const answered = asked.then(
    () => false,
    () => false,
  )
  return Promise.race([answered, patience.then(() => true)])
}

/** What comes over an open wire, until it ends by NetError: batches, in order. `told`: what an item tells that came at that
 *  time (epoch ms). */
export async function* hearAll<T>(
  { net, hearing }: Listening,
  items: AsyncIterable<T>,
  told: (item: T, at: number) => Incoming[],
): AsyncGenerator<Incoming> {
  const ahead = new Ahead(items)
  const pacing = new Pacing()
  try {
    if (hearing.waits && (await ahead.look(RESUME_MS, net.clock)) === undefined) yield* hearing.giveUp()
    while (await ahead.more) {
      const lump = new Lump()
      const at = net.clock.now()
      const goesOn = pacing.spell()
      const count = ahead.take((item) => {
        for (const incoming of told(item, at)) lump.add(incoming)
      }, goesOn)
      yield* lump.give()
      const lull = pacing.lull(count)
      if (lull > 0 && goesOn()) await net.sleep(lull)
      await pacing.breath()
    }
  } finally {
    ahead.close()
  }
}
