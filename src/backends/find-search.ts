import { maskAddress } from '../model/mask.ts'
import type { Reason } from '../model/reason.ts'
import type { Asked } from './find-address.ts'
import { otherSecurity } from './find-address.ts'
import { linksOf } from './find-links.ts'
import { neighboursOf } from './find-neighbours.ts'
import { canConnect, isSilent, isStreamPath, readLook, readSilence, sorted, whyNothing } from './find-read.ts'
import type { Finding, FindOptions, Found } from './find.ts'
import { known } from './known/index.ts'
import type { Probe } from './known/known.ts'
import { asRequest, asSocket } from './known/known.ts'
import type { Look } from './look.ts'
import { lookAt } from './look.ts'

/** All of it takes no longer. */
export const FIND_MS = 4_000
/** So many requests and sockets at most. */
export const MAX_LOOKS = 18
/** What was asked for first gets so long before the other family is tried beside it. */
const HEAD_START_MS = 400
/** A subprotocol that nobody speaks, offered first: many servers take the first, whatever it is. */
const NOBODYS = 'signalbox.look'

/** `patience`: it is the address that the person gave, and looked at only so long. `isMeant`: whatever is there counts. */
type Manner = { patience?: AbortSignal; isMeant?: boolean; onAnswer?: () => void }

/** One search, from the address itself outwards. */
export class Search {
  readonly #asked: Asked
  readonly #options: FindOptions
  readonly #over = new AbortController()
  readonly #cancel: () => void
  readonly #looks: Look[] = []
  readonly #seen = new Set<string>()
  #findings: Finding[] = []

  constructor(asked: Asked, options: FindOptions) {
    this.#asked = asked
    this.#options = options
    this.#cancel = options.platform.clock.after(FIND_MS, this.end)
    options.signal.addEventListener('abort', this.end, { once: true })
  }

  readonly end = (): void => {
    this.#cancel()
    this.#options.signal.removeEventListener('abort', this.end)
    this.#over.abort()
  }

