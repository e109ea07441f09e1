import type { IClientOptions } from 'mqtt'
import { joinAddress, paramsOf } from '../../model/secrets.ts'
import { NetError } from '../../net/errors.ts'
import type { Socket } from '../../net/socket.ts'
import { CONNECTED } from '../backend.ts'
import { addressOf } from '../fields.ts'
import type { MqttContext } from './mqtt.ts'
import { Link } from './link.ts'
import type { Session } from './memory.ts'
import type { Quality } from './publication.ts'

type Version = 3 | 4 | 5

/** So many messages of QoS 1 and 2 may be on their way to us: they are held until they are confirmed. */
const RECEIVE_MAXIMUM = 500
/** A broker that does not know MQTT 5 may say nothing at all to it (mosca): then 3.1.1 is tried after so long. */
const SILENT_MS = 4_000
const HUNG_UP = 'mqtt.closed-at-connect'
const SILENT = 'mqtt.silent'
const VERSIONS = { '5': 5, '3.1.1': 4, '3.1': 3 } as const
const NEWEST_FIRST = [5, 4, 3] as const

/** Opens a connection to the broker, whose CONNACK says yes. Where nobody chose a version it is the newest that the broker
 *  knows, which is remembered. `opened` is told of each connection as soon as it is there. Throws NetError. */
export async function openLink(
  context: MqttContext,
  session: Session,
  opened: (link: Link) => void,
): Promise<Link> {
  const { version } = context.options
  if (version !== 'auto') return greet(context, session, VERSIONS[version], opened)
  if (session.version)
    try {
      return await greet(context, session, session.version, opened)
    } catch (error) {
      // It is another broker by now.
      if (!isRefused(error)) throw error
    }
  return climbDown(context, session, opened)
}

/** Tries one version after the other, as long as it may be for the version that it does not go on. */
async function climbDown(
  context: MqttContext,
  session: Session,
  opened: (link: Link) => void,
): Promise<Link> {
  const isNew = context.memory.get(CONNECTED) !== true
  let tried: Link | undefined
  const note = (link: Link) => {
    tried = link
    opened(link)
  }
  let isSure = true
  let worst: unknown
  let wasSilent = false
  for (const version of NEWEST_FIRST) {
    const began = context.net.clock.now()
    try {
      const patienceMs = version === 5 && isNew ? SILENT_MS : undefined
      const link = await greet(context, session, version, note, patienceMs)
      // One that was there before may only have been falling when it hung up.
      const isSlow = wasSilent && context.net.clock.now() - began > SILENT_MS / 2
      // One that takes its time with every version was not silent for that one's sake.
      if (isSure || (isNew && !isSlow)) session.speaks(version)
      return link
    } catch (error) {
      // What the broker said is worth more than that it hung up.
      if (tried?.connack || !worst) worst = error
      if (!isRefused(error)) isSure = false
      if (error instanceof NetError && error.why.code === SILENT) wasSilent = true
      if (!tried || !mayBeOlder(error, version)) throw isClosed(error) ? worst : error
    }
  }
  throw worst
}

/** It said that it does not know that version. */
function isRefused(error: unknown): boolean {
  return error instanceof NetError && error.why.code === 'mqtt.version'
}

/** It hung up or was silent. */
function isClosed(error: unknown): boolean {
  return error instanceof NetError && [HUNG_UP, SILENT].includes(error.why.code)
}

/** May it know an older version? Of MQTT 5 it may not even know how to refuse it. */
function mayBeOlder(error: unknown, version: Version): boolean {
  if (isRefused(error)) return true
  const isOdd =
    error instanceof NetError && ['mqtt.protocol', 'mqtt.malformed', HUNG_UP, SILENT].includes(error.why.code)
  return version === 5 && isOdd
}

/** A broker that ends it before its first word: RabbitMQ does so where the login is wrong. One that let us in before may only
 *  be falling. */
function hungUp(error: unknown, { memory }: MqttContext): unknown {
  if (!(error instanceof NetError)) return error
  if (error.kind === 'timeout') return new NetError('timeout', { code: SILENT })
  if (error.why.code !== 'closed') return error
  const { detail } = error.why
  const kind = memory.get(CONNECTED) ? 'dropped' : 'unauthorized'
  return new NetError(kind, { code: HUNG_UP, ...(detail && { detail }) })
}

/** Nobody's name or password is wrong where none was given. */
function unnamed(error: unknown, { options }: MqttContext): unknown {
  if (!(error instanceof NetError) || options.auth === 'basic') return error
  const { kind, why } = error
  const isLogin = why.code === 'mqtt.login' || why.code === 'mqtt.not-authorized'
  return isLogin ? new NetError(kind, { ...why, code: 'mqtt.login-needed' }) : error
}

async function greet(
  context: MqttContext,
  session: Session,
  version: Version,
  opened: (link: Link) => void,
  patienceMs?: number,
): Promise<Link> {
  const { net } = context
  const socket = await openSocket(context, version)
  const link = new Link(socket, clientOptions(context, session, version), session, net.clock)
  opened(link)
  try {
    await link.until(() => link.connack !== undefined, patienceMs)
    return link
  } catch (error) {
    link.close()
    throw link.connack ? unnamed(error, context) : hungUp(error, context)
  }
}

/** Subprotocols are offered one at a time, since some brokers hang up at several. 3.1 had one of its own, which not all
 *  that speak it know (RabbitMQ).
 *  [spec] https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901285 */
async function openSocket({ net, options, secrets }: MqttContext, version: Version): Promise<Socket> {
  const url = joinAddress(addressOf(options.server, 'ws'), { params: paramsOf(secrets, 'server') })
  if (version !== 3) return net.socket(url, ['mqtt'])
  return net.socket(url, ['mqttv3.1']).catch((error: unknown) => {
    if (error instanceof NetError && error.why.code === 'unreachable') return net.socket(url, ['mqtt'])
    throw error
  })
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
    // [spec] 3.1 does not say whether it kept a session: nobody could go on with it.
    clean: keepSeconds === 0 || version === 3,
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
