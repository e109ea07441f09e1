import { parseRooms } from '../../model/room.ts'
import { addressOf } from '../fields.ts'
import { resumeAddress } from '../resume.ts'

/** What a subscriber names the place by that it goes on from, unless nginx says otherwise
 *  (https://nchan.io/#nchan_subscriber_last_message_id). The header `Last-Event-ID` says the same, but does not pass the
 *  preflight. */
export const PARAM = 'last_event_id'
/** Stands for the channel in the address of a publisher. */
const CHANNEL = '{channel}'

/** Where to listen, after that id, which is in the parameter `resume`. Throws NetError. */
export function listenAddress(
  { server, resume }: { server: string; resume: string },
  wants: 'ws' | 'http',
  since: string | undefined,
): string {
  const address = resumeAddress(addressOf(server, wants), { resume: resume || PARAM }, since)
  // Nchan 1.1 reads a parameter as it stands, and an address takes all that an id has.
  return since ? address.replace(encodeURIComponent(since), since) : address
}

/** Where to publish to that channel. Throws NetError. */
export function publishAddress({ post, server }: { post: string; server: string }, channel = ''): string {
  const written = post || server
  return addressOf(written.replaceAll(CHANNEL, encodeURIComponent(channel.toWellFormed())), 'http')
}

/** Does the address to publish at differ by the channel? */
export function namesChannel({ post }: { post: string }): boolean {
  return post.includes(CHANNEL)
}

/** The names of several channels that are heard at once, in order: as the person says, else as the address ends
 *  (`/sub/news,alerts`). None where it is one alone, or nobody knows. */
export function channelsOf({ channels, server }: { channels: string; server: string }): string[] {
  const named = parseRooms(channels)
  if (named.length > 0) return named.length > 1 ? named : []
  const path = URL.canParse(server) ? new URL(server).pathname : ''
  const last = decoded(path.slice(path.lastIndexOf('/') + 1))
  const found = last.split(/[,;|]/)
  return found.length > 1 && found.every(Boolean) && new Set(found).size === found.length ? found : []
}

/** A short mark of the place that is listened to: the ids of two channels may be the same. Whatever the scheme and host,
 *  which lead to the same channel. */
export function markOf({ server }: { server: string }): string {
  const { pathname, search } = URL.canParse(server) ? new URL(server) : { pathname: server, search: '' }
  let mark = 0x811c9dc5
  for (const char of pathname + search) mark = Math.imul(mark ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return (mark >>> 0).toString(36)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A lone percent sign.
    return text
  }
}
