import type { Draft } from '../model/act.ts'
import type { Frame, Incoming } from '../model/message.ts'
import { NetError } from '../net/errors.ts'
import type { CarrierContext, Session } from './carrier.ts'

/** So long may an acknowledgement take. */
export const ACK_TIMEOUT_MS = 10_000

type Waiting = { resolve: (messageId: string | undefined) => void; reject: (error: NetError) => void }

/** What a server that greets with `{"type":"hello","signalbox":1}` agrees to: acks and a ping (see json.md). With any
 *  other server nothing of this is ever sent. */
export function jsonSession(
  send: (frame: Frame) => Promise<void>,
  write: (draft: Draft) => Frame,
  { net }: CarrierContext,
): Session {
  const acks = new Map<string, Waiting>()
  let greeted = false
  let acknowledges = false
  let pings = 0

  const ask = (id: string, frame: Frame): Promise<string | undefined> =>
    new Promise((resolve, reject) => {
      const cancel = net.clock.after(ACK_TIMEOUT_MS, () => {
        acks.delete(id)
        reject(new NetError('timeout', { code: 'timeout', params: { seconds: ACK_TIMEOUT_MS / 1000 } }))
      })
      const settle =
        <T>(pass: (value: T) => void) =>
        (value: T) => {
          cancel()
          acks.delete(id)
          pass(value)
        }
      acks.set(id, { resolve: settle(resolve), reject: settle(reject) })
      send(frame).catch(settle(reject))
    })

  const say = async (draft: Draft) => {
    const frame = write(draft)
    // JSON that a person typed goes out without our id: nobody can acknowledge it.
    if (acknowledges && typeof frame === 'string' && frame.includes(draft.id)) return ask(draft.id, frame)
    await send(frame)
  }

  const ready = (): Incoming => ({
    type: 'ready',
    can: ['say'],
    act: say,
    hello: true,
    async probe() {
      const id = `ping-${++pings}`
      await ask(id, JSON.stringify({ type: 'ping', id }))
    },
  })

  return {
    take(value) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'type')) return undefined
      const { type, messageId, text, ...rest } = value as Record<string, unknown>
      const id = isName(rest['id']) ? String(rest['id']) : undefined
      if (type === 'hello' && rest['signalbox'] === 1) {
        greeted = true
        acknowledges = rest['acks'] === true
        return [ready()]
      }
      if (!greeted) return undefined
      if (type === 'pong' || type === 'ack') {
        acks.get(id ?? '')?.resolve(isName(messageId) ? String(messageId) : undefined)
        return []
      }
      if (type === 'error' && id !== undefined && acks.has(id)) {
        acks
          .get(String(id))
          ?.reject(
            new NetError('refused', { code: 'server-error', detail: typeof text === 'string' ? text : '' }),
          )
        return []
      }
      return undefined
    },
    say,
    close() {
      for (const { reject } of [...acks.values()]) reject(new NetError('dropped', { code: 'ended' }))
    },
  }
}

/** Can it be an id? An object from outside may not even be made a string. */
function isName(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}
