import type { Incoming } from '../../model/message.ts'
import { textOf } from '../../model/text.ts'
import { NetError } from '../../net/errors.ts'
import type { EventsItem } from '../../net/events.ts'
import type { Net } from '../../net/net.ts'
import { Pacing } from '../../net/pacing.ts'
import type { Socket } from '../../net/socket.ts'
import { Ahead } from '../ahead.ts'
import type { Context } from '../backend.ts'
import { unread } from '../frame.ts'
import { Lump } from '../lump.ts'
import type { Hearing } from './hearing.ts'
import type { Place } from './place.ts'
import { streamAddress } from './place.ts'
import { inWords } from './refusal.ts'
import { Silence } from './silence.ts'

/** What a stream needs of its attempt. */
export type Listening = { net: Net; place: Place; hearing: Hearing; memory: Context['memory'] }

/** An open stream: what it tells, until it ends by NetError. `aside` is told as soon as it is there, unless something else
 *  was before. */
export type Stream = (aside: Promise<Incoming | undefined> | undefined) => AsyncGenerator<Incoming>

/** What the two kinds of stream differ in: the line that an item is, what it tells when it came (`at`, epoch ms), and how
 *  long one waits for the next. */
type Ear<T> = {
  textIn: (item: T) => string | undefined
  told: (item: T, at: number) => Incoming[]
  watch: (coming: Promise<boolean>) => Promise<boolean>
}

/** How long (ms) a server may take to say that the stream is open: it does so at once. */
const GREETING_MS = 3_000
/** What comes by the clock. */
const SIGN = /^\{[^{}]{0,400}"event": ?"(?:open|keepalive)"/
/** In a channel's memory: it has lines of JSON and no Server-Sent Events. */
const LINES = 'ntfy lines'

/** Opens the Server-Sent Events of the topics. `open` and `keepalive` are events with names, and no message. Rejects with
 *  NetError. */
export async function openEvents(listening: Listening): Promise<Stream> {
  const { net, hearing, memory } = listening
  const silence = new Silence({ clock: net.clock, memory })
  try {
    const items = await openItems(listening, () => silence.heard())
    return await begin(listening, items, {
      textIn: (item) => (item.kind === 'event' ? item.data : undefined),
      told(item, at) {
        if (item.kind === 'event') {
          if (SIGN.test(item.data)) silence.sign(at)
          return hearing.read(item.data, at)
        }
        return item.kind === 'garbled' ? [{ type: 'garbled', frame: item.frame, why: item.why }] : []
      },
      watch: (coming) => silence.unless(coming),
    })
  } catch (error) {
    throw inWords(error)
  }
}

/** The events, or the same as lines of JSON: many that only speak like ntfy have nothing else. */
async function openItems(
  { net, place, hearing, memory }: Listening,
  onComment: () => void,
): Promise<AsyncIterable<EventsItem>> {
  const open = (stream: 'sse' | 'json') =>
    net.events(streamAddress(place, stream, sinceOf(hearing)), { onComment })
  if (memory.get(LINES)) return open('json')
  try {
    return await open('sse')
  } catch (error) {
    if (!(error instanceof NetError && error.status === 404)) throw error
    const items = await open('json').catch(() => undefined)
    // What it said first is what there is to say.
    if (!items) throw error
    memory.set(LINES, true)
    return items
  }
}

/** Opens the WebSocket of the topics. A browser tells a page nothing of why it was refused: so that is asked for. Rejects
 *  with NetError. */
export async function openSocket(listening: Listening): Promise<Stream> {
  const { net, place, hearing } = listening
  const url = streamAddress(place, 'ws', sinceOf(hearing)).replace(/^http/, 'ws')
  let socket: Socket
  try {
    socket = await net.socket(url)
  } catch (error) {
    throw (await whyRefused(net, place)) ?? error
  }
  return begin(listening, socket, {
    textIn: textOf,
    told(frame, at) {
      const text = textOf(frame)
      return text === undefined ? [unread(frame)] : hearing.read(text, at)
    },
    // Its signs of life are pings, which a page does not see.
    watch: (coming) => coming,
  })
}

async function whyRefused(net: Net, place: Place): Promise<unknown> {
  try {
    await net.request(streamAddress(place, 'auth'))
    return undefined
  } catch (error) {
    // What cannot be reached says no more than the WebSocket did.
    return error instanceof NetError && error.status === undefined ? undefined : inWords(error)
  }
}

/** Waits for the greeting, which says where it begins. */
async function begin<T>(listening: Listening, items: AsyncIterable<T>, ear: Ear<T>): Promise<Stream> {
  const { net, hearing } = listening
  const ahead = new Ahead(items)
  const first = await ahead.look(GREETING_MS, net.clock)
  const text = first === undefined ? undefined : ear.textIn(first)
  if (text !== undefined) hearing.greet(text)
  return (aside) => tell(listening, ahead, ear, aside)
}

async function* tell<T>(
  { net, hearing }: Listening,
  ahead: Ahead<T>,
  { told, watch }: Ear<T>,
  aside: Promise<Incoming | undefined> | undefined,
): AsyncGenerator<Incoming> {
  const pacing = new Pacing()
  let waiting = aside
  try {
    for (;;) {
      const coming = watch(ahead.more)
      // Whoever left while a value was told hears no more of it.
      coming.catch(() => undefined)
      const value = waiting && (await Promise.race([waiting, coming]))
      if (typeof value === 'object') yield value
      if (typeof value !== 'boolean') waiting = undefined
      if (!(await coming)) return
      const lump = new Lump()
      const at = net.clock.now()
      const goesOn = pacing.spell()
      const count = ahead.take((item) => {
        for (const each of told(item, at)) {
          // An older value is none any more.
          if (each.type === 'messages') waiting = undefined
          lump.add(each)
        }
      }, goesOn)
      hearing.keep()
      yield* lump.give()
      const lull = pacing.lull(count)
      if (lull > 0 && goesOn()) await net.sleep(lull)
      await pacing.breath()
    }
  } finally {
    ahead.close()
  }
}

function sinceOf({ since }: Hearing): { since?: string } {
  return since === undefined ? {} : { since }
}
