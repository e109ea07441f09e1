import { backendEntry } from '../backends/index.ts'
import { carrierFields } from '../backends/fields.ts'
import type { Facts } from '../doctor/case.ts'
import { openCase } from '../doctor/case.ts'
import { diagnose } from '../doctor/doctor.ts'
import { mannerFor, mannerOf, PLAIN, sayingFor } from '../doctor/manner.ts'
import type { ProbeKind } from '../doctor/probes.ts'
import { WireProbes } from '../doctor/probes.ts'
import type { Draft } from '../model/act.ts'
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
    const { profile } = this.#live
    const { origin, protocol, hostname } = location
    return {
      server: String(profile.options['server'] ?? ''),
      ...(await this.#asking()),
      status,
      why,
      trace: trace ?? (await this.#live.recorded()),
      page: { origin, protocol, hostname },
      // [source] Firefox reads what has no status line as HTTP/0.9, on every port.
      lenient: CSS.supports('-moz-appearance', 'none'),
      online: navigator.onLine,
      now: this.#now(),
    }
  }

  /** How the profile asks, and how it says. */
  async #asking(): Promise<Pick<Facts, 'wire' | 'manner' | 'native' | 'saying'>> {
    const { profile, secrets, platform } = this.#live
    const { backend, view } = profile
    const options = withDefaults(carrierFields, profile.options, view)
    if (!carriers.has(backend)) {
      const loaded = await backendEntry(backend)?.load()
      const own = loaded && withDefaults(loaded.default.fields, profile.options, view)
      const asked = own && (await mannerOf(loaded.default, own, secrets, platform.clock))
      return asked ?? { wire: options.wire, manner: PLAIN }
    }
    const manner = mannerFor(options, secrets)
    const saying = inVain(this.#live)
    const isBytes = saying?.act.kind === 'say' && typeof saying.act.body !== 'string'
    const type = isBytes ? 'application/octet-stream' : backend === 'json' ? 'application/json' : 'text/plain'
    const { url, headers, credentials } = saying ? sayingFor(options, secrets, type) : PLAIN
    return {
      wire: options.wire,
      manner,
      ...(options.wire === 'events' && options.native && { native: { names: options.names } }),
      ...(saying?.error && url && { saying: { url: new URL(url), headers, credentials, why: saying.error } }),
    }
  }
}

/** The backends that carry anything over a wire of one's choice, with a POST beside it. */
const carriers: ReadonlySet<string> = new Set(['plain', 'json'])

/** What was said last and did not arrive, as it seems, for want of the server's leave. */
export function inVain({ channel }: Live): Draft | undefined {
  // Drafts change with it.
  void channel.version
  return channel.drafts.findLast(({ error }) => error?.code === 'no-cors')
}

/** What a failure is looked into for, once: undefined where there is none that lasts, or none of the connection's. */
export function causeOf(live: Live, status: Status): string | undefined {
  const { server, wire } = live.profile.options
  if (status.name === 'ready') return inVain(live) ? JSON.stringify(['said in vain', server]) : undefined
  const isTold = status.name === 'waiting' && isStatement(status.why)
  const attempts = live.channel.wasReady && !isTold ? ATTEMPTS_AFTER : ATTEMPTS
  if (status.name !== 'failed' && !(status.name === 'waiting' && status.attempt >= attempts)) return undefined
  const { code, params } = status.why
  if (!OURS.has(code)) return undefined
  return JSON.stringify([code, params?.['code'], params?.['status'], server, wire])
}

/** So many attempts fail before that is looked into by itself (counted from 0): a server that was there before is mostly
 *  back by then. */
const ATTEMPTS = 1
const ATTEMPTS_AFTER = 4

/** Did the server say why it closed? Then it is no outage that passes. */
function isStatement({ code, params }: Reason): boolean {
  return code === 'closed' && !OUTAGES.has(Number(params?.['code']))
}

/** Close codes of what restarts, is busy, or broke off. */
const OUTAGES: ReadonlySet<number> = new Set([1001, 1005, 1006, 1012, 1013, 1014])

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
