import { parseRooms } from '../../model/room.ts'

/** What is listened to where nobody says: everything but the broker's own `$SYS`. */
export const EVERYTHING = '#'
/** A topic longer than this (bytes of UTF-8) is none: https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901010 */
const LONGEST = 65_535

/** The topic filters of an option: one a line, or parted by commas. */
export function parseFilters(text: string): string[] {
  return parseRooms(text)
}

/** How brokers write that a subscription is not only ours, before what it is to: shared with others by the protocol's own
 *  words (https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901250), and EMQX's, HiveMQ's and VerneMQ's
 *  `$queue/`; or only ours by EMQX's `$exclusive/` (https://docs.emqx.com/en/emqx/latest/messaging/mqtt-exclusive-subscription.html). */
const PREFIX = /^(?:\$share\/[^/]+\/|\$queue\/|\$exclusive\/)/

/** May one subscribe to it? Wildcards stand alone in their level, and `#` is the last; neither is in the name of a share.
 *  [spec] https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901241 */
export function isFilter(text: string): boolean {
  if (!isName(text) || /^\$share(?:$|\/(?:[^/]*$|\/|[^/]*[+#]))/.test(text)) return false
  const levels = ownFilter(text).split('/')
  if (levels.length === 1 && levels[0] === '') return false
  return levels.every((level, at) => {
    if (level === '#') return at === levels.length - 1
    return level === '+' || !/[+#]/.test(level)
  })
}

/** What of a filter is about topics: without how it is shared. */
export function ownFilter(filter: string): string {
  return filter.replace(PREFIX, '')
}

/** Is what is published told to one of several only? */
export function isShared(filter: string): boolean {
  return /^\$(?:share|queue)\//.test(filter)
}

/** May one publish there? */
export function isTopic(text: string): boolean {
  return isName(text) && !hasWildcard(text)
}

export function hasWildcard(filter: string): boolean {
  return /[+#]/.test(filter)
}

/** Is what is published to this topic told to who subscribed to that filter? Also where the subscription is shared. */
export function covers(filter: string, topic: string): boolean {
  const own = ownFilter(filter)
  // [spec] Wildcards at the beginning do not match topics of the broker's own.
  if (topic.startsWith('$') && /^[+#]/.test(own)) return false
  const [wanted, levels] = [own.split('/'), topic.split('/')]
  for (const [at, level] of wanted.entries()) {
    if (level === '#') return true
    if (at >= levels.length || (level !== '+' && level !== levels[at])) return false
  }
  return wanted.length === levels.length
}

function isName(text: string): boolean {
  return text !== '' && !text.includes('\0') && new TextEncoder().encode(text).length <= LONGEST
}
