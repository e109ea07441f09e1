import type { Mapping } from '../model/mapping.ts'
import { formatMapping, NO_MAPPING } from '../model/mapping.ts'
import { withDefaults } from '../model/profile.ts'
import { settle } from '../net/fake-clock.ts'
import { FakeFetch, FakeSocket, fakePlatform } from '../net/fake-platform.ts'
import { createNet } from '../net/net.ts'
import { Pace } from '../net/pace.ts'
import type { FakeStory } from './fake-carry.ts'
import json from './json.ts'

/** For tests: one connection of a profile with that mapping, over fakes. Its socket is open. */
export async function startMapped(
  mapping: Partial<Mapping>,
  options: Record<string, unknown> = {},
  fetch = new FakeFetch(),
): Promise<FakeStory & { give: (...frames: string[]) => Promise<void> }> {
  const platform = fakePlatform({ fetch: fetch.fetch })
  const { signal } = new AbortController()
  const net = createNet({ signal, platform, pace: new Pace(1_000) })
  const text = formatMapping({ ...NO_MAPPING, ...mapping })
  const given = { server: 'http://server.test/', wire: 'socket', ...options, mapping: text }
  const filled = withDefaults(json.fields, given, 'chat')
  const made = FakeSocket.made.length
  const socket = () => FakeSocket.made[made] as FakeSocket
  const story: FakeStory = { told: [], end: {}, fetch, clock: platform.clock, socket }
  const context = { options: filled, secrets: {}, cursor: undefined, signal, net, memory: new Map() }
  const run = async () => {
    for await (const incoming of json.connect(context)) story.told.push(incoming)
  }
  run().catch((error: unknown) => (story.end.error = error))
  await settle()
  if (given.wire === 'socket') socket()?.open()
  await settle()
  const give = async (...frames: string[]) => {
    for (const frame of frames) socket().give(frame)
    await settle()
  }
  return { ...story, give }
}
