import { expect, vi } from 'vitest'
import type { Draft, Perform } from '../../model/act.ts'
import type { Incoming, Message } from '../../model/message.ts'
import { withDefaults } from '../../model/profile.ts'
import type { Clock } from '../../net/clock.ts'
import { NetError } from '../../net/errors.ts'
import { createNet } from '../../net/net.ts'
import { Pace } from '../../net/pace.ts'
import { browserPlatform } from '../../net/platform.ts'
import type { Backend, Context } from '../backend.ts'
import type { Answer } from './fake-broker.ts'
import { startBroker } from './fake-broker.ts'
import mqttBackend from './mqtt.ts'

const backend = mqttBackend as unknown as Backend
/** How long a test waits for something. */
export const WAIT = { timeout: 5_000, interval: 5 }
const ending: (() => Promise<unknown>)[] = []

/** To be run after each test. */
export async function endAll(): Promise<void> {
  for (const end of ending.splice(0).reverse()) await end()
}

export async function start(answer?: Answer) {
  const broker = await startBroker(answer)
  ending.push(() => broker.stop())
  return broker
}
export type Broker = Awaited<ReturnType<typeof start>>

/** A clock that goes so many times as fast as the real one. */
export function fastClock(times: number): Clock {
  const began = Date.now()
  return {
    now: () => began + (Date.now() - began) * times,
    after(ms, run) {
      const timer = setTimeout(run, ms / times)
      return () => clearTimeout(timer)
    },
  }
}

/** One channel: each connection goes on with what the one before left. */
export function channel(
  broker: Pick<Broker, 'url'>,
  options: Record<string, unknown> = {},
  secrets = {},
  clock?: Clock,
) {
  const memory: Context['memory'] = new Map()
  return {
    memory,
    connect() {
      const round = new AbortController()
      const { signal } = round
      const heard: Incoming[] = []
      const platform = { ...browserPlatform(), ...(clock && { clock }) }
      const net = createNet({ signal, platform, pace: new Pace() })
      const filled = withDefaults(backend.fields, { server: broker.url, ...options }, 'chat')
      const tell = async () => {
        const context: Context = { options: filled, secrets, cursor: undefined, signal, net, memory }
        for await (const incoming of backend.connect(context)) heard.push(incoming)
      }
      const end = tell().catch((error: unknown) => error)
      const story = {
        heard,
        end,
        stop: () => round.abort(),
        find: <T extends Incoming['type']>(type: T) =>
          heard.filter((incoming): incoming is Incoming & { type: T } => incoming.type === type),
        messages: () => story.find('messages').flatMap(({ messages }) => messages),
        async ready(): Promise<Perform> {
          await vi.waitFor(() => expect(story.find('ready')).not.toEqual([]), WAIT)
          return story.find('ready').at(-1)?.act as Perform
        },
        async hears(body: string): Promise<Message> {
          await vi.waitFor(() => expect(story.messages().map((each) => each.body)).toContain(body), WAIT)
          return story.messages().find((each) => each.body === body) as Message
        },
      }
      ending.push(async () => {
        round.abort()
        await end
      })
      return story
    },
  }
}

let count = 0
export function say(body: string | ArrayBuffer, more: Partial<Draft['act'] & { kind: 'say' }> = {}): Draft {
  return { id: `draft-${++count}`, at: 0, state: 'sending', act: { kind: 'say', body, ...more } }
}

/** The code and kind of the NetError that something ended with, as `code kind`. */
export async function codeOf(end: Promise<unknown>): Promise<string> {
  const error = await end.catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(NetError)
  const { why, kind } = error as NetError
  return `${why.code} ${kind}`
}
