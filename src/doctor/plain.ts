import type { Case } from './case.ts'
import { inPlain } from './case.ts'
import { mayBePlain } from './host.ts'
import { SHORT_PATIENCE_MS } from './probes.ts'

/** Does anything answer without encryption at the port of an encrypted address? Then somebody listens there. */
export async function answersPlain({ http, page, probes }: Case): Promise<boolean> {
  if (http?.protocol !== 'https:' || !mayBePlain(page, http)) return false
  return (await probes.see(inPlain(http, 'http:'), SHORT_PATIENCE_MS)).kind === 'answered'
}
