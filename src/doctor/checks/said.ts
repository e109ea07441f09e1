import { isSaidByServer } from '../../model/said-by-server.ts'
import type { Check } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'

/** The server itself, in the words of its protocol, said what is wrong, and that sentence says what to do: nothing is asked. */
export const checkSaid: Check = ({ why, status }) => {
  if (!why || status.name === 'ready' || !isSaidByServer(why.code)) return undefined
  return { ...diagnosis('said', 'sure'), found: why }
}
