import type { Socket } from 'socket.io-client'
import { io } from 'socket.io-client'
import { TOKEN } from '../servers/socketio.ts'
import type { Heard, Outsider } from './real-server.ts'

/** Somebody else, by the library's own client. `recovers`: the server puts an offset behind the arguments of each event;
 *  `transports`: as the library has it. */
export async function joinSocketio(
  { url }: { url: string },
  {
    namespace = '/',
    recovers = false,
    transports = ['websocket'],
  }: { namespace?: string; recovers?: boolean; transports?: string[] } = {},
): Promise<Outsider & { socket: Socket }> {
  const socket = io(`${url}${namespace}`, { auth: { token: TOKEN }, forceNew: true, transports })
  const heard: Heard[] = []
  socket.onAny((event: string, ...args: unknown[]) => {
    const said = recovers ? args.slice(0, -1) : args
    const [first] = said
    const isOne = said.length === 1 && (typeof first === 'string' || first instanceof Uint8Array)
    heard.push({ event, args: said, body: isOne ? first : JSON.stringify(said) })
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return {
    socket,
    publish: async (body, { event = 'message' } = {}) =>
      void (await socket.timeout(5_000).emitWithAck(String(event), body)),
    heard: () => heard,
    stop: async () => void socket.disconnect(),
  }
}
