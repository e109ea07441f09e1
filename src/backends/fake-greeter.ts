import type { Act } from '../model/act.ts'
import type { Incoming } from '../model/message.ts'
import { settle } from '../net/fake-clock.ts'
import { FakeFetch } from '../net/fake-platform.ts'
import type { FakeCarry, FakeStory } from './fake-carry.ts'

export type Ready = Incoming & { type: 'ready' }

/** All that a greeting can promise. */
export const ALL = { acks: true, dedupes: true, resumes: true, history: true, presence: true, typing: true }
export const hello = (more: Record<string, unknown> = {}) =>
  JSON.stringify({ type: 'hello', signalbox: 1, ...more })

/** An open socket, for tests, and what its server gives as JSON. */
export async function open(carry: FakeCarry, cursor?: string) {
  const story = carry.start({ wire: 'socket' }, new FakeFetch(), cursor)
  story.socket().open()
  await settle()
  const give = async (words: unknown) => {
    story.socket().give(JSON.stringify(words))
    await settle()
  }
  return { ...story, give }
}

/** The same, with a server that greeted so. */
export async function greeted(carry: FakeCarry, more: Record<string, unknown>, cursor?: string) {
  const story = await open(carry, cursor)
  story.socket().give(hello(more))
  await settle()
  return { ...story, ready: story.told.findLast(({ type }) => type === 'ready') as Ready }
}

/** What the client said, and the kinds of what it told. */
export const sent = (story: FakeStory) =>
  story.socket().sent.map((frame) => JSON.parse(String(frame)) as unknown)
export const types = (story: FakeStory) => story.told.map(({ type }) => type)

export const draft = (id: string, act: Act = { kind: 'say', body: 'hi' }) => ({
  id,
  at: 0,
  state: 'sending' as const,
  act,
})
