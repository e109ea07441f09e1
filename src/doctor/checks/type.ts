import type { DoctorCode } from '../../model/reason.ts'
import { answerOf, mannerOf } from '../answer.ts'
import type { Case, Check } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { streamSnippets } from '../snippets/stream.ts'

/** An answer that is no event stream by its type, or that says that there is none (204). */
export const checkType: Check = async (patient) => {
  const { why, wire, http, page } = patient
  if (wire !== 'events' || !http) return undefined
  if (why?.code === 'no-content') return diagnosis('no-content', 'sure')
  const answer = await wronglyTyped(patient)
  if (!answer) return undefined
  const { type, head } = answer
  const snippets = streamSnippets(http.pathname, page.origin)
  if (/^\s*(?:data|event|id|retry)?:/m.test(head.slice(0, 200)) && !/html|json/i.test(type))
    return diagnosis('type-text', 'sure', { type: type || '—' }, snippets)
  const code: DoctorCode = /json/i.test(type) ? 'type-json' : /html/i.test(type) ? 'type-html' : 'type-other'
  return diagnosis(code, 'sure', { type: type || '—' }, code === 'type-other' ? snippets : [])
}

async function wronglyTyped(patient: Case): Promise<{ type: string; head: string } | undefined> {
  const { why, http, probes } = patient
  if (why?.code === 'not-event-stream' && http) {
    const read = await probes.read(http, mannerOf(patient))
    const { type, head } = read.kind === 'answered' ? read : { type: String(why.params?.['type']), head: '' }
    return { type, head }
  }
  const answer = await answerOf(patient)
  const isStream = /^text\/event-stream\s*(;|$)/i.test(answer?.type ?? '')
  if (answer?.type === undefined || answer.status !== 200 || isStream) return undefined
  return { type: answer.type, head: answer.head ?? '' }
}