  get found(): Found {
    const { login, facts } = this.#asked
    const findings = sorted(this.#findings).map((finding) => ({
      ...finding,
      facts: [...facts, ...finding.facts],
    }))
    const why = findings.some(canConnect) ? undefined : whyNothing(this.#looks, findings)
    return { findings, looks: this.#looks, ...(login && { login }), ...(why && { why }) }
  }

  async run(): Promise<void> {
    const { url } = this.#asked
    await this.#lookAtAsked(url)
    if (this.#isDone) return
    await this.#follow()
    if (this.#isDone || this.#isLocked) return
    const silent = readSilence(this.#looks)
    if (silent) this.#findings.push(silent)
    // Who did not answer in time will not do so elsewhere either.
    if (isSilent(this.#looks) || (silent && isStreamPath(url))) return
    if (this.#isGone && !silent) {
      const other = otherSecurity(url, this.#options.page)
      if (other) await this.#lookAtAsked(other)
      if (this.#isDone) return
    }
    this.#step({ code: 'found.step-near', params: { host: url.host } })
    const asked = asRequest(this.#base)
    const [near = [], ...far] = neighboursOf(asked).map((wave) => wave.map((each): Probe => ({ url: each })))
    const probes = known.flatMap((each) => each.probes?.(asked, this.#looks) ?? [])
    const isSocket = (probe: Probe) => probe.url.protocol.startsWith('ws')
    await this.#wave([...near, ...probes.filter(isSocket)])
    // What keeps a page from asking a server does not keep it from its WebSockets.
    if (!this.#isDone && !this.#isGone) await this.#wave(probes)
    for (const wave of far) if (!this.#isDone) await this.#wave(wave)
  }

  /** The address itself: as it was typed, and if that tells nothing, by the other family. */
  async #lookAtAsked(url: URL): Promise<void> {
    const isSocket = url.protocol.startsWith('ws')
    const other = isSocket ? asRequest(url) : asSocket(url)
    this.#step({ code: 'found.step-ask', params: { url: maskAddress(url.href) } })
    const patience = new AbortController()
    const manner = { patience: patience.signal, isMeant: true }
    let answered = () => {}
    const answer = new Promise<void>((resolve) => (answered = resolve))
    const first = this.#look({ url }, { ...manner, onAnswer: answered })
    if (await this.#within(HEAD_START_MS, Promise.race([first, answer]))) await first
    if (!this.#isClear) {
      const looks = [first, this.#look({ url: other }, manner)]
      const both = Promise.all(looks)
      // Whichever is clear first is enough.
      await Promise.race(looks.map((look) => look.then(() => (this.#isClear ? undefined : both))))
    }
    patience.abort()
    await this.#knock()
  }

  /** A socket that is silent, or does not let in who offers nothing, may speak a protocol that has a name. */
  async #knock(): Promise<void> {
    const look = this.#looks.findLast(
      ({ url, why }) => url.protocol.startsWith('ws') && why?.code !== 'timeout',
    )
    const isClear = this.#findings.some(({ kind, sure }) => sure === 'sure' && kind !== 'html')
    if (!look || isClear || look.texts.length > 0) return
    const offersOf = (isAlone: boolean) =>
      known.flatMap(({ protocols = [], alone = false }) => (alone === isAlone ? protocols : []))
    const { url } = look
    await this.#look({ url, protocols: [NOBODYS, ...offersOf(false)] })
    // Who took nobody's takes anything; who was not there at all will not be there for another.
    if (!look.socket || this.#looks.at(-1)?.socket) return
    await this.#wave(offersOf(true).map((protocol) => ({ url, protocols: [protocol] })))
  }

  /** To where the answer says that its feed is. */
  async #follow(): Promise<void> {
    const links = this.#looks.flatMap(({ http }) =>
      http ? linksOf(/html/.test(http.type) ? http.text : '', http.headers['link'] ?? '', http.url) : [],
    )
    const probes = links.slice(0, 2).map(({ url, rel }) => {
      if (rel === 'mercure' && !url.searchParams.has('topic')) url.searchParams.set('topic', this.#base.href)
      return { url }
    })
    if (probes.length > 0) await this.#wave(probes, true)
  }

  async #wave(probes: readonly Probe[], isMeant = false): Promise<void> {
    await Promise.all(probes.map((probe) => this.#look(probe, { isMeant })))
  }

  /** Looks, once at each address, and reads what came. */
  async #look(
    { url, protocols }: Probe,
    { patience, isMeant = false, onAnswer }: Manner = {},
  ): Promise<void> {
    const key = `${url.href} ${protocols?.join() ?? ''}`
    if (this.#seen.has(key) || this.#seen.size >= MAX_LOOKS || this.#over.signal.aborted) return
    this.#seen.add(key)
    const { platform } = this.#options
    const signal = patience ? AbortSignal.any([patience, this.#over.signal]) : this.#over.signal
    const more = { ...(protocols && { protocols }), ...(onAnswer && { onAnswer }) }
    const look = await lookAt(url, { platform, signal, knock: patience !== undefined, ...more })
    // Nobody waits for it any more.
    if (patience?.aborted) return
    this.#looks.push(look)
    const place = { asked: asRequest(this.#asked.url), isMeant, isKnock: protocols !== undefined }
    this.#findings.push(...readLook(look, place))
  }

  /** What was asked, or, where only that answered, its other security. */
  get #base(): URL {
    return this.#looks.find(({ http, socket }) => http ?? socket)?.url ?? this.#asked.url
  }

  /** Was something found that one would not look any further for? */
  get #isClear(): boolean {
    return this.#findings.some((finding) => isGood(finding) && finding.kind !== 'text')
  }

  get #isDone(): boolean {
    const isKnown = ({ cannot, kind, sure }: Finding) => cannot && kind !== 'html' && sure !== 'perhaps'
    return this.#findings.some((finding) => isGood(finding) || isKnown(finding)) || this.#over.signal.aborted
  }

  /** Nobody answered, by whatever was asked. */
  get #isGone(): boolean {
    return this.#looks.every(({ http, socket, why }) => !http && !socket && why?.code !== 'no-cors')
  }

  get #isLocked(): boolean {
    return this.#looks.some(({ http }) => http?.status === 401)
  }

  #step(step: Reason): void {
    this.#options.onStep?.(step)
  }

  /** Does it come so soon? */
  #within(ms: number, promise: Promise<void>): Promise<boolean> {
    const { clock } = this.#options.platform
    return new Promise((resolve) => {
      const cancel = clock.after(ms, () => resolve(false))
      void promise.then(() => resolve(true)).finally(cancel)
    })
  }
}

/** Is it one that nobody would look further for? */
function isGood(finding: Finding): boolean {
  return canConnect(finding) && finding.sure !== 'perhaps'
}
