import { NetError } from '../../net/errors.ts'
import { reasonFor } from './refusal.ts'
import type { Session } from './memory.ts'

/** A connection that is ended sooner after it was ready was cut short. */
const SHORT_MS = 5_000
/** So many in a row are no accident. */
const MANY = 3

/** What ended a connection, and what follows from it: two clients with one name throw each other out for ever. With a name
 *  that we made up we take another one; a name that the person chose is theirs to mend. `readyMs`: for how long it was
 *  ready. */
export function explain(
  error: unknown,
  session: Session,
  namedByPerson: boolean,
  readyMs: number | undefined,
): unknown {
  if (!(error instanceof NetError)) return error
  if (error.why.code === 'mqtt.taken-over') {
    if (namedByPerson) return error
    session.rename()
    return new NetError('dropped', { ...reasonFor(0x8e), code: 'mqtt.renamed' })
  }
  if (readyMs === undefined) return error
  // A broker of MQTT 3 ends it without a word: here for another's sake, unless it may be for a message's.
  const isShort = readyMs < SHORT_MS && error.why.code === 'closed' && !session.suspect.isSuspected
  session.cutShort = isShort ? session.cutShort + 1 : 0
  if (session.cutShort < MANY) return error
  session.cutShort = 0
  if (!namedByPerson) session.rename()
  const { detail } = error.why
  return new NetError(error.kind, { code: 'mqtt.cut-short', ...(detail && { detail }) })
}
