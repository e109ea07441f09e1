import type { Incoming } from '../../model/message.ts'
import { NetError } from '../../net/errors.ts'
import type { Context } from '../backend.ts'
import { Breaking } from './breaking.ts'
import { hearEvents, SLOW } from './events.ts'
import type { Listening } from './listening.ts'
import { hearLongPoll } from './long-poll.ts'
import { hearSocket } from './socket.ts'

export type Wire = 'socket' | 'events' | 'poll'

const HEARD = { socket: hearSocket, events: hearEvents, poll: hearLongPoll }
/** A location may take some of them only (https://nchan.io/#nchan_subscriber): where to look next. */
const ORDER: Readonly<Record<Wire, readonly Wire[]>> = {
  socket: ['socket', 'events', 'poll'],
  events: ['events', 'poll', 'socket'],
  poll: ['poll', 'events', 'socket'],
}
/** In a channel's memory: the wire that this location takes. */
const TAKEN = 'nchan wire'

/** Listens by the wire that was chosen, or by the next that the location takes. `over`: what that wire needs, or undefined
 *  where it cannot be taken. Ends by NetError. */
export async function* hearOver(
  chosen: Wire,
  memory: Context['memory'],
  over: (wire: Wire) => Listening | undefined,
): AsyncGenerator<Incoming> {
  const known = memory.get(TAKEN) as Wire | undefined
  const failed: NetError[] = []
  for (const wire of ORDER[known ?? chosen]) {
    const listening = over(wire)
    // [source] Who asks for an event stream is let in for a long poll, too, where that is taken.
    if (!listening || (wire === 'poll' && failed.some(isForbidden))) continue
    let isOpen = false
    const broke = new Breaking(listening, wire)
    try {
      const isAsked = failed.length > 0
      for await (const incoming of HEARD[wire]({ ...listening, isAsked }, failed.at(-1)?.status === 200)) {
        if (incoming.type === 'ready') {
          isOpen = true
          if (wire !== chosen) memory.set(TAKEN, wire)
        }
        broke.heard(incoming)
        yield incoming
      }
      return
    } catch (error) {
      if (isOpen && broke.isEnough()) memory.set(TAKEN, 'events')
      if (
        isOpen &&
        wire === 'poll' &&
        failed.some(isOther) &&
        error instanceof NetError &&
        isForbidden(error)
      ) {
        // It only seemed to be taken: what was asked before it was slow.
        memory.delete(TAKEN)
        memory.set(SLOW, true)
        throw new NetError('dropped', { code: 'timeout', params: { seconds: 3 } })
      }
      if (isOpen || !(error instanceof NetError)) throw error
      // Of what is tried last, only a yes tells anything.
      if (!(isOther(error) || isForbidden(error) || (wire === 'socket' && failed.length > 0))) throw error
      failed.push(error)
    }
  }
  throw (
    failed.find((error) => !isOther(error)) ?? failed[0] ?? new NetError('refused', { code: 'nchan.wire' })
  )
}

/** It is there, and does not take that wire. */
function isOther({ why }: NetError): boolean {
  return why.code === 'nchan.wire'
}

function isForbidden({ why }: NetError): boolean {
  return why.code === 'nchan.forbidden'
}
