import type { Diagnosis } from '../model/diagnosis.ts'
import type { Case, Check } from './case.ts'
import { checkAddress } from './checks/address.ts'
import { checkBlocked } from './checks/blocked.ts'
import { checkBlockedPort } from './checks/blocked-port.ts'
import { checkBuffered } from './checks/buffered.ts'
import { checkClosed } from './checks/closed.ts'
import { checkCors } from './checks/cors.ts'
import { checkEnds } from './checks/ends.ts'
import { checkName } from './checks/name.ts'
import { checkOffline } from './checks/offline.ts'
import { checkOtherLoopback } from './checks/other-loopback.ts'
import { checkOtherProtocol } from './checks/other-protocol.ts'
import { checkPathElsewhere } from './checks/path-elsewhere.ts'
import { checkPermission } from './checks/permission.ts'
import { checkPlainPort } from './checks/plain-port.ts'
import { checkPort } from './checks/port.ts'
import { checkRedirected } from './checks/redirected.ts'
import { checkSaid } from './checks/said.ts'
import { checkSaying } from './checks/saying.ts'
import { checkSilence } from './checks/silence.ts'
import { checkSilent } from './checks/silent.ts'
import { checkStatus } from './checks/status.ts'
import { checkSubprotocol } from './checks/subprotocol.ts'
import { checkCertificate, checkTlsPort } from './checks/tls.ts'
import { checkType } from './checks/type.ts'
import { checkUnread, checkUnseen } from './checks/unseen.ts'
import { checkWebSocket } from './checks/websocket.ts'
import { checkWell } from './checks/well.ts'
import { checkWorksNow } from './checks/works-now.ts'
import { bySureness, diagnosis } from './diagnosis.ts'

/** Every check there is, in the order of what it costs: first what the failure itself tells, then what has to be asked.
 *  To add one: a file, and a line here. */
const CHECKS: readonly Check[] = [
  checkAddress,
  checkSaid,
  checkBlockedPort,
  checkClosed,
  checkEnds,
  checkOffline,
  checkPermission,
  checkSaying,
  checkBuffered,
  checkSilent,
  checkWell,
  checkWorksNow,
  checkPathElsewhere,
  checkStatus,
  checkType,
  checkRedirected,
  checkOtherProtocol,
  checkOtherLoopback,
  checkTlsPort,
  checkUnread,
  checkCors,
  checkSubprotocol,
  checkWebSocket,
  checkSilence,
  checkPlainPort,
  checkCertificate,
  checkName,
  checkUnseen,
  checkPort,
  checkBlocked,
]

/** What is wrong with a connection, the surest first: at least one answer, also where that is that nobody can tell. It ends
 *  with the first that is more than a perhaps. Rejects only with the reason of the round's signal. */
export async function diagnose(patient: Case): Promise<Diagnosis[]> {
  const found: Diagnosis[] = []
  for (const check of CHECKS) {
    const diagnosed = await check(patient)
    if (!diagnosed) continue
    found.push(diagnosed)
    if (diagnosed.sure !== 'perhaps') break
  }
  return found.length > 0 ? bySureness(found) : [diagnosis('cannot-tell', 'perhaps')]
}
