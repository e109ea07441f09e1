import { NetError } from '../../net/errors.ts'
import type { Link } from './link.ts'
import type { Session } from './memory.ts'
import type { Quality } from './publication.ts'
import { isAboutFilters, unheard, wordsOf } from './refusal.ts'
import { hasWildcard, isShared, ownFilter } from './topics-read.ts'

/** What the broker said of a filter: a reason code, of which those below 0x80 are the quality that it grants; none where it
 *  hung up instead. */
export type Answer = { filter: string; code?: number; words?: string }

/** So many filters in one SUBSCRIBE: AWS IoT takes no more
 *  (https://docs.aws.amazon.com/general/latest/gr/iot-core.html#message-broker-limits). */
const MOST = 8
const NO_SHARED = 0x9e
const NO_WILDCARDS = 0xa2

/** What of what is asked for goes without saying. */
export type Asking = {
  /** Nothing else is to be heard. */
  isOnly: boolean
  /** By filter: what is told for it is to have this identifier, of MQTT 5. */
  identifiers: ReadonlyMap<string, number>
}

/** Asks for filters, some at a time, and resolves with what the broker said of each. One that hangs up is asked for one
 *  after the other by the next connection, and for what it hung up at not again. Throws NetError. */
export async function ask(
  link: Link,
  filters: readonly string[],
  qos: Quality,
  session: Session,
  { isOnly, identifiers }: Asking,
): Promise<Answer[]> {
  const answers = new Map<string, Answer>()
  for (const filter of filters) {
    const known = session.refusals.of(filter) ?? unoffered(filter, link)
    if (known) answers.set(filter, known)
  }
  const left = filters.filter((filter) => !answers.has(filter))
  const most = session.refusals.isWary ? 1 : MOST
  // An identifier is for all of a SUBSCRIBE.
  const alone = left.filter((filter) => identifiers.has(filter))
  for (const filter of alone) await askFor([filter], identifiers.get(filter))
  const others = left.filter((filter) => !identifiers.has(filter))
  for (let at = 0; at < others.length; at += most) await askFor(others.slice(at, at + most))
  return filters.map((filter) => answers.get(filter) as Answer)

  async function askFor(some: readonly string[], identifier?: number): Promise<void> {
    link.subscribe(some, qos, identifier)
    for (const answer of await answersTo(some, link, session, isOnly)) answers.set(answer.filter, answer)
    session.refusals.answered(some)
  }
}

async function answersTo(
  filters: readonly string[],
  link: Link,
  session: Session,
  isOnly: boolean,
): Promise<Answer[]> {
  try {
    await link.until(() => link.suback !== undefined)
  } catch (error) {
    throw error instanceof NetError ? hungUp(error, link, filters, isOnly, session) : error
  }
  const { granted = [], properties } = link.suback ?? {}
  const words = wordsOf(properties)
  return filters.map((filter, at) => ({ filter, code: Number(granted[at] ?? 0x80), ...(words && { words }) }))
}

/** What it offers is not asked for in vain: some hang up at it.
 *  [spec] https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901092 */
function unoffered(filter: string, { connack }: Link): Answer | undefined {
  const { wildcardSubscriptionAvailable = true, sharedSubscriptionAvailable = true } =
    connack?.properties ?? {}
  if (!sharedSubscriptionAvailable && isShared(filter)) return { filter, code: NO_SHARED }
  if (!wildcardSubscriptionAvailable && hasWildcard(ownFilter(filter))) return { filter, code: NO_WILDCARDS }
  return undefined
}

/** A broker that ended it instead of an answer: with a code (MQTT 5), with a word of the WebSocket's (RabbitMQ 3), or without
 *  any. `isOnly`: nothing else is to be heard. */
function hungUp(
  error: NetError,
  link: Link,
  filters: readonly string[],
  isOnly: boolean,
  session: Session,
): NetError {
  const { reasonCode: code, words } = link.goodbye ?? {}
  if (code === undefined ? error.why.code !== 'closed' : !isAboutFilters(code)) return error
  const isSaid = code !== undefined || error.kind === 'refused' || error.kind === 'unauthorized'
  const detail = words ?? error.why.detail
  if (!isOnly) session.refusals.hungUpAt(filters, isSaid, { code, words: detail })
  else if (code !== undefined) return new NetError('refused', unheard(code, filters.join(', '), words))
  return new NetError(isOnly && isSaid ? 'refused' : 'dropped', {
    code: 'mqtt.closed-at-subscribe',
    params: { filters: filters.join(', ') },
    ...(detail && { detail }),
  })
}
