import type { NtfyCode } from './codes/ntfy.ts'
import type { SocketioCode } from './codes/socketio.ts'
import type { MqttCode } from './codes/mqtt.ts'
import type { NchanCode } from './codes/nchan.ts'
import type { RichCode } from './codes/rich.ts'

/** Why something is as it is. Each has a sentence with what to do in every language (`i18n/`). */
export const WHY_CODES = [
  'bad-address',
  'mixed-content',
  'login-in-address',
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
  'no-event-source',
  'not-json',
  'too-deep',
  'binary',
  'too-large',
  'cannot-resume',
  'no-resume-header',
  'not-kept',
  'list-moved-on',
  'cannot-say',
  'full',
  'dropped-unsent',
  'server-error',
  'unknown-backend',
  'outbox-full',
  'outbox-old',
  'closed-page',
  'part-missing',
  'bug',
] as const
export type WhyCode = (typeof WHY_CODES)[number]

/** The questions of the backends' forms: label, `….help`, and the labels of choices. */
export const FIELD_CODES = [
  'field.server',
  'field.server.help',
  'field.wire',
  'field.wire.help',
  'field.wire.socket',
  'field.wire.events',
  'field.wire.poll',
  'field.post',
  'field.post.help',
  'field.first',
  'field.first.help',
  'field.resume',
  'field.resume.help',
  'field.initial',
  'field.initial.help',
  'field.every',
  'field.hidden',
  'field.hidden.keep',
  'field.hidden.slow',
  'field.hidden.pause',
  'field.native',
  'field.native.help',
  'field.names',
  'field.names.help',
  'field.author',
  'field.author.help',
  'field.loose',
  'field.loose.help',
] as const
export type FieldCode = (typeof FIELD_CODES)[number]

/** Names and one line each of the registered backends. */
export const BACKEND_CODES = [
  'backend.plain',
  'backend.plain.help',
  'backend.json',
  'backend.json.help',
] as const
export type BackendCode = (typeof BACKEND_CODES)[number]

/** What the doctor may find out about a connection that does not work (`doctor/`). Each is said in three sentences: what
 *  was found, why it matters, what to change. */
export const DOCTOR_CODES = [
  'bad-address',
  'login-in-address',
  'mixed-content',
  'offline',
  'permission-denied',
  'permission-needed',
  'closed-data',
  'closed-policy',
  'closed-login',
  'closed-busy',
  'closed-fault',
  'closed-normal',
  'closed-dropped',
  'closed-own',
  'unauthorized',
  'forbidden',
  'wrong-path',
  'path-elsewhere',
  'wrong-method',
  'needs-websocket',
  'busy',
  'server-fault',
  'refused-status',
  'no-content',
  'type-json',
  'type-html',
  'type-text',
  'type-other',
  'ends-at-once',
  'cors-missing',
  'cors-preflight',
  'cors-credentials',
  'tls-port',
  'plain-port',
  'tls-certificate',
  'blocked-port',
  'other-protocol',
  'unseen',
  'other-loopback',
  'redirected',
  'saying-headers',
  'saying-hidden',
  'port-closed',
  'name-not-found',
  'firewall',
  'blocked',
  'not-websocket',
  'websocket-refused',
  'subprotocol',
  'slow',
  'unanswered',
  'buffered',
  'silent',
  'names-unheard',
  'works-now',
  'well',
  'cannot-tell',
] as const
export type DoctorCode = (typeof DOCTOR_CODES)[number]
export type DoctorPart = 'found' | 'matters' | 'change'

/** Where a text stops being JSON, with `line`, `column` and `found`. */
export const JSON_FAULT_CODES = [
  'json.end',
  'json.rest',
  'json.value',
  'json.name',
  'json.quotes',
  'json.colon',
  'json.comma-record',
  'json.comma-list',
  'json.comma-last',
  'json.number',
  'json.unclosed',
  'json.control',
  'json.escape',
] as const
export type JsonFaultCode = (typeof JSON_FAULT_CODES)[number]

/** Why what was written or chosen is no bytes to send; the place as above. */
export const BYTES_FAULT_CODES = [
  'bytes.none',
  'bytes.hex-digit',
  'bytes.hex-odd',
  'bytes.base64-character',
  'bytes.base64-early',
  'bytes.base64-cut',
  'bytes.too-large',
  'bytes.empty-file',
  'bytes.unreadable',
] as const
export type BytesFaultCode = (typeof BYTES_FAULT_CODES)[number]

/** Why a message cannot be saved under a name, or is not sent again and again any more. */
export const COMPOSE_CODES = [
  'phrases.no-name',
  'phrases.name-taken',
  'phrases.long',
  'phrases.many',
  'repeat.every',
  'repeat.times',
  'repeat.refused',
] as const
export type ComposeCode = (typeof COMPOSE_CODES)[number]

