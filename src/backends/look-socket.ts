import type { Frame } from '../model/message.ts'
import type { Reason } from '../model/reason.ts'
import { textOf } from '../model/text.ts'
import { bytesOf } from '../model/utf8.ts'
import { NetError, reasonOf } from '../net/errors.ts'
import type { Socket } from '../net/socket.ts'
import { openSocket } from '../net/socket.ts'
import { FIRST_MS, LOOK_MS, LookTime, MAX_LOOK_BYTES, MAX_TEXTS, MORE_MS } from './look-time.ts'
import type { Look, LookOptions, SocketSeen } from './look.ts'

type Closed = NonNullable<SocketSeen['closed']>

/** Opens a WebSocket, and hears what comes by itself. Never rejects. */
export async function lookBySocket(
  url: URL,
  { platform, signal, protocols, onAnswer }: LookOptions,
): Promise<Look> {
  const { clock } = platform
  const time = new LookTime(signal, clock)
  const from = clock.now()
  try {
    const offer = protocols && { protocols: [...protocols] }
    const socket = await openSocket(url.href, { signal: time.signal, platform, ...offer })
    onAnswer?.()
    const ms = clock.now() - from
    const { frames, closed } = protocols ? { frames: [], closed: undefined } : await hear(socket, time)
    const seen = { protocol: socket.protocol, frames, ms, ...(closed && { closed }) }
    const texts = frames.map(textOf).filter((text) => text !== undefined)
    return { url, socket: seen, texts, ...(protocols && { offered: protocols }) }
  } catch (error) {
    return { url, texts: [], why: whyNot(error, time), ms: clock.now() - from }
  } finally {
    time.end()
  }
}

function whyNot(error: unknown, time: LookTime): Reason {
  if (!(error instanceof NetError) && time.isOver)
    return { code: 'timeout', params: { seconds: LOOK_MS / 1000 } }
  return reasonOf(error)
}

async function hear(socket: Socket, time: LookTime): Promise<{ frames: Frame[]; closed?: Closed }> {
  const frames: Frame[] = []
  let left = MAX_LOOK_BYTES
  time.wait(FIRST_MS)
  try {
    for await (const frame of socket) {
      frames.push(frame)
      left -= bytesOf(frame)
      if (frames.length === MAX_TEXTS || left <= 0) break
      if (frames.length === 1) time.wait(MORE_MS)
    }
    return { frames }
  } catch (error) {
    if (!(error instanceof NetError)) throw error
    return { frames, closed: { code: error.code ?? 1006, reason: error.why.detail ?? '' } }
  }
}
