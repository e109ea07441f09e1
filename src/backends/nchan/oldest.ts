import { NetError } from '../../net/errors.ts'
import { listenAddress } from './address.ts'
import type { Listening } from './listening.ts'
import { OLDEST, idOfHeaders } from './place-read.ts'

/** A channel that has a message answers at once; where none comes for so long (ms) it has none. */
const LOOK_MS = 1_500

/** Looks at the oldest message that the server has, so that it can be asked for what came after another. Where that cannot
 *  be seen, it is asked for all that it has. Throws NetError where it cannot be reached. */
export async function lookAtOldest({ net, options, hearing }: Listening): Promise<void> {
  if (!hearing.needsOldest) return
  try {
    const url = listenAddress(options.server, 'http', OLDEST)
    const { headers } = await net.request(url, { cache: 'no-store', timeoutMs: LOOK_MS })
    const id = idOfHeaders(headers)
    if (id !== undefined) hearing.sawOldest(id)
  } catch (error) {
    if (!(error instanceof NetError)) throw error
    if (error.why.code === 'unreachable') throw error
    // Long polling may be switched off, or the page not allowed to read it: other wires may still be open.
  }
}
