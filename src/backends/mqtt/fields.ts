import { EVERYTHING } from './topics-read.ts'

const hasLogin = (options: Record<string, unknown>) => options['auth'] === 'basic'
const hasWill = (options: Record<string, unknown>) => options['willTopic'] !== ''
const QUALITIES = [
  { value: '0', label: { code: 'mqtt.qos.0' } },
  { value: '1', label: { code: 'mqtt.qos.1' } },
  { value: '2', label: { code: 'mqtt.qos.2' } },
] as const

/** What is asked of a connection to a broker. */
export const fields = {
  server: {
    kind: 'url',
    label: { code: 'field.server' },
    help: { code: 'mqtt.server.help' },
    default: '',
    required: true,
    example: 'ws://localhost:9001/mqtt',
  },
  topics: {
    kind: 'text',
    label: { code: 'mqtt.topics' },
    help: { code: 'mqtt.topics.help' },
    default: EVERYTHING,
    example: 'home/+/temperature, alerts/#',
    lines: true,
  },
  qos: {
    kind: 'choice',
    label: { code: 'mqtt.qos' },
    help: { code: 'mqtt.qos.help' },
    default: '1',
    more: true,
    choices: QUALITIES,
  },
  to: {
    kind: 'text',
    label: { code: 'mqtt.to' },
    help: { code: 'mqtt.to.help' },
    default: '',
    example: 'home/hall',
  },
  // A default that is a function is not written down: an address with a login in it then chooses.
  auth: {
    kind: 'choice',
    label: { code: 'auth.method' },
    help: { code: 'mqtt.auth.help' },
    default: () => 'none',
    choices: [
      { value: 'none', label: { code: 'auth.method.none' } },
      { value: 'basic', label: { code: 'mqtt.auth.basic' } },
    ],
  },
  user: {
    kind: 'secret',
    label: { code: 'auth.user' },
    default: '',
    required: true,
    look: 'shown',
    when: hasLogin,
  },
  password: { kind: 'secret', label: { code: 'auth.password' }, default: '', when: hasLogin },
  version: {
    kind: 'choice',
    label: { code: 'mqtt.version.field' },
    help: { code: 'mqtt.version.help' },
    default: 'auto',
    more: true,
    choices: [
      { value: 'auto', label: { code: 'mqtt.version.auto' } },
      { value: '5', label: { code: 'mqtt.version.5' } },
      { value: '3.1.1', label: { code: 'mqtt.version.311' } },
      { value: '3.1', label: { code: 'mqtt.version.31' } },
    ],
  },
  keep: {
    kind: 'number',
    label: { code: 'mqtt.keep' },
    help: { code: 'mqtt.keep.help' },
    default: 60,
    min: 0,
    max: 43_200,
    more: true,
  },
  clientId: {
    kind: 'text',
    label: { code: 'mqtt.client' },
    help: { code: 'mqtt.client.help' },
    default: '',
    more: true,
  },
  keepalive: {
    kind: 'number',
    label: { code: 'mqtt.keepalive.field' },
    help: { code: 'mqtt.keepalive.help' },
    default: 60,
    min: 0,
    max: 65_535,
    more: true,
  },
  willTopic: {
    kind: 'text',
    label: { code: 'mqtt.will.topic' },
    help: { code: 'mqtt.will.help' },
    default: '',
    more: true,
    example: 'clients/me/status',
  },
  willPayload: {
    kind: 'text',
    label: { code: 'mqtt.will.payload' },
    default: '',
    more: true,
    example: 'offline',
    lines: true,
    when: hasWill,
  },
  willQos: {
    kind: 'choice',
    label: { code: 'mqtt.will.qos' },
    default: '0',
    more: true,
    choices: QUALITIES,
    when: hasWill,
  },
  willRetain: {
    kind: 'switch',
    label: { code: 'mqtt.will.retain' },
    default: false,
    more: true,
    when: hasWill,
  },
} as const