/** How a server is told who asks: the questions of the form, and why it cannot be told. */
export const AUTH_CODES = [
  'auth.method',
  'auth.method.help',
  'auth.method.none',
  'auth.method.bearer',
  'auth.method.basic',
  'auth.method.header',
  'auth.method.query',
  'auth.method.cookies',
  'auth.socket.help',
  'auth.socket.protocol',
  'auth.socket.message',
  'auth.user',
  'auth.password',
  'auth.token',
  'auth.headers',
  'auth.headers.help',
  'auth.param',
  'auth.param.help',
  'auth.protocols',
  'auth.protocols.help',
  'auth.frame',
  'auth.frame.help',
  'auth.request',
  'auth.request.help',
  'auth.request.get',
  'auth.request.post',
  'auth.body',
  'auth.body.help',
  'auth.missing',
  'auth.bad-protocol',
  'auth.bad-header',
  'auth.elsewhere',
  'auth.redirected',
] as const
export type AuthCode = (typeof AUTH_CODES)[number]

/** What a look at an address found (`backends/find*.ts`): the steps, what it is, facts, and why it cannot be connected to. */
export const LOOK_CODES = [
  'found.step-ask',
  'found.step-near',
  'found.sse',
  'found.sse-perhaps',
  'found.signalbox',
  'found.websocket-text',
  'found.websocket-json',
  'found.websocket-binary',
  'found.websocket-silent',
  'found.websocket-closed',
  'found.json',
  'found.text',
  'found.ndjson',
  'found.page',
  'found.page-called',
  'found.ntfy',
  'found.nchan',
  'found.socket-io',
  'found.mqtt',
  'found.mercure',
  'found.gotify',
  'found.matrix',
  'found.ms',
  'found.named-events',
  'found.unnamed-events',
  'found.nothing-yet',
  'found.resumes',
  'found.retry',
  'found.comments',
  'found.history',
  'found.presence',
  'found.acks',
  'found.text-in-bytes',
  'found.protocol',
  'found.topic',
  'found.unchanged',
  'found.max-age',
  'found.cursor',
  'found.elsewhere',
  'found.redirected',
  'found.secured',
  'found.login-taken',
  'found.this-machine',
  'found.wants-login',
  'found.closed',
  'found.scheme',
  'found.no-answer-yet',
  'found.nothing-there',
  'found.cannot-yet',
  'found.cannot-page',
  'found.cannot-lines',
  'found.cannot-stream',
  'found.cannot-type',
  'found.cannot-login',
  'found.first',
  'found.to-join',
  'found.as-text',
  'found.locked',
  'found.locked-basic',
  'found.locked-bearer',
  'found.locked-any',
  'found.locked-socket',
  'found.not-allowed',
  'found.graphql',
  'found.stomp',
  'found.xmpp',
  'found.irc',
  'found.wamp',
  'found.actioncable',
  'found.home-assistant',
  'found.nats',
  'found.centrifugo',
  'found.phoenix',
  'found.pocketbase',
  'found.mastodon',
  'found.signalr',
  'found.prometheus',
  'found.feed',
  'found.json-feed',
  'found.jetstream',
  'found.blocked-port',
  'found.scheme-mqtt',
  'found.scheme-nats',
  'found.scheme-irc',
  'found.scheme-xmpp',
  'found.scheme-stomp',
  'found.scheme-amqp',
  'found.scheme-kafka',
  'found.scheme-grpc',
  'found.scheme-database',
  'found.scheme-file',
  'found.scheme-person',
  'found.scheme-shell',
  'found.cannot-no-topic',
  'found.cannot-no-token',
] as const
export type LookCode = (typeof LOOK_CODES)[number]

/** How messages of a shape of its own are read: its name, and why that cannot be done. */
export const MAPPING_CODES = [
  'mapping.title',
  'mapping.unknown',
  'mapping.slow',
  'mapping.failed',
  'mapping.no-worker',
  'mapping.not-plain',
  'preset.mastodon',
  'preset.mastodon.help',
  'preset.wikimedia',
  'preset.wikimedia.help',
  'preset.phoenix',
  'preset.phoenix.help',
  'preset.cloudevents',
  'preset.cloudevents.help',
  'preset.homeassistant',
  'preset.homeassistant.help',
  'preset.jetstream',
  'preset.jetstream.help',
] as const
export type MappingCode = (typeof MAPPING_CODES)[number]

/** What backends of a protocol of their own say: each has a list of its own (`codes/`). */
export type ProtocolCode = NtfyCode | SocketioCode | MqttCode | NchanCode

export type ReasonCode =
  | ProtocolCode
  | RichCode
  | MappingCode
  | LookCode
  | AuthCode
  | `doctor.${DoctorCode}.${DoctorPart}`
  | WhyCode
  | FieldCode
  | BackendCode
  | JsonFaultCode
  | BytesFaultCode
  | ComposeCode

/** A sentence to be, in any language: every why, error, label and help is one of these, never prose.
 *  `detail` is what the machine said, untranslated. */
export type Reason = { code: ReasonCode; params?: Record<string, string | number>; detail?: string }
