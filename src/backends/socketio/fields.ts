import type { Options } from '../../model/profile.ts'
import { isWire } from '../auth-fields.ts'
import { DEFAULT_PATH, MAIN } from './place.ts'
import { USUAL_EVENT } from './event-write.ts'

type Given = Record<string, unknown>

const signsInBy =
  (...methods: string[]) =>
  (options: Given): boolean =>
    methods.includes(String(options['auth']))
const asksFor = (name: string) => (options: Given) =>
  signsInBy('payload')(options) && new RegExp(`{{${name}(?::[\\w-]+)?}}`).test(String(options['payload']))

/** What is asked of somebody who connects to a Socket.IO server. */
export const socketioFields = {
  server: {
    kind: 'url',
    label: { code: 'field.server' },
    help: { code: 'socketio.server.help' },
    default: '',
    required: true,
    example: 'http://localhost:3000',
  },
  wire: {
    kind: 'choice',
    label: { code: 'field.wire' },
    help: { code: 'socketio.wire.help' },
    // Of what a server allows by itself, the one that a page of another origin may use.
    default: 'socket',
    choices: [
      { value: 'socket', label: { code: 'field.wire.socket' } },
      { value: 'poll', label: { code: 'socketio.wire.poll' } },
      { value: 'both', label: { code: 'socketio.wire.both' } },
    ],
  },
  event: {
    kind: 'text',
    label: { code: 'socketio.event' },
    help: { code: 'socketio.event.help' },
    default: USUAL_EVENT,
    example: 'chat message',
  },
  auth: {
    kind: 'choice',
    label: { code: 'auth.method' },
    help: { code: 'socketio.auth.help' },
    default: () => 'none',
    choices: [
      { value: 'none', label: { code: 'auth.method.none' } },
      { value: 'token', label: { code: 'socketio.auth.token' } },
      { value: 'payload', label: { code: 'socketio.auth.payload' } },
    ],
  },
  payload: {
    kind: 'text',
    label: { code: 'socketio.payload' },
    help: { code: 'socketio.payload.help' },
    default: '{"token":"{{token}}"}',
    when: signsInBy('payload'),
  },
  user: {
    kind: 'secret',
    label: { code: 'auth.user' },
    default: '',
    required: true,
    look: 'shown',
    when: asksFor('user'),
  },
  password: {
    kind: 'secret',
    label: { code: 'auth.password' },
    default: '',
    when: asksFor('password'),
  },
  token: {
    kind: 'secret',
    label: { code: 'auth.token' },
    default: '',
    required: true,
    when: (options: Given) => signsInBy('token')(options) || asksFor('token')(options),
  },
  namespaces: {
    kind: 'text',
    label: { code: 'socketio.namespaces' },
    help: { code: 'socketio.namespaces.help' },
    default: MAIN,
    more: true,
    example: '/chat, /news',
  },
  path: {
    kind: 'text',
    label: { code: 'socketio.path' },
    help: { code: 'socketio.path.help' },
    default: '',
    more: true,
    example: DEFAULT_PATH,
  },
  only: {
    kind: 'text',
    label: { code: 'socketio.only' },
    help: { code: 'socketio.only.help' },
    default: '',
    more: true,
    example: 'temperature, alarm',
  },
  author: {
    kind: 'text',
    label: { code: 'field.author' },
    help: { code: 'socketio.author.help' },
    default: '',
    more: true,
  },
  cookies: {
    kind: 'switch',
    label: { code: 'socketio.cookies' },
    help: { code: 'socketio.cookies.help' },
    default: false,
    more: true,
    when: isWire('poll', 'both'),
  },
} as const

/** What is asked of a message beside its text. */
export const socketioComposer = {
  event: {
    kind: 'text',
    label: { code: 'socketio.event' },
    help: { code: 'socketio.say.event.help' },
    default: '',
    example: 'chat message',
  },
  json: {
    kind: 'switch',
    label: { code: 'socketio.say.json' },
    help: { code: 'socketio.say.json.help' },
    default: false,
  },
  ack: {
    kind: 'switch',
    label: { code: 'socketio.say.ack' },
    help: { code: 'socketio.say.ack.help' },
    default: false,
  },
} as const

export type SocketioOptions = Options<typeof socketioFields>
