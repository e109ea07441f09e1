import type { Frame, Incoming } from '../model/message.ts'
import type { View } from '../model/profile.ts'
import { withDefaults } from '../model/profile.ts'
import type { Traced } from '../model/traced.ts'
import { createNet } from '../net/net.ts'
import { Pace } from '../net/pace.ts'
import { browserPlatform } from '../net/platform.ts'
import type { Backend, Context } from './backend.ts'

/** How often a story polls. */
const POLL_MS = 30

/** What was told on one real connection, for tests, and how it ended. */
export type Story = {
  heard: Incoming[]
  /** What went out, in order: frames and the bodies of requests. */
  sent: Frame[]
  /** Where it could be gone on from. */
  cursor: string | undefined
  stop: () => void
  end: Promise<unknown>
  /** What it ended by, once it has. */
  why?: unknown
}

export type How = {
  url: string
  wire: string
  view?: View
  options?: Record<string, unknown>
  secrets?: Record<string, string>
  /** What an earlier story left. */
  cursor?: string | undefined
  memory?: Context['memory']
  fetch?: typeof fetch
}

/** Connects to a real server, as a channel does. */
export function startStory(backend: Backend, how: How): Story {
  const { url, wire, view = 'chat', options, cursor, memory = new Map() as Context['memory'] } = how
  const round = new AbortController()
  const { signal } = round
  const filled = withDefaults(backend.fields, { server: url, ...(wire && { wire }), ...options }, view)
  const platform = { ...browserPlatform(), ...(how.fetch && { fetch: how.fetch }) }
  const trace = (traced: Traced) => {
    if (traced.kind === 'out') story.sent.push(traced.frame)
  }
  const net = createNet({ signal, platform, pace: new Pace(POLL_MS), trace })
  const context: Context = { options: filled, secrets: how.secrets ?? {}, cursor, signal, net, memory }
  const tell = async () => {
    for await (const incoming of backend.connect(context)) {
      story.heard.push(incoming)
      if ('cursor' in incoming) story.cursor = incoming.cursor ?? story.cursor
    }
  }
  const story: Story = { heard: [], sent: [], cursor, stop: () => round.abort(), end: Promise.resolve() }
  story.end = tell().catch((error: unknown) => (story.why = error))
  return story
}

/** Its last `ready`, once there is one. `wait` runs what throws until it does not. */
export function untilReady(
  story: Story,
  wait: <T>(find: () => T) => Promise<T>,
): Promise<Incoming & { type: 'ready' }> {
  return wait(() => {
    const found = story.heard.findLast((incoming) => incoming.type === 'ready')
    if (!found) throw new Error(`never ready${story.why ? `: ${String(story.why)}` : ''}`)
    return found
  })
}

/** The lines that were told, in order. */
export function bodiesOf(heard: readonly Incoming[]): string[] {
  return heard.flatMap((incoming) => {
    if (incoming.type === 'messages') return incoming.messages.map(({ body }) => body)
    return incoming.type === 'snapshot' ? (incoming.news ?? []).map(({ body }) => body) : []
  })
}
