import type { Clock } from '../../net/clock.ts'
import { NetError } from '../../net/errors.ts'

/** ntfy gives a sign of life every 45 s, where nobody chose otherwise. */
const PATIENCE_MS = 120_000
const LONGEST_MS = 3_600_000
const PATIENCE = 'ntfy patience'

/** What comes, or NetError `timeout` where nothing does for too long: a wire that is dead tells a page nothing of it. A
 *  server that is only slower to give a sign of life is waited for longer each time. */
export function unlessSilent<T>(
  coming: Promise<T>,
  { clock, memory }: { clock: Clock; memory: Map<string, unknown> },
): Promise<T> {
  const patience = Number(memory.get(PATIENCE) ?? PATIENCE_MS)
  return new Promise((resolve, reject) => {
    const cancel = clock.after(patience, () => {
      memory.set(PATIENCE, Math.min(patience * 2, LONGEST_MS))
      const params = { seconds: Math.round(patience / 1000) }
      reject(new NetError('timeout', { code: 'ntfy.silent', params }))
    })
    coming.finally(cancel).then(resolve, reject)
  })
}
