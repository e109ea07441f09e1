import { carrierFields } from '../backends/fields.ts'
import type { Facts } from '../doctor/case.ts'
import { openCase } from '../doctor/case.ts'
import { diagnose } from '../doctor/doctor.ts'
import { mannerFor } from '../doctor/manner.ts'
import type { ProbeKind } from '../doctor/probes.ts'
import { WireProbes } from '../doctor/probes.ts'
import type { Diagnosis } from '../model/diagnosis.ts'
import { withDefaults } from '../model/profile.ts'
import type { Reason } from '../model/reason.ts'
import type { Status } from '../model/status.ts'
import type { Live } from './live.svelte.ts'

/** By itself a cause is looked into no sooner than this (ms) after the last time. */
const AGAIN_MS = 60_000

/** What is wrong with a connection, so far. `cause` is what it was looked into for. */
export type Finding = {
  cause: string | undefined
  /** Where the connection was when it was looked into. */
  status: Status['name']
  at: number
  diagnoses: readonly Diagnosis[]
}

/** What a person, or the state of the connection, asks about. */
export type Trouble = { status: Status; why: Reason | undefined }

/** Looks into one connection: when it is told to, and, of itself, once for each cause. */
export class Doctor {
  looking = $state(false)
  /** What is being asked. */
  step = $state.raw<ProbeKind | undefined>()
  finding = $state.raw<Finding | undefined>()
  readonly #live: Live
  readonly #looked = new Map<string, Finding>()
  #round = new AbortController()
  #cause: string | undefined

  constructor(live: Live) {
    this.#live = live
  }

  /** A failure that lasts. What was found out about it within the last minute is shown again and not asked again. */
  heed(cause: string, trouble: Trouble): void {
    if (this.looking ? this.#cause === cause : this.finding?.cause === cause) return
    const before = this.#looked.get(cause)
    if (before && this.#now() - before.at < AGAIN_MS) this.finding = before
    else void this.look(trouble, cause)
  }

  /** Looks into it now. What was found before stays until there is something new. */
  async look(trouble: Trouble, cause?: string): Promise<void> {
    this.stop()
    const round = (this.#round = new AbortController())
    this.looking = true
    this.#cause = cause
    this.step = undefined
    try {
      const facts = await this.#facts(trouble)
      const probes = new WireProbes({
        platform: this.#live.platform,
        signal: round.signal,
        permissions: navigator.permissions,
        onask: (kind) => (this.step = kind),
      })
      const diagnoses = await diagnose(openCase(facts, probes))
      if (round.signal.aborted) return
      this.finding = { cause, status: trouble.status.name, at: this.#now(), diagnoses }
      if (cause) this.#looked.set(cause, this.finding)
    } catch (error) {
      // Stopped: another round has begun, or nobody wants to know any more.
      if (!round.signal.aborted) throw error
    } finally {
      if (this.#round === round) this.looking = false
    }
  }

  /** Has the browser ask the person whether this page may reach the server. To be called at a click: it asks at no other
   *  time. Then looks again. */
  async ask(trouble: Trouble): Promise<void> {
    const probes = new WireProbes({ platform: this.#live.platform, signal: this.#round.signal })
    const { http } = openCase(await this.#facts(trouble, []), probes)
    const init = { mode: 'no-cors', credentials: 'omit', cache: 'no-store' } as const
    // What comes of it is seen by the next look.
    if (http) await this.#live.platform.fetch(http.href, init).catch(() => undefined)
    await this.look(trouble)
  }

  /** Ends a look that is under way. */
  stop(): void {
    this.#round.abort()
    this.looking = false
  }

  #now(): number {
    return this.#live.platform.clock.now()
  }

  async #facts({ status, why }: Trouble, trace?: Facts['trace']): Promise<Facts> {
    const { profile, secrets } = this.#live
    const options = withDefaults(carrierFields, profile.options, profile.view)
    const { origin, protocol, hostname } = location
    return {
      server: options.server,
      wire: options.wire,
      manner: mannerFor(options, secrets),
      ...(options.wire === 'events' && options.native && { native: { names: options.names } }),
      status,
      why,
      trace: trace ?? (await this.#live.recorded()),
      page: { origin, protocol, hostname },
      online: navigator.onLine,
      now: this.#now(),
    }
  }
}

/** What a failure is looked into for, once: undefined where there is none that lasts, or none of the connection's. */
export function causeOf(live: Live, status: Status): string | undefined {
  const attempts = live.channel.wasReady ? ATTEMPTS_AFTER : ATTEMPTS
  if (status.name !== 'failed' && !(status.name === 'waiting' && status.attempt >= attempts)) return undefined
  const { code, params } = status.why
  if (!OURS.has(code)) return undefined
  const { server, wire } = live.profile.options
  return JSON.stringify([code, params?.['code'], params?.['status'], server, wire])
}

/** So many attempts fail before that is looked into by itself (counted from 0): a server that was there before is mostly
 *  back by then. */
const ATTEMPTS = 1
const ATTEMPTS_AFTER = 4

/** What the doctor knows more about than the reason itself says. */
const OURS: ReadonlySet<string> = new Set([
  'bad-address',
  'login-in-address',
  'mixed-content',
  'offline',
  'unreachable',
  'timeout',
  'silent',
  'no-cors',
  'closed',
  'ended',
  'http-status',
  'rate-limited',
  'unauthorized',
  'not-event-stream',
  'no-content',
])

const DOCTORS = new WeakMap<Live, Doctor>()

/** The doctor of a connection: what was found out stays while the person looks elsewhere. */
export function doctorOf(live: Live): Doctor {
  const known = DOCTORS.get(live)
  if (known) return known
  const doctor = new Doctor(live)
  DOCTORS.set(live, doctor)
  return doctor
}
