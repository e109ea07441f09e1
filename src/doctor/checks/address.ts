import { maskAddress } from '../../model/mask.ts'
import type { Check } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { certificateSnippets } from '../snippets/socket.ts'

const CODES = ['bad-address', 'login-in-address', 'mixed-content'] as const

/** An address that no browser opens, or not from this page: nothing needs to be asked. */
export const checkAddress: Check = ({ address, why, server }) => {
  const reason = 'why' in address ? address.why : why
  const code = CODES.find((each) => each === reason?.code)
  if (!code) return undefined
  const shown = maskAddress(server).trim()
  if (code !== 'mixed-content') return diagnosis(code, 'sure', { shown })
  const secure = shown.replace(/^(ws|http):/i, '$1s:')
  const host = URL.canParse(shown) ? new URL(shown).hostname : ''
  return diagnosis(code, 'sure', { shown, secure }, certificateSnippets(host))
}
