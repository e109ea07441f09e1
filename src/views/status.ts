import type { Status } from '../model/status.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'

const CLOSED: Status = { name: 'closed' }
const STARTING: Status = { name: 'connecting', attempt: 0 }

/** Where a profile is, also before its channel is there. */
export function statusOf({ channels, profiles }: Signalbox, id: string): Status {
  return channels.get(id)?.channel.status ?? (profiles.connected.includes(id) ? STARTING : CLOSED)
}
