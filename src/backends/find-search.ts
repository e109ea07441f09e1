import { maskAddress } from '../model/mask.ts'
import type { Reason } from '../model/reason.ts'
import type { Asked } from './find-address.ts'
import { otherLoopback, otherSecurity } from './find-address.ts'
import { linksOf } from './find-links.ts'
import type { Credentials } from './find-login.ts'
import { authorizationOf, lockedIn, mayAsk } from './find-login.ts'
import { neighboursOf } from './find-neighbours.ts'
import {
  canConnect,
  isGood,
  isSilent,
  isStreamPath,
  readLook,
  readSilence,
  sorted,
  whyNothing,
} from './find-read.ts'
import type { Finding, FindOptions, Found } from './find.ts'
import { known } from './known/index.ts'
import type { Probe } from './known/known.ts'
import { asRequest, asSocket } from './known/known.ts'
import type { Look } from './look.ts'
import { lookAt } from './look.ts'
import { comesWithin } from './look-time.ts'

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
  readonly #login: Credentials | undefined
  /** It was tried to sign in. */
  #signsIn = false
  /** And the server did not even let this page try. */
  #refused = false
  #findings: Finding[] = []

  constructor(asked: Asked, options: FindOptions) {
    this.#asked = asked
    this.#options = options
    this.#login = options.login ?? (asked.login && { by: 'basic', ...asked.login })
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
    // A WebSocket that is silent is less than an answer that wants to know who asks.
    if (this.#isLocked && !this.#isSure) this.#tellLocked()
    if (this.#isDone) return
    await this.#follow()
    if (this.#isDone || this.#isLocked) return
    const silent = readSilence(this.#looks)
    if (silent) this.#findings.push(silent)
    // Who did not answer in time will not do so elsewhere either.
    if (isSilent(this.#looks) || (silent && isStreamPath(url))) return
    for (const other of [otherLoopback(url), otherSecurity(url, this.#options.page)]) {
      if (!other || !this.#isGone || silent) continue
      await this.#lookAtAsked(other)
      if (this.#isDone) return
    }
    this.#step({ code: 'found.step-near', params: { host: url.host } })
    const asked = asRequest(this.#base)
    const neighbours = neighboursOf(asked, url.protocol.startsWith('ws'))
    const [near = [], ...far] = neighbours.map((wave) => wave.map((each): Probe => ({ url: each })))
    const probes = known.flatMap((each) => each.probes?.(asked, this.#looks) ?? [])
    const isSocket = (probe: Probe) => probe.url.protocol.startsWith('ws')
    await this.#wave([...near, ...probes.filter(isSocket)])
    // What keeps a page from asking a server does not keep it from its WebSockets.
    if (!this.#isDone && !this.#isGone) await this.#wave(probes)
    for (const wave of far) if (!this.#isDone) await this.#wave(wave)
    if (this.#findings.length === 0) this.#tellLocked()
  }

  /** Only these addresses, each for what it is. */
  async tryDoors(doors: readonly URL[], protocols: readonly string[] | undefined): Promise<void> {
    this.#step({ code: 'found.step-near', params: { host: this.#asked.url.hostname } })
    const probes = doors.map((url): Probe => ({ url, ...(protocols && { protocols }) }))
    // Some browsers open one WebSocket after the other: the likeliest goes first.
    await this.#wave(probes.slice(0, 1), true)
    if (!this.#isDone) await this.#wave(probes.slice(1), true)
  }

  /** Nothing is known but that it wants to know who asks. */
  #tellLocked(): void {
    this.#findings.push(...lockedIn(this.#looks, this.#asked.url, this.#refused))
  }

  /** Again, with what lets somebody in, where the server asks for that, or hides its answer, as one does that only says no. */
  async #signIn(url: URL): Promise<void> {
    const before = this.#looks.find((look) => look.url.href === url.href)
    if (!this.#login || !before || !mayAsk(before) || this.#isSure) return
    this.#signsIn = true
    await this.#look({ url }, { isMeant: true })
    const { http } = this.#looks.at(-1) ?? {}
    this.#refused = !http
    this.#signsIn = !this.#refused
    if (http && http.status < 400) this.#looks.splice(this.#looks.indexOf(before), 1)
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
    if (await comesWithin(this.#options.platform.clock, HEAD_START_MS, Promise.race([first, answer])))
      await first
    if (!this.#isClear) {
      const looks = [first, this.#look({ url: other }, manner)]
      const both = Promise.all(looks)
      // Whichever is clear first is enough.
      await Promise.race(looks.map((look) => look.then(() => (this.#isClear ? undefined : both))))
    }
    patience.abort()
    await this.#signIn(asRequest(url))
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
    const authorization = this.#authorizationFor(url)
    const key = [url.href, protocols?.join(), authorization && 'signed in'].join(' ')
    if (this.#seen.has(key) || this.#seen.size >= MAX_LOOKS || this.#over.signal.aborted) return
    this.#seen.add(key)
    const { platform } = this.#options
    const signal = patience ? AbortSignal.any([patience, this.#over.signal]) : this.#over.signal
    const more = {
      ...(protocols && { protocols }),
      ...(onAnswer && { onAnswer }),
      ...(authorization && { authorization }),
    }
    const look = await lookAt(url, { platform, signal, knock: patience !== undefined, ...more })
    // Nobody waits for it any more.
    if (patience?.aborted) return
    this.#looks.push(look)
    const place = { asked: asRequest(this.#asked.url), isMeant, isKnock: protocols !== undefined }
    this.#findings.push(...readLook(look, place))
  }

  /** Nobody but the server of the address that was typed is told. */
  #authorizationFor({ origin }: URL): string | undefined {
    const isOwn = origin === asRequest(this.#asked.url).origin
    return this.#login && this.#signsIn && isOwn ? authorizationOf(this.#login) : undefined
  }

  /** What was asked, or, where only that answered, its other security. */
  get #base(): URL {
    return this.#looks.find(({ http, socket }) => http ?? socket)?.url ?? this.#asked.url
  }

  /** Was something found that one would not look any further for? */
  get #isClear(): boolean {
    return this.#findings.some((finding) => isGood(finding) && finding.kind !== 'text')
  }

  get #isSure(): boolean {
    return this.#findings.some(({ sure }) => sure === 'sure')
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
}
