import type { Incoming } from '../model/message.ts'
import { withDefaults } from '../model/profile.ts'
import type { FakeClock } from '../net/fake-clock.ts'
import { FakeFetch, FakeSocket, fakePlatform } from '../net/fake-platform.ts'
import { createNet } from '../net/net.ts'
import type { Platform } from '../net/platform.ts'
import { Pace } from '../net/pace.ts'
import { carry } from './carrier.ts'
import { carrierFields } from './fields.ts'
import { jsonCodec } from './json.ts'

/** One channel, for tests: its memory outlives the stories that are started in it. It polls each second. */
export class FakeCarry {
  readonly memory = new Map<string, unknown>()
  readonly #pace = new Pace(1_000)

  /** Starts one attempt over fakes and collects what it tells, and how it ends. */
  start(
    options: Record<string, unknown>,
    fetch = new FakeFetch(),
    cursor?: string,
    more: Partial<Platform> = {},
  ): FakeStory {
    const platform = fakePlatform({ fetch: fetch.fetch, ...more })
    const { signal } = new AbortController()
    const net = createNet({ signal, platform, pace: this.#pace })
    const filled = withDefaults(carrierFields, { server: 'http://server.test/', ...options }, 'polling')
    const context = { options: filled, secrets: {}, cursor, signal, net, memory: this.memory }
    const made = FakeSocket.made.length
    const story: FakeStory = {
      told: [],
      end: {},
      fetch,
      clock: platform.clock,
      socket: () => FakeSocket.made[made] as FakeSocket,
    }
    const tell = async () => {
      for await (const incoming of carry(context, jsonCodec('me'))) story.told.push(incoming)
    }
    tell().catch((error: unknown) => (story.end.error = error))
    return story
  }
}

export type FakeStory = {
  told: Incoming[]
  end: { error?: unknown }
  fetch: FakeFetch
  clock: FakeClock
  /** The socket that it opened. */
  socket: () => FakeSocket
}

/** An answer of JSON. */
export const json = (value: unknown, init?: ResponseInit) => () => new Response(JSON.stringify(value), init)

/** An event stream of this text, then its end. */
export const events = (text: string) => () =>
  new Response(text, { headers: { 'content-type': 'text/event-stream' } })

/** An event stream that stays open: text is sent by `send`. */
export function openStream() {
  let to: ReadableStreamDefaultController<Uint8Array>
  const body = new ReadableStream<Uint8Array>({ start: (controller) => void (to = controller) })
  return {
    answer: () => new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
    send: (text: string) => to.enqueue(new TextEncoder().encode(text)),
    drop: () => to.error(new TypeError('network error')),
  }
}
