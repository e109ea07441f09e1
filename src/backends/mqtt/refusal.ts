import type { MqttCode } from '../../model/codes/mqtt.ts'
import type { Reason } from '../../model/reason.ts'
import type { NetErrorKind } from '../../net/errors.ts'
import { NetError } from '../../net/errors.ts'

type Word = readonly [code: MqttCode, kind: NetErrorKind]

/** Reason codes, as what they mean to whoever has to do something about it.
 *  [spec] https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901031 */
const WORDS: Readonly<Record<number, Word>> = {
  0x80: ['mqtt.unspecified', 'dropped'],
  0x81: ['mqtt.malformed', 'dropped'],
  0x82: ['mqtt.protocol', 'dropped'],
  0x83: ['mqtt.unspecified', 'dropped'],
  0x84: ['mqtt.version', 'refused'],
  0x85: ['mqtt.client-id', 'refused'],
  0x86: ['mqtt.login', 'unauthorized'],
  0x87: ['mqtt.not-authorized', 'unauthorized'],
  0x88: ['mqtt.unavailable', 'busy'],
  0x89: ['mqtt.busy', 'busy'],
  0x8a: ['mqtt.banned', 'refused'],
  0x8b: ['mqtt.shutting-down', 'dropped'],
  0x8c: ['mqtt.auth-method', 'unauthorized'],
  0x8d: ['mqtt.keepalive', 'dropped'],
  0x8e: ['mqtt.taken-over', 'refused'],
  0x8f: ['mqtt.bad-filter', 'refused'],
  0x90: ['mqtt.bad-topic', 'refused'],
  0x93: ['mqtt.too-many', 'dropped'],
  0x95: ['mqtt.too-large', 'refused'],
  0x96: ['mqtt.rate', 'busy'],
  0x97: ['mqtt.quota', 'busy'],
  0x98: ['mqtt.admin', 'dropped'],
  0x99: ['mqtt.payload-format', 'refused'],
  0x9a: ['mqtt.no-retain', 'refused'],
  0x9b: ['mqtt.no-qos', 'refused'],
  0x9c: ['mqtt.moved', 'dropped'],
  0x9d: ['mqtt.moved', 'refused'],
  0x9e: ['mqtt.no-shared', 'refused'],
  0x9f: ['mqtt.rate', 'busy'],
  0xa0: ['mqtt.max-time', 'dropped'],
  0xa1: ['mqtt.protocol', 'refused'],
  0xa2: ['mqtt.no-wildcards', 'refused'],
}

/** The return codes of a CONNACK of MQTT 3, as reason codes.
 *  [spec] https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html#_Toc398718035 */
const RETURN_CODES = [0, 0x84, 0x85, 0x88, 0x86, 0x87] as const

/** A reason code of MQTT 5, whichever version said it in a CONNACK. */
export function reasonCodeOf(said: number): number {
  return said < 0x80 ? (RETURN_CODES[said] ?? 0x80) : said
}

/** What a reason code says, with the broker's own words where it gave some; `more` is filled into the sentence. */
export function reasonFor(
  reasonCode: number,
  words?: string,
  more?: Readonly<Record<string, string | number>>,
): Reason {
  const [code] = WORDS[reasonCode] ?? ['mqtt.unspecified']
  return { code, params: { code: formatCode(reasonCode), ...more }, ...(words && { detail: words }) }
}

/** What a packet says beside its code: why, and where else to go; undefined where nothing. */
export function wordsOf({
  reasonString,
  serverReference,
}: { reasonString?: string; serverReference?: string } = {}): string | undefined {
  return [reasonString, serverReference].filter(Boolean).join(' → ') || undefined
}

/** Of what one asked to hear. */
const UNHEARD: Readonly<Record<number, MqttCode>> = {
  0x87: 'mqtt.filters.not-authorized',
  0x8f: 'mqtt.filters.bad',
  0x97: 'mqtt.filters.quota',
  0x9e: 'mqtt.filters.no-shared',
  0xa2: 'mqtt.filters.no-wildcards',
}

/** Why the broker does not let one hear some of it; `filters` are the topics, for a sentence. */
export function unheard(reasonCode: number, filters: string, words?: string): Reason {
  const code = UNHEARD[reasonCode] ?? 'mqtt.some-refused'
  return { ...reasonFor(reasonCode, words, { filters }), code }
}

/** May a connection have been ended with that code for what was to be heard? */
export function isAboutFilters(reasonCode: number): boolean {
  return reasonCode in UNHEARD || [0x80, 0x81, 0x82, 0x83, 0x9b, 0xa1].includes(reasonCode)
}

/** The end of a connection by the broker's word. */
export function refusal(
  reasonCode: number,
  words?: string,
  more?: Readonly<Record<string, string | number>>,
): NetError {
  const [, kind] = WORDS[reasonCode] ?? ['mqtt.unspecified', 'dropped']
  return new NetError(kind, reasonFor(reasonCode, words, more))
}

/** Why the broker did not take what was published. It is not tried again by itself: the next answer would be the same. */
export function unpublished(reasonCode: number, words?: string, topic?: string): NetError {
  const reason = reasonFor(reasonCode, words, { topic: topic ?? '' })
  if (reasonCode === 0x87) return new NetError('refused', { ...reason, code: 'mqtt.may-not-publish' })
  // The connection goes on.
  if (reason.code === 'mqtt.unspecified')
    return new NetError('refused', { ...reason, code: 'mqtt.not-taken' })
  return new NetError('refused', reason)
}

/** As people write them: 0x87. */
export function formatCode(reasonCode: number): string {
  return `0x${reasonCode.toString(16).toUpperCase().padStart(2, '0')}`
}
