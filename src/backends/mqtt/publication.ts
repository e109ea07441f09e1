import type { IConnackPacket } from 'mqtt-packet'
import type { Draft } from '../../model/act.ts'
import type { Options } from '../../model/profile.ts'
import { withDefaults } from '../../model/profile.ts'
import { NetError } from '../../net/errors.ts'
import { composer } from './composer.ts'
import type { fields } from './fields.ts'
import { isTopic, ownFilter, parseFilters } from './topics-read.ts'
import { publishBytes } from './packet-size.ts'
import { packProperties, parseProperties } from './properties.ts'
import type { UserProperties } from './properties.ts'
import { unpublished } from './refusal.ts'

export type Quality = 0 | 1 | 2

/** What is published, all of it. */
export type Publication = {
  topic: string
  payload: Uint8Array<ArrayBuffer>
  qos: Quality
  retain: boolean
  /** MQTT 5 only. */
  properties?: {
    contentType?: string
    userProperties?: UserProperties
    messageExpiryInterval?: number
    responseTopic?: string
    correlationData?: Uint8Array<ArrayBuffer>
    payloadFormatIndicator?: boolean
  }
}

/** Where something goes that is said in no room, where nobody says. */
const SOMEWHERE = 'signalbox'

/** What a broker offers, as far as it has said so in its CONNACK. */
export type Offered = NonNullable<IConnackPacket['properties']>

/** What a draft asks to be published. Throws NetError `refused` where that cannot be done, so that nothing of it is left
 *  out in silence; but a quality that nobody asked for this very message is as good as the broker has it. `isFive`: the
 *  connection speaks MQTT 5. */
export function publicationOf(
  draft: Draft,
  options: Options<typeof fields>,
  isFive: boolean,
  { maximumQoS = 2 }: Offered = {},
): Publication {
  const { act } = draft
  if (act.kind !== 'say') throw new NetError('refused', { code: 'cannot-say' })
  const asked = withDefaults(composer, act.options ?? {}, 'chat')
  const topic = asked.topic || act.room || defaultTopic(options)
  if (!isTopic(topic)) throw new NetError('refused', { code: 'mqtt.cannot-publish', params: { topic } })
  const properties = propertiesOf(asked)
  if (properties && !isFive) throw new NetError('refused', { code: 'mqtt.needs-5' })
  return {
    topic,
    payload: typeof act.body === 'string' ? encode(act.body) : new Uint8Array(act.body),
    qos: (asked.qos ? Number(asked.qos) : Math.min(Number(options.qos), maximumQoS)) as Quality,
    retain: asked.retain,
    ...(properties && { properties }),
  }
}

/** Throws NetError `refused` for what the broker does not take, as far as it has said so. */
export function checkTaken(
  publication: Publication,
  isFive: boolean,
  { maximumQoS = 2, retainAvailable = true, maximumPacketSize = Infinity }: Offered = {},
): void {
  const { qos, retain } = publication
  if (qos > maximumQoS) throw unpublished(0x9b)
  if (retain && !retainAvailable) throw unpublished(0x9a)
  if (publishBytes(publication, isFive) > maximumPacketSize) throw unpublished(0x95)
}

/** Where something goes that is said in no room: the profile's word, else the only topic that is listened to. */
function defaultTopic({ to, topics }: Pick<Options<typeof fields>, 'to' | 'topics'>): string {
  if (to) return to
  return parseFilters(topics).map(ownFilter).find(isTopic) ?? SOMEWHERE
}

function propertiesOf(asked: Options<typeof composer>): Publication['properties'] {
  const { contentType, expiry, responseTopic, correlation, isText } = asked
  if (responseTopic && !isTopic(responseTopic))
    throw new NetError('refused', { code: 'mqtt.cannot-publish', params: { topic: responseTopic } })
  const lines = parseProperties(asked.properties)
  if (!lines) throw new NetError('refused', { code: 'mqtt.bad-properties' })
  const properties = {
    ...(contentType && { contentType }),
    ...(lines.length > 0 && { userProperties: packProperties(lines) }),
    ...(expiry > 0 && { messageExpiryInterval: Math.floor(expiry) }),
    ...(responseTopic && { responseTopic }),
    ...(correlation && { correlationData: encode(correlation) }),
    ...(isText && { payloadFormatIndicator: true }),
  }
  return Object.keys(properties).length > 0 ? properties : undefined
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>
}
