import { known } from './known/index.ts'
import type { Probe } from './known/known.ts'
import { NOBODYS } from './known/known.ts'
import type { Look } from './look.ts'

/** [source] libwebsockets (Mosquitto's, say) hangs up on a list of subprotocols that is longer than 127 characters. */
const MOST_CHARS = 120
/** Who takes longer (ms) to refuse did not look at what was offered: Engine.IO lets what it does not know hang for a second. */
const SLOW_MS = 900

/** What to offer to a WebSocket that does not say what it speaks, wave by wave: the likeliest together, and what is to be
 *  offered alone. `hasPage`: a GET is answered there. */
export function offersTo(look: Look, hasPage: boolean): Probe[][] {
  const { url, socket } = look
  const [likely = []] = lists()
  // Who refuses a WebSocket and has a page there is mostly none.
  if (hasPage) return [[{ url, protocols: likely }]]
  return [[{ url, protocols: likely }], lonersTo(look), ...(socket ? [restTo(url)] : [])]
}

/** What is left to offer: a browser makes who is refused wait longer each time. */
export function restTo(url: URL): Probe[] {
  return lists()
    .slice(1)
    .map((protocols) => ({ url, protocols }))
}

/** The subprotocols that are to be offered alone: those of servers that let in who offers none to what did, and those of
 *  servers that never speak first to what did not. */
export function lonersTo({ url, socket, texts }: Look): Probe[] {
  return known.flatMap(({ protocols: [first] = [], alone }) =>
    first && ((alone === 'some' && texts.length === 0) || (socket && alone === 'all'))
      ? [{ url, protocols: [first] }]
      : [],
  )
}

/** What there is to read of a look. One subprotocol that was offered alone and taken says little: some take any, and some
 *  repeat whatever they are told. */
export async function readTaken(
  look: Look,
  test: (probe: Probe) => Promise<Look | undefined>,
): Promise<Look | undefined> {
  const { url, socket, offered } = look
  if (!socket?.protocol || offered?.length !== 1) return look
  const nobodys = await test({ url, protocols: [NOBODYS] })
  // Nobody asked, or there was no time.
  if (!nobodys || nobodys.why?.code === 'timeout') return undefined
  if (!nobodys.socket?.protocol) return look
  const list = await test({ url, protocols: [NOBODYS, socket.protocol] })
  // Who repeats any header may be anybody: it says something of those servers only that do.
  const isSuch = known.some(
    ({ protocols: [first] = [], alone }) => alone === 'some' && first === socket.protocol,
  )
  return !isSuch || !list || list.socket || list.why?.code === 'timeout' ? undefined : nobodys
}

/** The subprotocols of all servers that are known by one, in lists that may be offered, each behind one that nobody speaks. */
function lists(): string[][] {
  const common = known.filter(({ alone }) => alone !== 'all')
  // The rest of what somebody speaks is mostly an older version of the first.
  const firsts = common.flatMap(({ protocols = [] }) => protocols.slice(0, 1))
  const names = new Set([...firsts, ...common.flatMap(({ protocols = [] }) => protocols)])
  const made: string[][] = []
  for (const name of names) {
    const list = made.at(-1)
    if (list && [...list, name].join(', ').length <= MOST_CHARS) list.push(name)
    else made.push([NOBODYS, name])
  }
  return made
}

/** Is it a WebSocket that lets somebody in and does not say what it speaks? */
export function isMute({ socket, texts }: Look): boolean {
  return socket !== undefined && !socket.closed && texts.length === 0
}

/** May it be for want of a subprotocol that it does not open? */
export function isTurnedAway({ url, socket, why, ms = 0 }: Look): boolean {
  return url.protocol.startsWith('ws') && !socket && why?.code !== 'timeout' && ms < SLOW_MS
}
