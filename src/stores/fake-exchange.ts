import type { Draft } from '../model/act.ts'
import type { Clock } from '../net/clock.ts'
import { Channel } from './channel.svelte.ts'
import type { Batch, Desk } from './desk.ts'
import { Exchange } from './exchange.ts'
import { nearDesk } from './near-desk.ts'
import type { DraftKeeper } from './outbox.ts'

/** Drafts that are kept in memory, for tests. */
export class FakeKeeper implements DraftKeeper {
  readonly kept = new Map<string, Draft>()

  async put(draft: Draft): Promise<void> {
    this.kept.set(draft.id, draft)
  }

  async change(draft: Draft): Promise<void> {
    await this.claim(draft)
  }

  async claim(draft: Draft): Promise<boolean> {
    if (!this.kept.has(draft.id)) return false
    this.kept.set(draft.id, draft)
    return true
  }

  async remove(id: string): Promise<void> {
    this.kept.delete(id)
  }

  async sent({ id }: Draft): Promise<void> {
    this.kept.delete(id)
  }
}

/** A channel whose wire is here, for tests: the test plays the loop. */
export function fakeExchange(clock: Clock, keeper = new FakeKeeper()) {
  const batches: Batch[] = []
  const channel: Channel = new Channel(clock, {} as Desk)
  const exchange = new Exchange({
    log: channel.log,
    keeper,
    told: (batch) => {
      batches.push(batch)
      channel.take(batch, true)
    },
    clock,
    random: () => 0.5,
    follows: () => true,
  })
  channel.desk = nearDesk(exchange, { wake: () => undefined, refresh: () => undefined })
  return { channel, exchange, keeper, batches }
}
