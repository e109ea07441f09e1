import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { NetError } from '../../net/errors.ts'
import { channel, endAll, fastClock, say, start } from './fake-channel.ts'
import type { Cut } from './fake-session.ts'
import { FakeSession } from './fake-session.ts'

afterEach(endAll)

const MANY = 6
/** Three seconds for which a suspect is held are 30 ms. */
const FAST = 100

const cuts = (forgets: boolean) =>
  fc.array(
    fc.record<Cut>({
      at: fc.integer({ min: 2, max: 60 }),
      arrives: fc.boolean(),
      forgets: forgets ? fc.boolean() : fc.constant(false),
    }),
    { maxLength: 5 },
  )

/** Says and is told so many things over wires that are cut, until all of it has met its fate. */
async function run(qos: 1 | 2, where: readonly Cut[]) {
  const far = new FakeSession(where)
  const broker = await start(far.answer)
  const { connect } = channel(
    broker,
    { qos: String(qos), version: '3.1.1', clientId: 'me' },
    {},
    fastClock(FAST),
  )
  const heard: string[] = []
  const gaps: string[] = []
  const fates = new Map<string, string>()
  const left = Array.from({ length: MANY }, (_, at) => `said ${at}`)
  let isSaying = false
  let hasTold = false
  for (let time = 0; time < 40; time++) {
    const story = connect()
    let over = false
    void story.end.then(() => (over = true))
    while (!over) {
      const act = story.find('ready').at(-1)?.act
      const [next] = left
      if (act && !hasTold) {
        hasTold = true
        for (let told = 0; told < MANY; told++) far.tell(`told ${told}`, qos)
      }
      // As the outbox does: one at a time.
      if (act && next !== undefined && !isSaying) {
        isSaying = true
        void act(say(next))
          .then(
            () => 'taken',
            (error: unknown) => (error instanceof NetError ? error.why.code : String(error)),
          )
          .then((fate) => {
            isSaying = false
            if (fate === 'dropped-unsent') return
            left.shift()
            fates.set(next, fate)
          })
      }
      await new Promise((resolve) => setTimeout(resolve, 1))
      if (left.length === 0 && far.isQuiet) story.stop()
    }
    heard.push(...story.messages().map(({ body }) => body))
    gaps.push(...story.find('gap').map(({ why }) => why.code))
    if (left.length === 0 && far.isQuiet) break
  }
  await broker.stop()
  const times = (list: readonly string[], body: string) => list.filter((each) => each === body).length
  return { far, heard, gaps, fates, left, times }
}

describe('over wires that are cut anywhere', () => {
  it('where the broker keeps the session QoS 2 is exactly once both ways, and in order', async () => {
    await fc.assert(
      fc.asyncProperty(cuts(false), async (where) => {
        const { far, heard, fates, left, times } = await run(2, where)
        expect(left).toEqual([])
        expect(heard.filter((body) => body.startsWith('told'))).toEqual(
          Array.from({ length: MANY }, (_, at) => `told ${at}`),
        )
        for (const [body, fate] of fates)
          // Two cuts exactly when it goes out look like a broker that hangs up on it.
          if (fate === 'mqtt.hung-up-on' && where.length > 1) expect(times(far.taken, body)).toBeLessThan(2)
          else expect([fate, times(far.taken, body)]).toEqual(['taken', 1])
        expect(far.taken.join()).toBe([...new Set(far.taken)].join())
      }),
      { numRuns: 30 },
    )
  })

  it('where the broker keeps the session QoS 1 is at least once', async () => {
    await fc.assert(
      fc.asyncProperty(cuts(false), async (where) => {
        const { far, heard, fates, left, times } = await run(1, where)
        expect(left).toEqual([])
        for (let at = 0; at < MANY; at++) expect(times(heard, `told ${at}`)).toBe(1)
        for (const [body, fate] of fates)
          if (fate !== 'mqtt.hung-up-on' || where.length < 2) {
            expect(fate).toBe('taken')
            expect(times(far.taken, body)).toBeGreaterThan(0)
          }
      }),
      { numRuns: 20 },
    )
  })

  it('where the broker forgets the session nothing is there twice, and what may be missing is said so', async () => {
    await fc.assert(
      fc.asyncProperty(cuts(true), async (where) => {
        const { far, heard, gaps, fates, left, times } = await run(2, where)
        expect(left).toEqual([])
        for (const [body, fate] of fates) {
          expect(times(far.taken, body)).toBeLessThan(2)
          if (fate === 'taken') expect(times(far.taken, body)).toBe(1)
          else expect(['mqtt.in-doubt', 'mqtt.hung-up-on']).toContain(fate)
        }
        for (let at = 0; at < MANY; at++) {
          expect(times(heard, `told ${at}`)).toBeLessThan(2)
          if (times(heard, `told ${at}`) === 0) expect(gaps).toContain('mqtt.session-gone')
        }
      }),
      { numRuns: 20 },
    )
  })
})
