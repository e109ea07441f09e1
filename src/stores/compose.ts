import type { Clock } from '../net/clock.ts'
import type { Local } from '../storage/local.ts'
import type { Channel } from './channel.svelte.ts'
import { Phrases } from './phrases.svelte.ts'
import { Repeat } from './repeat.svelte.ts'
import { Said } from './said.ts'
import { SendOptions } from './send-options.svelte.ts'

/** What the composer of one profile remembers, and what it does by itself. */
export class Compose {
  readonly said: Said
  readonly phrases: Phrases
  readonly repeat: Repeat
  readonly options: SendOptions

  /** Without `local` all of it lives as long as the page. `keeps`: is the history kept, now? */
  constructor(
    { local, keeps }: { local: Local | undefined; keeps: () => boolean },
    profile: string,
    channel: Channel,
    clock: Clock,
  ) {
    this.said = new Said(local, profile, keeps)
    this.phrases = new Phrases(local, profile)
    this.repeat = new Repeat(channel, clock)
    this.options = new SendOptions(local, profile, keeps)
  }
}
