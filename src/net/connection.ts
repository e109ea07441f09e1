import type { Incoming } from '../model/message.ts'
import type { Status } from '../model/status.ts'
import { BUSY_FLOOR_MS, delay, OFFLINE_RETRY_MS, ONLINE_SPREAD_MS, STEADY_MS } from './backoff.ts'
import type { Clock } from './clock.ts'
import { clock as realClock } from './clock.ts'
import { NetError, reasonOf } from './errors.ts'
import { Liveness } from './liveness.ts'
import type { Hint, Wake } from './wake.ts'
import { Hints } from './wake.ts'

/** One try to connect. `heard` is to be called for any inbound byte. */
export type Attempt = { signal: AbortSignal; heard: () => void }

export type Listener = { status: (status: Status) => void; incoming: (incoming: Incoming) => void }

export type Surroundings = { clock?: Clock; random?: () => number; wake?: Wake }

/** Keeps one story going: connects, tells, waits by the ladder, and again, for ever. Returns when the signal is
 *  aborted (status `closed`) or when trying again is of no use (`failed`). Never throws. */
export async function keepConnected(
  connect: (attempt: Attempt) => AsyncIterable<Incoming>,
  on: Listener,
  signal: AbortSignal,
  { clock = realClock, random = Math.random, wake = new Hints() }: Surroundings = {},
): Promise<void> {
  let wasReady = false
  for (let attempt = 0; !signal.aborted; attempt++) {
    on.status({ name: 'connecting', attempt })
    const ended = await run(connect, on, signal, { clock, wake })
    const { steady, again } = ended
    wasReady ||= ended.ready
    const error = wasReady ? unlessForbidden(ended.error) : ended.error
    if (signal.aborted) break
    if (again) continue
    if (!(error instanceof NetError) || !error.retryable) {
      on.status({ name: 'failed', why: reasonOf(error) })
      return
    }
    if (steady) attempt = 0
    const until = clock.now() + waitMs(error, attempt, { clock, random, wake })
    const wait = (until: number) => {
      const why = wake.online() ? error.why : { code: 'offline' as const }
      on.status({ name: 'waiting', attempt, until, why })
    }
    wait(until)
    await untilOrWake(until, error.retryAt ?? 0, wait, signal, { clock, random, wake })
  }
  on.status({ name: 'closed' })
}

/** Runs one attempt to its end. A callback of it that comes late finds `over` and touches nothing. */
async function run(
  connect: (attempt: Attempt) => AsyncIterable<Incoming>,
  on: Listener,
  signal: AbortSignal,
  { clock, wake }: { clock: Clock; wake: Wake },
): Promise<{ error: unknown; ready: boolean; steady: boolean; again: boolean }> {
  const round = new AbortController()
  let over = false
  let readyAt: number | undefined
  let wasReady = false
  let hello = false
  let again = false
  let liveness: Liveness | undefined

  const ready = (incoming: Incoming & { type: 'ready' }) => {
    const since = readyAt ?? clock.now()
    readyAt = since
    wasReady = true
    hello ||= incoming.hello ?? false
    liveness?.stop()
    on.status({ name: 'ready', since })
    if (!incoming.probe) return
    const alive = (rttMs: number) => on.status({ name: 'ready', since, rttMs })
    liveness = new Liveness(incoming.probe, { alive, dead: (error) => round.abort(error) }, clock)
    // Measured once at the start, so that the status can say the round trip.
    liveness.ask()
  }

  /** Nothing is handed to a wire that may be dead. */
  const guarded = (incoming: Incoming & { type: 'ready' }): Incoming => {
    const { act } = incoming
    const watch = liveness
    if (!act || !watch) return incoming
    return { ...incoming, act: (draft) => watch.sure().then(() => act(draft)) }
  }

  const tell = async () => {
    for await (const incoming of connect({ signal: round.signal, heard: () => liveness?.heard() })) {
      if (over) return
      if (incoming.type === 'ready') ready(incoming)
      if (incoming.type === 'lost') {
        readyAt = undefined
        on.status({
          name: 'waiting',
          attempt: 0,
          why: incoming.why,
          ...(incoming.until && { until: incoming.until }),
        })
      }
      on.incoming(incoming.type === 'ready' ? guarded(incoming) : incoming)
    }
    throw new NetError('dropped', { code: 'ended' })
  }

  const stop = () => round.abort(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  const unlisten = wake.listen((hint) => {
    if (hint !== 'retry') return liveness?.ask()
    if (readyAt !== undefined) return
    // A person's word, while this attempt hangs or waits for a wire to heal: anew, at once.
    again = true
    round.abort(new NetError('dropped', { code: 'ended' }))
  })
  try {
    await Promise.race([tell(), aborted(round.signal)])
    return { error: undefined, ready: wasReady, steady: false, again }
  } catch (error) {
    const steady = hello || (readyAt !== undefined && clock.now() - readyAt >= STEADY_MS)
    // A generator that we stopped may end in its own words: the reason is ours.
    return {
      error: round.signal.aborted ? round.signal.reason : error,
      ready: wasReady,
      steady,
      again,
    }
  } finally {
    over = true
    unlisten()
    liveness?.stop()
    signal.removeEventListener('abort', stop)
    round.abort()
  }
}

/** A server that let this page in once does not forbid it by CORS later: what looks so is one that falls and comes back
 *  between the question and the look. */
function unlessForbidden(error: unknown): unknown {
  if (!(error instanceof NetError) || error.why.code !== 'no-cors') return error
  return new NetError('dropped', { code: 'ended', ...(error.why.detail && { detail: error.why.detail }) })
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function waitMs(
  error: NetError,
  attempt: number,
  { clock, random, wake }: { clock: Clock; random: () => number; wake: Wake },
): number {
  if (!wake.online()) return OFFLINE_RETRY_MS
  const asked = error.retryAt === undefined ? 0 : error.retryAt - clock.now()
  return delay(attempt, random, error.kind === 'busy' && !asked ? BUSY_FLOOR_MS : asked)
}

/** Waits, but a person's `retry` ends the wait at once, and so does a sign that the page is back, though not before the
 *  server wants it (`asked`, epoch ms): then `wait` is told until when. */
function untilOrWake(
  until: number,
  asked: number,
  wait: (until: number) => void,
  signal: AbortSignal,
  { clock, random, wake }: { clock: Clock; random: () => number; wake: Wake },
): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      cancel()
      unlisten()
      signal.removeEventListener('abort', done)
      resolve()
    }
    let cancel = clock.after(until - clock.now(), done)
    const hear = (hint: Hint) => {
      if (hint === 'retry') return done()
      const spread = hint === 'online' ? random() * ONLINE_SPREAD_MS : 0
      const ms = Math.max(0, asked - clock.now()) + spread
      if (ms === 0) return done()
      const sooner = Math.min(clock.now() + ms, until)
      cancel()
      cancel = clock.after(sooner - clock.now(), done)
      wait(sooner)
    }
    const unlisten = wake.listen(hear)
    signal.addEventListener('abort', done, { once: true })
  })
}
