import { maskAddress } from '../model/mask.ts'
import type { Reason } from '../model/reason.ts'
import type { Asked } from './find-address.ts'
import { otherLoopback, otherSecurity } from './find-address.ts'
import { isMute, isTurnedAway, lonersTo, offersTo, readTaken, restTo } from './find-knock.ts'
import { linksOf } from './find-links.ts'
import type { Credentials } from './find-login.ts'
import { authorizationOf, lockedIn, mayAsk } from './find-login.ts'
import { neighboursOf } from './find-neighbours.ts'
import {
  canConnect,
  isGood,
  isKnown,
  isSilent,
  isStreamPath,
  readLook,
  readSilence,
  sorted,
  whyNothing,
} from './find-read.ts'
import { isAnyones } from './find-plan.ts'
import type { Finding, FindOptions, Found } from './find.ts'
import { known } from './known/index.ts'
import type { Probe } from './known/known.ts'
import { asRequest, asSocket } from './known/known.ts'
import type { Look } from './look.ts'
import { Looks } from './looks.ts'
import { comesWithin } from './look-time.ts'

/** All of it takes no longer. */
export const FIND_MS = 4_000
/** What was asked for first gets so long before the other family is tried beside it. */
const HEAD_START_MS = 400

/** `patience`: it is the address that the person gave, and looked at only so long. `isMeant`: whatever is there counts.
 *  `isKnock`: only a server that is known by name does. `isTest`: nothing does, but that it opens. */
type Manner = {
  patience?: AbortSignal
  isMeant?: boolean
  isKnock?: boolean
  isTest?: boolean
  onAnswer?: () => void
}

/** One search, from the address itself outwards. */
export class Search {
  readonly #asked: Asked
  readonly #options: FindOptions
  readonly #over = new AbortController()
  readonly #cancel: () => void
  readonly #looks: Looks
  /** The WebSockets that were asked for protocols with a name. */
  readonly #knocked = new Set<string>()
  readonly #login: Credentials | undefined
  /** It was tried to sign in. */
  #signsIn = false
  /** And the server did not even let this page try. */
  #refused = false
  #findings: Finding[] = []

