import { PacketType } from 'socket.io-parser'
import type { Act, Perform, Receipt } from '../../model/act.ts'
import { isTooDeep } from '../../model/exact.ts'
import { knownFact } from '../../model/message.ts'
import type { Clock } from '../../net/clock.ts'
import { NetError } from '../../net/errors.ts'
import { readUsual } from '../json-read.ts'
import { isRecord, own, scalar } from '../json-record.ts'
import type { Outgoing } from './event-write.ts'
import { toEvent } from './event-write.ts'
import type { Link } from './link.ts'
import { ExactEncoder } from './parser.ts'

/** So long is an acknowledgement waited for. */
export const ACK_MS = 10_000
/** An acknowledgement's number takes as much room as that one, at most. */
const MANY_ACKS = 999_999

type Say = Extract<Act, { kind: 'say' }>

/** Hands what is said over as an event. A receipt is the server's acknowledgement, where it is asked for one, or the
 *  answer to a request; a WebSocket only takes it. */
export function sayBy(link: Link, usual: string, clock: Clock): Perform {
  return async ({ act }) => {
    if (act.kind !== 'say') throw new NetError('refused', { code: 'cannot-say' })
    if (link.told.isOver) throw new NetError('dropped', { code: 'dropped-unsent' })
    const outgoing = toEvent(act, usual)
    const { maxPayload } = link
    if (maxPayload !== undefined && sizeOf(link, act, outgoing) > maxPayload)
      throw new NetError('refused', {
        code: 'socketio.too-large',
        params: { kilobytes: Math.floor(maxPayload / 1000) },
      })
    link.hearing.typed.add(act, outgoing.args, clock.now())
    return outgoing.acks ? acknowledged(link, act, outgoing, clock) : handedOver(link, act, outgoing)
  }
}

async function handedOver(link: Link, act: Say, { event, args }: Outgoing): Promise<Receipt | void> {
  const { isPolling } = link
  emit(link, act, event, args)
  await link.flushed()
  // The request was answered.
  if (isPolling && link.isPolling) return {}
}

async function acknowledged(link: Link, act: Say, { event, args }: Outgoing, clock: Clock): Promise<Receipt> {
  let cancel = () => {}
  try {
    const answer = await link.orLost<unknown[]>((resolve, reject) => {
      cancel = clock.after(ACK_MS, () => {
        const params = { seconds: ACK_MS / 1000, name: event }
        reject(new NetError('timeout', { code: 'socketio.no-ack', params }))
      })
      const hear = (...said: unknown[]) => {
        // What it says is a line of its own; told to the draft in its turn.
        if (said.length > 0) link.hear(link.namespaceOf(act.room), said, undefined, [knownFact('ack', event)])
        link.told.add(() => resolve(said))
      }
      emit(link, act, event, [...args, hear])
    })
    return receiptOf(answer)
  } finally {
    cancel()
  }
}

function emit(link: Link, { room }: Say, event: string, args: readonly unknown[]): void {
  const socket = link.socketOf(link.namespaceOf(room))
  encoded(() => socket.emit(event, ...args))
}

/** Throws NetError `refused` for what is nested past the stack. */
function encoded<T>(encode: () => T): T {
  try {
    return encode()
  } catch (error) {
    if (isTooDeep(error)) throw new NetError('refused', { code: 'too-deep' })
    throw error
  }
}

/** The id that a server gave what it acknowledged, if it says one. Throws NetError where it says that it is an error. */
function receiptOf(answer: readonly unknown[]): Receipt {
  const record = answer.find(isRecord)
  if (!record) return {}
  const error = own(record, 'error')
  if (error) {
    const detail = scalar(isRecord(error) ? own(error, 'message') : error) ?? ''
    throw new NetError('refused', { code: 'server-error', detail })
  }
  const { id } = readUsual(record)
  return id === undefined ? {} : { messageId: id }
}

/** The bytes of the largest frame or request that it takes, all in all. */
function sizeOf(link: Link, { room }: Say, { event, args, acks }: Outgoing): number {
  const head = { type: PacketType.EVENT, nsp: link.namespaceOf(room), ...(acks && { id: MANY_ACKS }) }
  const frames = encoded(() => new ExactEncoder().encode({ ...head, data: [event, ...args] }))
  const sizes = frames.map((frame) => {
    if (typeof frame === 'string') return new TextEncoder().encode(frame).byteLength + 1
    const { byteLength } = frame as ArrayBuffer
    // [spec] A request has bytes as base64, with a mark before and a separator.
    return link.isPolling ? 4 * Math.ceil(byteLength / 3) + 2 : byteLength
  })
  return link.isPolling ? sizes.reduce((sum, size) => sum + size, 0) : Math.max(...sizes)
}
