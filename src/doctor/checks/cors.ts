import { mannerOf } from '../answer.ts'
import type { Case, Check } from '../case.ts'
import { isUnreached } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { needLeave } from '../leave.ts'
import { corsSnippets } from '../snippets/cors.ts'

/** The server is there, and the browser does not let this page read it: not at all, not with these headers, or not with
 *  cookies. */
export const checkCors: Check = async (patient) => {
  const { http, wire, page, manner, probes } = patient
  if (!http || wire === 'socket' || http.origin === page.origin || !(await isHidden(patient)))
    return undefined
  const { origin } = page
  const path = http.pathname
  const headers = needLeave(manner.headers)
  const credentials = manner.credentials === 'include'
  if (headers.length > 0) {
    const bare = await probes.read(http, { credentials: manner.credentials })
    if (bare.kind === 'answered') {
      const params = { headers: headers.join(', '), origin }
      return diagnosis('cors-preflight', 'sure', params, corsSnippets({ origin, path, headers, credentials }))
    }
  }
  if (credentials) {
    const bare = await probes.read(http, { ...mannerOf(patient), credentials: 'omit' })
    if (bare.kind === 'answered')
      return diagnosis(
        'cors-credentials',
        'sure',
        { origin },
        corsSnippets({ origin, path, headers, credentials }),
      )
  }
  // Where anything is taken for an answer, it may be no server of the web at all.
  const sure = patient.lenient ? 'likely' : 'sure'
  return diagnosis('cors-missing', sure, { origin }, corsSnippets({ origin, path, headers, credentials }))
}

/** It answers, and cannot be read. */
async function isHidden(patient: Case): Promise<boolean> {
  const { http, why, probes } = patient
  if (why?.code === 'no-cors') return true
  if (!http || !isUnreached(patient) || (await probes.see(http)).kind !== 'answered') return false
  return (await probes.read(http, mannerOf(patient))).kind === 'failed'
}
