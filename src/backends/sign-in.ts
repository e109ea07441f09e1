import { withDefaults } from '../model/profile.ts'
import type { Net } from '../net/net.ts'
import { authFields } from './auth-fields.ts'
import { withAuth } from './auth.ts'
import type { Context } from './backend.ts'
import { addressOf, carrierFields, postAddress } from './fields.ts'

/** How a server is asked to let somebody in by HTTP: fields of the form of a protocol of its own, for `signIn`. */
export const signInFields = {
  auth: { ...authFields.auth, when: () => true },
  param: authFields.param,
  user: authFields.user,
  password: authFields.password,
  token: authFields.token,
  headers: authFields.headers,
} as const

/** A token or none: fields of the form of a protocol that says it in a message of its own, from `secrets.token`. */
export const tokenFields = {
  auth: {
    kind: 'choice',
    label: { code: 'auth.method' },
    default: () => 'none',
    choices: [
      { value: 'none', label: { code: 'auth.method.none' } },
      { value: 'bearer', label: { code: 'auth.token' } },
    ],
  },
  token: { ...authFields.token, when: ({ auth }: Record<string, unknown>) => auth === 'bearer' },
} as const

/** For a protocol of its own whose form has `signInFields`: the wires with what lets this profile in, on each request to its
 *  own server and no other; and its addresses (http), with the secrets that belong in them. Throws NetError where a browser cannot
 *  send it so. */
export function signIn(context: Context): { net: Net; server: string; post: string } {
  const options = withDefaults(carrierFields, { ...context.options, wire: 'events' }, 'notifications')
  const { net, options: filled } = withAuth({ ...context, options })
  return { net, server: addressOf(filled.server, 'http'), post: postAddress(filled) }
}
