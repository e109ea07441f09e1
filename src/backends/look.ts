import type { Frame } from '../model/message.ts'
import { maskAddress, maskText } from '../model/mask.ts'
import type { Reason } from '../model/reason.ts'
import type { Platform } from '../net/platform.ts'
import { lookByRequest } from './look-http.ts'
import { lookBySocket } from './look-socket.ts'

/** What one bounded, read-only look at one address saw. Data. */
export type Look = {
  /** What was asked: absolute, without login and fragment. */
  url: URL
  /** What answered a GET, if a page may read it. */
  http?: HttpSeen
  socket?: SocketSeen
  /** The texts that came, one a message: frames, the data of events, or a whole body. What a backend would be given. */
  texts: readonly string[]
  /** The subprotocols that were offered. */
  offered?: readonly string[]
  /** Why neither. */
  why?: Reason
  /** How long a WebSocket took to fail. */
  ms?: number
}

export type HttpSeen = {
  status: number
  /** In small letters, without parameters; '' where the server does not say. */
  type: string
  /** Those that CORS lets a page see, by their names in small letters. */
  headers: Readonly<Record<string, string>>
  /** After redirects. */
  url: string
  /** Its first characters (of 64 kB), '' where it is binary. */
  text: string
  /** The body ended within the look; else it was still open, or longer. */
  isWhole: boolean
  /** To its head. */
  ms: number
}

export type SocketSeen = {
  /** The subprotocol that the server chose, or ''. */
  protocol: string
  /** The first few that came by themselves. */
  frames: readonly Frame[]
  /** To its opening. */
  ms: number
  /** It was closed by the server within the look. */
  closed?: { code: number; reason: string }
}

export type LookOptions = {
  platform: Platform
  /** Ends the look: it then tells what it saw so far. */
  signal: AbortSignal
  /** Subprotocols to offer. Which one the server takes is then all that is looked at. */
  protocols?: readonly string[]
  /** Signs in by this header. Goes to nobody but the server that is asked. */
  authorization?: string
  /** Called when somebody answered: at an answer's head, or when the socket is open. */
  onAnswer?: () => void
  /** Where a page may not read the answer: is anybody there at all? Costs a request. */
  knock?: boolean
}

/** A GET of an address, or the opening of a WebSocket, as its scheme says. Nothing is ever sent, and everything is closed
 *  afterwards. Never rejects. */
export async function lookAt(url: URL, options: LookOptions): Promise<Look> {
  const look = await (url.protocol.startsWith('ws') ? lookBySocket : lookByRequest)(url, options)
  return look.why ? { ...look, why: masked(look.why) } : look
}

/** A reason is shown: a token that stood in the address is none of its business. */
function masked({ code, params, detail }: Reason): Reason {
  const url = params?.['url']
  return {
    code,
    ...(params && { params: { ...params, ...(typeof url === 'string' && { url: maskAddress(url) }) } }),
    ...(detail && { detail: maskText(detail) }),
  }
}
