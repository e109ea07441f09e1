import type { Scene } from './commit.ts'
import { commit } from './commit.ts'
import type { Wire } from './connect.ts'
import { connect } from './connect.ts'
import { FarSide } from './far-side.ts'
import { press } from './in-page.ts'
import type { Evidence, Verdict } from './judge.ts'
import { judge } from './judge.ts'
import { Person } from './person.ts'
import type { Fault, FaultKind } from './plan.ts'
import { planFaults } from './plan.ts'
import { Faults } from './proxy.ts'
import { seeded } from './random.ts'
import { readLog } from './read-log.ts'
import { Sender } from './sender.ts'
import type { Browser } from './tab.ts'
import { Traffic } from './traffic.ts'
import { until } from '../until.ts'

export type Asked = {
  wire: Wire
  /** Where the page is served: another server than the one that fails. */
  origin: string
  browser: Browser
  /** Each way. */
  messages: number
  faults: number
  kinds: readonly FaultKind[]
  seed: number
  /** At most so many a second, each way. */
  pace: number
  /** How long a fault lasts, of what it would. */
  scale?: number
  /** The person presses "Retry now" instead of waiting. */
  impatient?: boolean
  /** Is what is shown judged again after a last reload? */
  again?: boolean
  /** Told the address that the page will talk to. */
  named?: (url: string) => void
  /** Told what happens, a line each. */
  on?: (line: string) => void
}

export type Outcome = {
  told: number
  said: number
  verdict: Verdict
  /** After a last reload, from what is kept. */
  reloaded: Verdict | undefined
  /** What the verdicts are about. */
  evidence: readonly Evidence[]
  faults: ReadonlyMap<FaultKind, number>
  /** From the end of a fault until the page is ready, and shows what was told meanwhile where it can (ms). */
  recoveries: readonly { kind: FaultKind; ms: number }[]
  /** What should never be, in sentences. */
  troubles: readonly string[]
}

/** The longest that a recovery, and the last one of all, may take: the ladder's longest wait is 30 s. */
const RECOVERY_MS = 60_000
/** Where nobody tells what has arrived, so long nothing more may arrive. */
const STILL_MS = 2_000
/** A recovery that is worth a line. */
const LONG_MS = 3_000

/** One wire's whole story: numbered lines both ways through a wire that fails at the planned moments, and what is shown
 *  and what is there when it is whole again. */
export async function tellStory(asked: Asked): Promise<Outcome> {
  const far = await FarSide.start()
  const wire = await Faults.before(far.origin, seeded(asked.seed + 1))
  const story = new Story(asked, far, wire, new Person(await asked.browser.newTab()))
  try {
    return await story.tell()
  } finally {
    await story.end()
    await wire.stop()
    await far.stop()
  }
}

class Story {
  readonly #asked: Asked
  readonly #far: FarSide
  readonly #wire: Faults
  readonly #person: Person
  readonly #sender: Sender
  readonly #faults = new Map<FaultKind, number>()
  readonly #recoveries: { kind: FaultKind; ms: number }[] = []
  readonly #troubles: string[] = []
  readonly #evidence: Evidence[] = []
  readonly #kept = new Set<string>()
  readonly #on: (line: string) => void
  #traffic: Traffic | undefined

