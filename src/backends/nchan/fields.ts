import { schemeOf } from '../../model/address.ts'
import type { Fields, Options } from '../../model/profile.ts'
import { authFields, isWire } from '../auth-fields.ts'
import { PARAM } from './address.ts'

const overSocket = isWire('socket')

/** The form: the address of a subscriber location, and where to publish. */
export const nchanFields = {
  server: {
    kind: 'url',
    label: { code: 'nchan.server' },
    help: { code: 'nchan.server.help' },
    default: '',
    required: true,
    example: 'https://example.com/pubsub/news',
  },
  wire: {
    kind: 'choice',
    label: { code: 'field.wire' },
    help: { code: 'nchan.wire.help' },
    default: (view: unknown, { server }: Record<string, unknown>) =>
      view === 'chat' || schemeOf(String(server ?? '')) === 'ws' ? 'socket' : 'events',
    choices: [
      { value: 'socket', label: { code: 'field.wire.socket' } },
      { value: 'events', label: { code: 'field.wire.events' } },
      { value: 'poll', label: { code: 'nchan.wire.poll' } },
    ],
  },
  post: {
    kind: 'url',
    label: { code: 'nchan.post' },
    help: { code: 'nchan.post.help' },
    default: '',
    example: 'https://example.com/pub/news',
  },
  auth: {
    ...authFields.auth,
    help: { code: 'nchan.auth.help' },
    choices: authFields.auth.choices,
  },
  socketAuth: {
    ...authFields.socketAuth,
    help: { code: 'nchan.auth.socket.help' },
    choices: [
      { value: 'none', label: { code: 'auth.method.none' } },
      { value: 'query', label: { code: 'auth.method.query' } },
    ],
  },
  param: authFields.param,
  user: authFields.user,
  password: authFields.password,
  token: authFields.token,
  headers: authFields.headers,
  history: {
    kind: 'choice',
    label: { code: 'nchan.history' },
    help: { code: 'nchan.history.help' },
    default: 'kept',
    more: true,
    choices: [
      { value: 'kept', label: { code: 'nchan.history.kept' } },
      { value: 'server', label: { code: 'nchan.history.server' } },
    ],
  },
  resume: {
    kind: 'text',
    label: { code: 'nchan.resume' },
    help: { code: 'nchan.resume.help' },
    default: PARAM,
    more: true,
    example: PARAM,
  },
  channels: {
    kind: 'text',
    label: { code: 'nchan.channels' },
    help: { code: 'nchan.channels.help' },
    default: '',
    more: true,
    example: 'news, alerts',
  },
  publish: {
    kind: 'choice',
    label: { code: 'nchan.publish' },
    help: { code: 'nchan.publish.help' },
    default: 'post',
    more: true,
    when: overSocket,
    choices: [
      { value: 'post', label: { code: 'nchan.publish.post' } },
      { value: 'socket', label: { code: 'nchan.publish.socket' } },
    ],
  },
} as const satisfies Fields

export type NchanOptions = Options<typeof nchanFields>

/** What is asked of a message beside its body: what Nchan hands on of a POST. */
export const nchanComposer = {
  type: {
    kind: 'text',
    label: { code: 'nchan.type' },
    help: { code: 'nchan.type.help' },
    default: '',
    example: 'application/json',
  },
  event: {
    kind: 'text',
    label: { code: 'nchan.event' },
    help: { code: 'nchan.event.help' },
    default: '',
  },
} as const satisfies Fields
