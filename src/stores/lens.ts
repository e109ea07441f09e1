import type { View } from '../model/profile.ts'
import type { Clock } from '../net/clock.ts'
import type { Pace } from '../net/pace.ts'
import type { Channel } from './channel.svelte.ts'
import { Chat } from './chat.svelte.ts'
import { Inbox } from './inbox.svelte.ts'
import { Polling } from './polling.svelte.ts'

/** What a view makes of a channel. */
export type Lens = Chat | Inbox | Polling

/** `partial`: what comes is only a part of the value, asked whenever something does. */
export function lensOf(view: View, channel: Channel, pace: Pace, clock: Clock, partial: () => boolean): Lens {
  if (view === 'chat') return new Chat(channel)
  if (view === 'notifications') return new Inbox(channel)
  return new Polling(channel, pace, clock, partial)
}
