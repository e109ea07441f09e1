import type { Check } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'

/** Codes of a protocol's own: 'mqtt.not-authorized'. */
const OWN = /^[a-z][a-z\d-]*\.[a-z\d.-]+$/

/** The server itself, in the words of its protocol, said what is wrong, and that sentence says what to do: nothing is asked. */
export const checkSaid: Check = ({ why, status }) => {
  if (!why || status.name === 'ready' || !OWN.test(why.code)) return undefined
  return { ...diagnosis('said', 'sure'), found: why }
}
