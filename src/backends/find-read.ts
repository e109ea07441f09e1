import { maskAddress } from '../model/mask.ts'
import type { Reason } from '../model/reason.ts'
import type { Finding, Sureness } from './find.ts'
import { isPage, readAnswer } from './find-answer.ts'
import { readEvents } from './find-events.ts'
import { planOf } from './find-plan.ts'
import { readSocket } from './find-socket.ts'
import { known } from './known/index.ts'
import type { Look } from './look.ts'
import { isEventStream } from './look-type.ts'
import { isLines } from '../net/line-reader.ts'

type Place = {
  /** What the person gave (http or https). */
  asked: URL
  /** Whatever is there counts: it is what was asked for, or what that named. Else it is a neighbour, that nobody named. */
  isMeant: boolean
  /** Only the subprotocol counts. */
  isKnock: boolean
}

const ORDER: readonly Sureness[] = ['sure', 'likely', 'perhaps']
const SILENCE: readonly string[] = ['timeout', 'found.no-answer-yet']

/** What a look found: a server that is known by name, or what it is by its kind. */
export function readLook(look: Look, { asked, isMeant, isKnock }: Place): Finding[] {
  return readAny(look, asked, isMeant, isKnock).map((finding) => toldOf(finding, look, asked))
}

function readAny(look: Look, asked: URL, isMeant: boolean, isKnock: boolean): Finding[] {
  for (const each of known) {
    const finding = each.read(look, asked)
    if (finding) return [finding]
  }
  if (isKnock) return []
  const sockets = readSocket(look)
  if (sockets.length > 0) return look.socket?.closed && !isMeant ? [] : sockets
  // A page that answers everything answers there too, and so does a list of something else.
  const isStream = look.http && (isEventStream(look.http.type) || isLines(look.http.type))
  const finding = isMeant || isStream ? (readEvents(look) ?? readAnswer(look)) : undefined
  return finding ? [finding] : []
}

/** Who took the question and says nothing: a stream whose server sends its head with the first event does that (and in
 *  Firefox every stream that has not sent a byte). Nobody is one who lets a WebSocket wait, too. */
export function readSilence(looks: readonly Look[]): Finding | undefined {
  const silent = looks.find(({ why }) => why?.code === 'found.no-answer-yet')
  const isThere = looks.some(({ why }) => why !== undefined && !SILENCE.includes(why.code))
  if (!silent || !(isThere || isStreamPath(silent.url))) return undefined
  return planOf(silent, {
    kind: 'sse',
    what: { code: 'found.sse-perhaps' },
    facts: [{ code: 'found.nothing-yet' }],
    sure: 'perhaps',
    wire: 'events',
    backend: 'json',
  })
}

/** Is it an address of the kind that event streams have? */
export function isStreamPath({ pathname }: URL): boolean {
  return /event|sse|stream|subscribe|listen|feed|live/i.test(pathname)
}

/** Was there no answer within the look? */
export function isSilent(looks: readonly Look[]): boolean {
  return looks.every(({ why }) => why !== undefined && SILENCE.includes(why.code))
}

function toldOf(finding: Finding, { url }: Look, asked: URL): Finding {
  const isThere = url.pathname === asked.pathname && url.host === asked.host
  const isWeaker = asked.protocol === 'https:' && /^(http|ws):/.test(finding.server)
  // Only where it leads to is worth a word, and not where a known server was recognised.
  const isSame = addressOf(finding) === addressOf({ server: asked.href })
  if (!isWeaker && (isThere || isSame)) return finding
  const elsewhere: Reason = { code: 'found.elsewhere', params: { url: maskAddress(finding.server) } }
  // Nobody is led to an address that is not secure without being asked.
  return { ...finding, facts: [elsewhere, ...finding.facts], ...(isWeaker && { sure: 'perhaps' }) }
}

/** Can one connect to it? */
export function canConnect({ cannot }: Finding): boolean {
  return cannot === undefined
}

/** Is it one that nobody would look further for? */
export function isGood(finding: Finding): boolean {
  return canConnect(finding) && finding.sure !== 'perhaps'
}

/** Is it surely a server that is known by name, and can be connected to? */
export function isKnown(finding: Finding): boolean {
  return finding.sure === 'sure' && canConnect(finding) && isNamed(finding.kind)
}

/** Best first, and none twice: what can be connected to, the surest, and live before asked for again and again. */
export function sorted(findings: readonly Finding[]): Finding[] {
  const rank = (finding: Finding) =>
    (canConnect(finding) ? 0 : 100) +
    (finding.kind === 'html' ? 50 : 0) +
    (finding.kind === 'text' ? 10 : 0) +
    ORDER.indexOf(finding.sure)
  const isNew = (one: Finding, at: number, all: readonly Finding[]) =>
    all.findIndex((other) => keyOf(other) === keyOf(one)) === at
  // A guess hides nothing.
  const byName = new Set(
    findings.filter(({ kind, sure }) => isNamed(kind) && sure !== 'perhaps').map(addressOf),
  )
  // A guess beside a server that is known for sure is none.
  const isKnownSure = findings.some(({ kind, sure }) => sure === 'sure' && isNamed(kind))
  return findings
    .filter(({ kind, sure }) => !(isKnownSure && sure === 'perhaps' && !isNamed(kind)))
    .filter((one) => !(byName.has(addressOf(one)) && !isNamed(one.kind)))
    .toSorted((one, other) => rank(one) - rank(other))
    .filter(isNew)
}

function isNamed(kind: string): boolean {
  return known.some((each) => each.kind === kind)
}

function keyOf({ kind, server, backend }: Finding): string {
  return [kind, backend, server].join(' ')
}

/** Whatever the scheme. */
function addressOf({ server }: Pick<Finding, 'server'>): string {
  return server.replace(/^[a-z]+:/, '')
}

/** Why there is nothing to connect to: by the answer to what was asked, which stands first. */
export function whyNothing(looks: readonly Look[], findings: readonly Finding[]): Reason {
  const cannot = findings.find((finding) => finding.kind !== 'html')?.cannot
  if (cannot) return cannot
  for (const { http } of looks) {
    if (!http) continue
    const { status, headers, text } = http
    const params = { status, name: '' }
    const detail = !isPage(http) && text.trim() && { detail: text.trim().slice(0, 300) }
    if (status === 401 || status === 403) return { code: 'unauthorized', params, ...detail }
    if (status === 429) return { code: 'rate-limited', params: { retry: headers['retry-after'] ?? '' } }
    if (status === 204) return { code: 'no-content' }
    if (status >= 400) return { code: 'http-status', params, ...detail }
    if (isPage(http)) return { code: 'found.cannot-page' }
    return { code: 'found.nothing-there', params: { status, type: http.type || '—' } }
  }
  const whys = looks.map(({ why }) => why).filter((why) => why !== undefined)
  const first = (code: Reason['code']) => whys.find((why) => why.code === code)
  // Who was asked and is silent is there; what a browser says of the others is only that it failed.
  return (
    first('no-cors') ??
    first('found.no-answer-yet') ??
    whys[0] ?? { code: 'unreachable', params: { url: '' } }
  )
}
