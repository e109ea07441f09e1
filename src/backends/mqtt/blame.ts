import { NetError } from '../../net/errors.ts'
import type { Link } from './link.ts'
import type { Session } from './memory.ts'
import { reasonFor, unpublished } from './refusal.ts'

/** Not authorized: to publish there, or to be here at all. */
const MAY_NOT = 0x87
const TOO_LARGE = 0x95
/** Reason codes of a DISCONNECT that are about what was published, and so about that only.
 *  [spec] https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901208 */
const ABOUT_A_MESSAGE: ReadonlySet<number> = new Set([0x90, TOO_LARGE, 0x99, 0x9a, 0x9b])
/** Those that may be. */
const UNCLEAR: ReadonlySet<number> = new Set([0, 0x80, 0x81, 0x82, 0x83, 0x93, 0x96, 0x97])
/** Of these, those that say what is wrong. */
const LIMITS: ReadonlySet<number> = new Set([0x96, 0x97])
/** WebSocket: message too big. */
const TOO_BIG = 1009

/** Was a connection that was ready ended for one message? Then that message fails, in words, and the connection goes on:
 *  else it would be sent again, and ended for, for ever. `now`: epoch ms. Returns what ended the connection. */
export function blame(error: NetError, link: Link, session: Session, now: number): NetError {
  const { suspect } = session
  const code = link.goodbye?.reasonCode ?? (error.code === TOO_BIG ? TOO_LARGE : undefined)
  if (
    code !== undefined &&
    (ABOUT_A_MESSAGE.has(code) || (code === MAY_NOT && link.publisher.publishedOfLate))
  )
    return refuse(code, link, session)
  if (code === undefined ? error.why.code !== 'closed' : !UNCLEAR.has(code)) return error
  const guilty = suspect.ended(link.publisher.underWay, now, code !== undefined)
  if (guilty !== undefined) {
    const topic = session.flights.topicOf(guilty) ?? ''
    const { detail } = error.why
    const why =
      code !== undefined && LIMITS.has(code)
        ? reasonFor(code, link.goodbye?.words, { topic })
        : { code: 'mqtt.hung-up-on' as const, params: { topic }, ...(detail && { detail }) }
    session.flights.giveUp(guilty, new NetError('refused', why))
    return new NetError('dropped', why)
  }
  // What it says is final may be so for that message only.
  if (error.retryable || !(suspect.isSuspected || link.publisher.publishedOfLate)) return error
  return new NetError('dropped', error.why, { ...(error.code && { code: error.code }) })
}

/** Fails what the broker named, where that is known; of several it will be when they go out one by one. */
function refuse(code: number, link: Link, { flights, suspect }: Session): NetError {
  suspect.clear()
  const [one, ...others] = link.publisher.underWay
  const words = link.goodbye?.words
  const topic = one ? flights.topicOf(one.id) : link.publisher.lastTopic
  if (one && others.length === 0) flights.giveUp(one.id, unpublished(code, words, topic))
  return new NetError('dropped', unpublished(code, words, topic).why)
}
