import type { DoctorCode, Reason } from './reason.ts'

/** How sure a diagnosis is. `sure`: it was seen; `likely`: nothing else that is common looks so; `perhaps`: a browser does
 *  not tell it apart from other things. */
export const SURENESS = ['sure', 'likely', 'perhaps'] as const
export type Sureness = (typeof SURENESS)[number]

/** The programs that a change can be shown for, by what they are called in `i18n/`. */
export type SnippetFor =
  'node-ws' | 'node' | 'express' | 'nginx' | 'caddy' | 'mosquitto' | 'nats' | 'rabbitmq'

/** Lines to copy into a server's code or configuration. */
export type Snippet = { for: SnippetFor; text: string }

/** One answer to why a connection does not work: what was found, why that matters, and what to change and where.
 *  `ask`: the browser can be made to ask the person for a permission, by a request at a click. `open`: an address that
 *  tells the person more where it is opened in a tab of its own. */
export type Diagnosis = {
  code: DoctorCode
  sure: Sureness
  found: Reason
  matters: Reason
  change: Reason
  snippets: readonly Snippet[]
  ask?: true
  open?: string
}
