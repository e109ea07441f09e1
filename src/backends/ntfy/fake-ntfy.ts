import type { Incoming } from '../../model/message.ts'
import { withDefaults } from '../../model/profile.ts'
import type { FakeClock } from '../../net/fake-clock.ts'
import { settle } from '../../net/fake-clock.ts'
import { FakeFetch, FakeSocket, fakePlatform } from '../../net/fake-platform.ts'
import { createNet } from '../../net/net.ts'
import { Pace } from '../../net/pace.ts'
import { ntfyFields } from './fields.ts'
import backend from './ntfy.ts'

/** One channel of the backend, for tests: its memory and its cursor outlive the attempts that are started in it. It polls
 *  each second. */
export class FakeNtfy {
  readonly memory = new Map<string, unknown>()
  cursor: string | undefined
  readonly #pace = new Pace(1_000)

  /** Starts one attempt over fakes, and collects what it tells and how it ends. */
  start(
    options: Record<string, unknown> = {},
    answers: readonly (() => Response)[] = [],
    secrets: Record<string, string> = {},
  ): FakeAttempt {
    const fetch = new FakeFetch(...answers)
    const platform = fakePlatform({ fetch: fetch.fetch, origin: 'https://ntfy.test' })
    const { signal } = new AbortController()
    const net = createNet({ signal, platform, pace: this.#pace })
    const filled = withDefaults(
      ntfyFields,
      { server: 'https://ntfy.test/alerts', ...options },
      'notifications',
    )
    const made = FakeSocket.made.length
    const attempt: FakeAttempt = {
      told: [],
      end: {},
      fetch,
      clock: platform.clock,
      socket: () => FakeSocket.made[made] as FakeSocket,
    }
    const tell = async () => {
      const context = { options: filled, secrets, cursor: this.cursor, signal, net, memory: this.memory }
      for await (const incoming of backend.connect(context)) {
        attempt.told.push(incoming)
        if ('cursor' in incoming) this.cursor = incoming.cursor ?? this.cursor
      }
    }
    tell().catch((error: unknown) => (attempt.end.error = error))
    return attempt
  }
}

export type FakeAttempt = {
  told: Incoming[]
  end: { error?: unknown }
  fetch: FakeFetch
  clock: FakeClock
  /** The socket that it opened. */
  socket: () => FakeSocket
}

/** Lets everything run that waits for no time: also what a stream, or a breath between two lumps, puts into a later turn. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await settle()
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}

/** A record of the topic `alerts`, as a line. */
export function line(event: string, id: string, time: number, more: Record<string, unknown> = {}): string {
  const kept = event === 'message' && { expires: time + 43_200, message: `body of ${id}` }
  return JSON.stringify({ id, time, event, topic: 'alerts', ...kept, ...more })
}

/** What the server has in its cache. */
export const cache =
  (...lines: string[]) =>
  () =>
    new Response(lines.map((text) => `${text}\n`).join(''), {
      headers: { 'content-type': 'application/x-ndjson; charset=utf-8' },
    })

/** A no, as ntfy says it. */
export const no = (code: number, headers: Record<string, string> = {}) => {
  const status = Math.floor(code / 100)
  const body = JSON.stringify({ code, http: status, error: 'no' })
  return () => new Response(body, { status, headers })
}

/** The messages that were told, by their bodies. */
export function bodies(told: readonly Incoming[]): string[] {
  return told.flatMap((each) =>
    each.type === 'messages'
      ? each.messages.map(({ body }) => body)
      : each.type === 'snapshot'
        ? (each.news ?? []).map(({ body }) => body)
        : [],
  )
}
