import type { Context } from './backend.ts'
import { CONNECTED } from './backend.ts'

const GREETS = 'greets'

/** A server that greets does so with its first bytes. Where it is not known whether it will, and something may have been
 *  missed or may be to be sent again, so long is waited to see. */
export const GREETING_MS = 1_000
/** One that is known to greet is waited for so long. */
export const GREETED_MS = 10_000

type Memory = Pick<Context, 'memory'>
type Before = Pick<Context, 'memory' | 'cursor'>

/** How long (ms) to wait for a greeting before saying that it is open: 0 for a server that did not greet before, and
 *  for the very first connection, with nothing to ask for. */
export function greetingWaitMs({ memory, cursor }: Before): number {
  const greets = memory.get(GREETS)
  if (greets === undefined) return memory.get(CONNECTED) || cursor !== undefined ? GREETING_MS : 0
  return greets ? GREETED_MS : 0
}

/** Is it open whether this server greets? */
export function mayGreet({ memory }: Memory): boolean {
  return memory.get(GREETS) !== false
}

/** Remembers for the channel's life whether it did. */
export function rememberGreeting({ memory }: Memory, greets: boolean): void {
  memory.set(GREETS, greets)
}
