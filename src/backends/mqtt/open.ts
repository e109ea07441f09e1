import type { IClientOptions } from 'mqtt'
import { joinAddress, paramsOf } from '../../model/secrets.ts'
import { NetError } from '../../net/errors.ts'
import { CONNECTED } from '../backend.ts'
import { addressOf } from '../fields.ts'
import type { MqttContext } from './mqtt.ts'
import { Link } from './link.ts'
import type { Session } from './memory.ts'
import type { Quality } from './publication.ts'
import { isUnknownVersion, reasonCodeOf } from './refusal.ts'

type Version = 3 | 4 | 5

/** So many messages of QoS 1 and 2 may be on their way to us: they are held until they are confirmed. */
const RECEIVE_MAXIMUM = 500
const HUNG_UP = 'mqtt.closed-at-connect'
const VERSIONS = { '5': 5, '3.1.1': 4, '3.1': 3 } as const

/** Opens a connection to the broker, whose CONNACK says yes. Where nobody chose a version it is 5, and 3.1.1 for a broker
 *  that does not know it. `opened` is told of each connection as soon as it is there. Throws NetError. */
export async function openLink(
  context: MqttContext,
  session: Session,
  opened: (link: Link) => void,
): Promise<Link> {
  const { version } = context.options
  if (version !== 'auto') return greet(context, session, VERSIONS[version], opened)
  if (session.version) return greet(context, session, session.version, opened)
  let tried: Link | undefined
  const note = (link: Link) => {
    tried = link
    opened(link)
  }
  try {
    return await greet(context, session, 5, note)
  } catch (error) {
    if (!tried || !mayBeOlder(tried, error)) throw error
    const older = await greet(context, session, 4, note).catch((again: unknown) => {
      // What the broker said is worth more than that it hung up.
      throw tried?.connack ? again : error
    })
    session.speaksOnly(4)
    return older
  }
}

/** Did it refuse the version, or hang up without a word? */
function mayBeOlder({ connack }: Link, error: unknown): boolean {
  const said = connack && (connack.reasonCode ?? connack.returnCode)
  if (said !== undefined) return isUnknownVersion(reasonCodeOf(said))
  return error instanceof NetError && error.why.code === HUNG_UP
}

/** A broker that ends it before its first word: RabbitMQ does so where the login is wrong. One that let us in before may only
 *  be falling. */
function hungUp(error: unknown, { memory }: MqttContext): unknown {
  if (!(error instanceof NetError) || error.why.code !== 'closed') return error
  const { detail } = error.why
  const kind = memory.get(CONNECTED) ? 'dropped' : 'unauthorized'
  return new NetError(kind, { code: HUNG_UP, ...(detail && { detail }) })
}

async function greet(
  context: MqttContext,
  session: Session,
  version: Version,
  opened: (link: Link) => void,
): Promise<Link> {
  const { net, options, secrets } = context
  const url = joinAddress(addressOf(options.server, 'ws'), { params: paramsOf(secrets, 'server') })
  // [spec] https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901285
  const socket = await net.socket(url, [version === 3 ? 'mqttv3.1' : 'mqtt'])
  const link = new Link(socket, clientOptions(context, session, version), session, net.clock)
  opened(link)
  try {
    await link.until(() => link.connack !== undefined)
    return link
  } catch (error) {
    link.close()
    throw link.connack ? error : hungUp(error, context)
  }
}

function clientOptions(
  { options, secrets }: MqttContext,
  session: Session,
  version: Version,
): IClientOptions {
  const { keep, keepalive, clientId, auth, willTopic, willPayload, willQos, willRetain } = options
  const keepSeconds = Math.max(0, Math.round(keep * 60))
  return {
    protocolVersion: version,
    protocolId: version === 3 ? 'MQIsdp' : 'MQTT',
    clientId: clientId || session.clientId,
    clean: keepSeconds === 0,
    keepalive: Math.min(65_535, Math.max(0, Math.round(keepalive))),
    ...(auth === 'basic' && { username: secrets['user'] ?? '', password: secrets['password'] ?? '' }),
    ...(willTopic && {
      will: {
        topic: willTopic,
        payload: willPayload,
        qos: Number(willQos) as Quality,
        retain: willRetain,
      },
    }),
    ...(version === 5 && {
      properties: { sessionExpiryInterval: keepSeconds, receiveMaximum: RECEIVE_MAXIMUM },
    }),
  }
}