  constructor(asked: Asked, options: FindOptions) {
    this.#asked = asked
    this.#options = options
    this.#looks = new Looks(options.platform, this.#over.signal)
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
    const why = findings.some(canConnect) ? undefined : whyNothing(this.#looks.all, findings)
    return { findings, looks: this.#looks.all, ...(login && { login }), ...(why && { why }) }
  }

  async run(): Promise<void> {
    const { url } = this.#asked
    await this.#lookAtAsked(url)
    // A WebSocket that is silent is less than an answer that wants to know who asks.
    if (this.#looks.isLocked && !this.#isSure) this.#tellLocked()
    // What is not spoken here may have a door for something that is.
    if (this.#isDone && !this.#findings.some(canConnect))
      await this.#wave(this.#groups.flat().filter(({ protocols }) => protocols))
    if (this.#isDone) return
    await this.#follow()
    if (this.#isDone || this.#looks.isLocked) return
    const silent = readSilence(this.#looks.all)
    if (silent) this.#findings.push(silent)
    // Who did not answer in time will not do so elsewhere either.
    if (isSilent(this.#looks.all) || (silent && isStreamPath(url))) return
    for (const other of [otherLoopback(url), otherSecurity(url, this.#options.page)]) {
      if (!other || !this.#looks.isGone || silent) continue
      await this.#lookAtAsked(other)
      if (this.#isDone) return
    }
    this.#step({ code: 'found.step-near', params: { host: url.host } })
    const asked = asRequest(this.#base)
    const neighbours = neighboursOf(asked, url.protocol.startsWith('ws'))
    const [near = [], ...far] = neighbours.map((wave) => wave.map((each): Probe => ({ url: each })))
    // Browsers open one WebSocket after the other: servers that are known go first, since they let what they do not know
    // hang. Requests need not wait for them, but where a WebSocket of the same server says more.
    const { isGone } = this.#looks
    const groups = this.#groups
    const sockets = groups.flatMap((group) => group.filter(isSocket).slice(0, isGone ? 1 : undefined))
    const apart = isGone ? [] : groups.filter((group) => !group.some(isSocket))
    await this.#wave([...sockets, ...near, ...apart.flat()])
    await this.#knock(isMute)
    const isRead = this.#looks.all.some(({ http }) => http)
    if (!this.#isDone && isRead) await this.#wave(restTo(asSocket(url)))
    // What keeps a page from asking a server does not keep it from its WebSockets.
    if (!this.#isDone && !this.#looks.isGone) await this.#wave(groups.flat())
    for (const wave of far) if (!this.#isDone) await this.#wave(wave)
    await this.#knock(isMute)
    if (this.#findings.length === 0) this.#tellLocked()
  }

  /** Only these addresses, each only for a server that is known by name: whatever else is there was not asked for. */
  async tryDoors(doors: readonly Probe[]): Promise<void> {
    this.#step({ code: 'found.step-near', params: { host: this.#asked.url.hostname } })
    const manner = { isMeant: true, isKnock: true }
    // Some browsers open one WebSocket after the other: the likeliest goes first.
    await this.#wave(doors.slice(0, 1), manner)
    if (!this.#isDone) await this.#wave(doors.slice(1), manner)
  }

  /** Nothing is known but that it wants to know who asks. */
  #tellLocked(): void {
    this.#findings.push(...lockedIn(this.#looks.all, this.#asked.url, this.#refused))
  }

  /** Again, with what lets somebody in, where the server asks for that, or hides its answer, as one does that only says no. */
  async #signIn(url: URL): Promise<void> {
    const before = this.#looks.all.find((look) => look.url.href === url.href)
    if (!this.#login || !before || !mayAsk(before) || this.#isSure) return
    this.#signsIn = true
    await this.#look({ url }, { isMeant: true })
    const { http } = this.#looks.all.at(-1) ?? {}
    this.#refused = !http
    this.#signsIn = !this.#refused
    if (http && http.status < 400) this.#looks.all.splice(this.#looks.all.indexOf(before), 1)
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
    if (
      await comesWithin(
        this.#options.platform.clock,
        HEAD_START_MS,
        Promise.race([first.then(() => undefined), answer]),
      )
    )
      await first
    // One that waits says nothing by being asked for something else, too.
    if (!this.#isClear) await this.#knock(isMute)
    if (!this.#isClear) {
      const looks = [first, this.#look({ url: other }, manner)]
      const both = Promise.all(looks)
      // Whichever is clear first is enough.
      await Promise.race(looks.map((look) => look.then(() => (this.#isClear ? undefined : both))))
    }
    patience.abort()
    await this.#signIn(asRequest(url))
    await this.#knock((look) => (look.socket ? look.texts.length === 0 : isTurnedAway(look)))
    await this.#askSpeaker()
  }

  /** A WebSocket that is silent, or does not let in who offers nothing, may speak a protocol that has a name. */
  async #knock(may: (look: Look) => boolean): Promise<void> {
    const look = this.#looks.all.findLast((each) => !this.#knocked.has(each.url.href) && may(each))
    const isClear = this.#findings.some(({ kind, sure }) => sure === 'sure' && kind !== 'html')
    if (!look || isClear) return
    this.#knocked.add(look.url.href)
    const { isGone } = this.#looks
    // Each that fails makes a browser hold back those after it: where nobody answered, only one is tried, and once.
    if (isGone && look.url.host !== this.#asked.url.host) return
    const hasPage = !look.socket && this.#looks.all.some(({ http }) => http && http.status < 400)
    for (const wave of isGone ? [lonersTo(look)] : offersTo(look, hasPage)) {
      const looks = await this.#wave(wave)
      // Who took one is known by it; who took nobody's takes anything.
      if (looks.some((each) => each?.socket?.protocol)) return
    }
  }

  /** What speaks at once may be a channel of a server of which more can be had by its subprotocol. One that is all of its
   *  host is none. */
  async #askSpeaker(): Promise<void> {
    const look = this.#looks.all.findLast(({ socket, texts }) => socket && !socket.closed && texts.length > 0)
    if (look && look.url.pathname !== '/' && isAnyones(look) && !this.#isKnown)
      await this.#wave(lonersTo(look))
  }

  /** To where the answer says that its feed is. */
  async #follow(): Promise<void> {
    const links = this.#looks.all.flatMap(({ http }) =>
      http ? linksOf(/html/.test(http.type) ? http.text : '', http.headers['link'] ?? '', http.url) : [],
    )
    const probes = links.slice(0, 2).map(({ url, rel }) => {
      if (rel === 'mercure' && !url.searchParams.has('topic')) url.searchParams.set('topic', this.#base.href)
      return { url }
    })
    if (probes.length > 0) await this.#wave(probes, { isMeant: true })
  }

  /** All of them at once. It is over when one turned out to be a server that is known. */
  async #wave(probes: readonly Probe[], manner: Manner = {}): Promise<readonly (Look | undefined)[]> {
    const looks = probes.map((probe) => this.#look(probe, manner))
    const all = Promise.all(looks)
    return Promise.race([all, ...looks.map((look) => look.then((one) => (this.#isKnown ? [one] : all)))])
  }

  /** Looks, and reads what came, once. Undefined where nobody looked, or waits for it any more. */
  #look(probe: Probe, manner: Manner = {}): Promise<Look | undefined> {
    const { protocols, isTrusted = false } = probe
    const { isMeant = false, isKnock = protocols !== undefined, isTest = false } = manner
    const authorization = this.#authorizationFor(probe.url)
    return this.#looks.ask(probe, { ...manner, ...(authorization && { authorization }) }, async (look) => {
      if (isTest) return
      const place = { asked: asRequest(this.#asked.url), isMeant, isKnock }
      const read = isTrusted ? look : await readTaken(look, (test) => this.#look(test, { isTest: true }))
      if (read) this.#findings.push(...readLook(read, place))
    })
  }

  /** Nobody but the server of the address that was typed is told. */
  #authorizationFor({ origin }: URL): string | undefined {
    const isOwn = origin === asRequest(this.#asked.url).origin
    return this.#login && this.#signsIn && isOwn ? authorizationOf(this.#login) : undefined
  }

  /** Where servers that are known by name would be. */
  get #groups(): (readonly Probe[])[] {
    const asked = asRequest(this.#base)
    return known.map((each) => each.probes?.(asked, this.#looks.all) ?? [])
  }

  /** What was asked, or, where only that answered, its other security. */
  get #base(): URL {
    return this.#looks.all.find(({ http, socket }) => http ?? socket)?.url ?? this.#asked.url
  }

  /** Was something found that one would not look any further for? */
  get #isClear(): boolean {
    return this.#findings.some((finding) => isGood(finding) && finding.kind !== 'text')
  }

  get #isKnown(): boolean {
    return this.#findings.some(isKnown)
  }

  get #isSure(): boolean {
    return this.#findings.some(({ sure }) => sure === 'sure')
  }

  get #isDone(): boolean {
    const isNamed = ({ cannot, kind, sure }: Finding) => cannot && kind !== 'html' && sure !== 'perhaps'
    return this.#findings.some((finding) => isGood(finding) || isNamed(finding)) || this.#over.signal.aborted
  }

  #step(step: Reason): void {
    this.#options.onStep?.(step)
  }
}

function isSocket({ url }: Probe): boolean {
  return url.protocol.startsWith('ws')
}
