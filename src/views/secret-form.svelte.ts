import type { Field } from '../model/profile.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'
import { placesIn } from '../stores/take-secrets.ts'

/** Texts that are sent, in which a secret has its place. */
export const SENT: readonly string[] = ['login', 'first', 'body']

/** What a form knows of secrets beside what is typed in it. */
export class SecretForm {
  /** What is kept for the profile that is edited, by name. */
  kept = $state.raw<Readonly<Record<string, string>>>({})
  /** This device is to remember them. */
  remember = $state(false)

  /** Loads what is kept. Without it the form is one where all is typed anew. */
  async load(signalbox: Signalbox, id: string): Promise<void> {
    const store = await signalbox.secrets().catch(() => undefined)
    if (!store) return
    this.kept = store.get(id)
    this.remember = store.remembers(id)
  }
}

/** The secrets to save: of the fields that are asked, and of the places in addresses. */
export function secretsToSave(
  asked: readonly [string, Field][],
  answered: Readonly<Record<string, unknown>>,
  options: Record<string, unknown>,
): Record<string, string> {
  const names = asked.filter(([, { kind }]) => kind === 'secret').map(([name]) => name)
  return Object.fromEntries(
    [...names, ...placesIn(options)].map((name) => [name, String(answered[name] ?? '')]),
  )
}
