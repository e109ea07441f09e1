import type { Check } from '../case.ts'
import { shownOf } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { isRefused } from '../refused.ts'

/** Where WebSockets commonly are. */
const PATHS = ['/ws', '/', '/socket', '/websocket']
const MOST = 3

/** The WebSocket is at a path that people forget. It is opened and closed again there, to see. */
export const checkPathElsewhere: Check = async (patient) => {
  const { url, probes, manner } = patient
  if (!url || !(await isRefused(patient))) return undefined
  const own = url.pathname.replace(/\/$/, '') || '/'
  for (const path of PATHS.filter((each) => each !== own).slice(0, MOST)) {
    const there = new URL(path, url)
    const opened = await probes.open(there, manner.protocols)
    if (opened.kind === 'opened')
      return diagnosis('path-elsewhere', 'sure', { path: url.pathname, at: shownOf(there) })
    // One that does not even answer keeps the person waiting for nothing.
    if (opened.kind === 'silent') return undefined
  }
  return undefined
}
