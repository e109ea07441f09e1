import type { Case } from './case.ts'
import { isUnreached } from './case.ts'

/** What a server answered by HTTP. `type` and `head` only where it was asked for that. */
export type Answer = { status: number; name: string; type?: string; head?: string }

/** The status that the connection failed with, or that a question finds out where it did not tell (a WebSocket, and the
 *  browser's own EventSource, show none). Undefined where the server does not let this page read it. */
export async function answerOf(patient: Case): Promise<Answer | undefined> {
  const { why, http, wire, probes, manner } = patient
  const { status, name = '' } = why?.params ?? {}
  if (typeof status === 'number') return { status, name: String(name) }
  // Nothing is sent to find something out.
  if (!http || !isUnreached(patient) || manner.method !== 'GET') return undefined
  if ((await probes.see(http)).kind !== 'answered') return undefined
  const read = await probes.read(http, wire === 'socket' ? {} : mannerOf(patient))
  return read.kind === 'answered' ? read : undefined
}

/** How the profile asks, as an argument of `Probes.read`. */
export function mannerOf({ manner }: Case): {
  headers: Record<string, string>
  credentials: RequestCredentials
} {
  return { headers: { ...manner.headers }, credentials: manner.credentials }
}