  constructor(asked: Asked, far: FarSide, wire: Faults, person: Person) {
    this.#asked = asked
    this.#far = far
    this.#wire = wire
    this.#person = person
    const run = `${asked.wire}-${asked.seed}-${Date.now()}`
    this.#sender = new Sender(() => `${far.origin}/demo/json/chat`, run)
    const began = performance.now()
    this.#on = (line) => {
      const seconds = ((performance.now() - began) / 1_000).toFixed(1)
      asked.on?.(`${seconds} s, ${asked.wire} ${this.#sender.told}/${person.said}: ${line}`)
    }
  }

  async tell(): Promise<Outcome> {
    const { browser, messages, origin, seed, again } = this.#asked
    this.#asked.named?.(`http://${this.#wire.host}`)
    const address = await connect(this.#person, this.#asked.wire, origin, this.#wire)
    const scene = { wire: this.#wire, far: this.#far, browser, person: this.#person, address }
    const plan = planFaults(seed, this.#asked)
    const traffic = (this.#traffic = new Traffic(this.#sender, this.#person, this.#asked))
    for (const [index, fault] of plan.entries()) {
      // Not past the moment of the next one, so that the moments are as planned.
      traffic.limit = plan[index + 1]?.at ?? messages
      await this.#commit(fault, scene)
    }
    traffic.limit = messages
    await this.#wire.restore()
    await traffic.done()
    this.#on('settling')
    const verdict = await this.#look('at the end')
    if (again) await this.#person.tab.reload()
    const reloaded = again ? await this.#look('after the last reload') : undefined
    const { told } = this.#sender
    const { said } = this.#person
    const [faults, recoveries] = [this.#faults, this.#recoveries]
    const [troubles, evidence] = [this.#troubles, this.#evidence]
    return { told, said, verdict, reloaded, evidence, faults, recoveries, troubles }
  }

  async end(): Promise<void> {
    await this.#traffic?.stop()
    await this.#person.tab.close().catch(() => undefined)
  }

  async #commit(planned: Fault, scene: Scene): Promise<void> {
    const fault = { ...planned, ms: planned.ms * (this.#asked.scale ?? 1) }
    const { kind, at, ms } = fault
    await until(`${at} lines are told`, RECOVERY_MS, () => this.#sender.told >= at)
    this.#on(`${kind} ${Math.round(ms)} ms`)
    await this.#trying(kind, () => commit(fault, scene))
    this.#faults.set(kind, (this.#faults.get(kind) ?? 0) + 1)
    if (!fault.waits) return
    const from = performance.now()
    const newest = this.#far.last()
    await this.#trying(kind, async () => {
      await until('the page is ready and has caught up', RECOVERY_MS, () => this.#isWell(newest))
      const recovery = { kind, ms: Math.round(performance.now() - from) }
      this.#recoveries.push(recovery)
      if (recovery.ms > LONG_MS) this.#on(`${kind}: well again after ${recovery.ms} ms`)
    })
  }

  /** What is shown, and what is there, once nothing is on its way any more. */
  async #look(when: string): Promise<Verdict> {
    let arrived = { count: 0, at: 0 }
    const isSettled = async () => {
      await this.#isWell(this.#far.last())
      const underway = (await this.#person.look())?.underway
      const there = new Set(this.#far.lines('up').map(({ body }) => body)).size
      if (there !== arrived.count) arrived = { count: there, at: performance.now() }
      // What a wire without receipts took is there, or never will be.
      const isStill = performance.now() - arrived.at > STILL_MS
      if (underway === 0 && (this.#resumes ? there >= this.#person.said : isStill)) return true
      throw new Error(`Underway: ${underway}, at the server: ${there} of ${this.#person.said}.`)
    }
    await this.#trying(when, () => until('all has settled', RECOVERY_MS, isSettled))
    this.#on(`reading, ${when}`)
    const rows = await readLog(this.#person.tab)
    const evidence = {
      told: this.#sender.told,
      said: this.#person.said,
      down: this.#far.lines('down'),
      up: this.#far.lines('up'),
      rows,
      resumes: this.#resumes,
    }
    this.#evidence.push(evidence)
    return judge(evidence)
  }

  get #resumes(): boolean {
    return this.#asked.wire !== 'plain'
  }

  /** Is it ready, and does it show that message of the server, where it can? Throws what is seen instead. */
  async #isWell(newest: number): Promise<boolean> {
    const seen = await this.#person.look()
    if (seen?.trouble && !this.#kept.has(seen.trouble)) {
      this.#kept.add(seen.trouble)
      this.#troubles.push(`The page says that nothing is kept: ${seen.trouble}.`)
    }
    if (seen?.status === 'waiting' && this.#asked.impatient) await this.#person.tab.run(press, 'retry')
    if (seen?.status === 'ready' && (!this.#resumes || seen.newest >= newest)) return true
    throw new Error(`Seen: ${JSON.stringify(seen)}, wanted: ${newest}.`)
  }

  async #trying(when: string, act: () => Promise<void>): Promise<void> {
    await act().catch((error: unknown) => {
      const { message, cause } = error instanceof Error ? error : new Error(String(error))
      const trouble = `${when}: ${message}${cause instanceof Error ? ` ${cause.message}` : ''}`
      this.#troubles.push(trouble)
      this.#on(trouble)
    })
  }
}
