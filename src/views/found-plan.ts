import type { Finding } from '../backends/find.ts'
import type { Credentials } from '../backends/find-login.ts'
import { carrierFields } from '../backends/fields.ts'
import { backends } from '../backends/index.ts'
import { say, t } from '../i18n/i18n.svelte.ts'
import type { Profile, View } from '../model/profile.ts'
import { withDefaults } from '../model/profile.ts'
import { nameFor, unaskedOptions } from './new-profile.ts'

/** How a finding is connected, in a few words: "Chat · JSON · WebSocket". */
export function sayPlan({ backend, server, options, view }: Finding, chosen?: View): string {
  const { wire } = withDefaults(carrierFields, { ...options, server }, chosen ?? view)
  const words = [
    t(`view.${chosen ?? view}`),
    say(backends[backend].label),
    say({ code: `field.wire.${wire}` }),
  ]
  return words.join(' · ')
}

/** What it says of itself, each in a few words, and none twice. */
export function sayFacts({ facts }: Finding): string[] {
  return [...new Set(facts.map(say))]
}

/** The secrets of a profile that is let in by what was typed. */
export function secretsOf(login: Credentials): Record<string, string> {
  return login.by === 'bearer' ? { token: login.token } : { user: login.user, password: login.password }
}

/** The profile that a finding becomes. `view`: what the person chose, whatever was found; `taken`: names that others have;
 *  `login`: what it was let in by. */
export function profileOf(
  { server, view, backend, options }: Finding,
  taken: readonly string[],
  chosen?: View,
  login?: Credentials,
): Omit<Profile, 'id'> {
  return {
    name: nameFor(server, taken),
    view: chosen ?? view,
    backend,
    options: {
      server,
      ...unaskedOptions(backend),
      ...options,
      // No browser sends it with a WebSocket.
      ...(login && options['wire'] !== 'socket' && { auth: login.by }),
    },
  }
}
