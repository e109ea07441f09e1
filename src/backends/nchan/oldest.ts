import { NetError } from '../../net/errors.ts'
import type { Answer } from '../../net/http.ts'
import { listenAddress } from './address.ts'
import type { Listening } from './listening.ts'
import { partsOf } from './multipart-read.ts'
import { OLDEST, idOfHeaders } from './place-read.ts'

/** A channel that has a message answers at once; where none comes for so long (ms) it has none. */
const LOOK_MS = 1_500

/** Looks at the oldest message that the server has, so that it can be asked for what came after another. Where that cannot
 *  be seen, it is asked for all that it has. Throws NetError where it cannot be reached. */
export async function lookAtOldest(listening: Listening): Promise<void> {
  const { hearing } = listening
  if (!hearing.needsOldest) return
  try {
    const oldest = await ask(listening, OLDEST)
    const id = idOfHeaders(oldest.headers)
    const isLater = id === undefined ? undefined : hearing.isLater(id)
    if (isLater === undefined) return
    // [source] An answer may be all messages in one, and its id that of the last: then there are less of them after another.
    // There is a message, so that it may be asked for a place in the past.
    if (isLater && (await isWhole(listening, oldest))) return hearing.hasNot()
    hearing.hasThat()
  } catch (error) {
    if (!(error instanceof NetError)) throw error
    if (error.why.code === 'unreachable') throw error
    // Long polling may be switched off, or the page not allowed to read it: other wires may still be open.
  }
}

/** Is that all that the server has, and all of it later than what was told last? */
async function isWhole(listening: Listening, oldest: Answer): Promise<boolean> {
  try {
    const all = sizeOf(oldest)
    const later = sizeOf(await ask(listening, listening.hearing.cursor))
    return later.parts >= all.parts && later.chars >= all.chars
  } catch (error) {
    // It was forgotten, too.
    if (error instanceof NetError && error.kind === 'timeout') return true
    throw error
  }
}

function ask({ net, options }: Listening, since: string | undefined): Promise<Answer> {
  return net.request(listenAddress(options, 'http', since), { cache: 'no-store', timeoutMs: LOOK_MS })
}

/** Boundaries differ from answer to answer, but not in length. */
function sizeOf({ text, headers }: Answer): { parts: number; chars: number } {
  const parts = partsOf({ body: text, type: headers.get('content-type') ?? '' })
  return { parts: parts.length, chars: text.length }
}
