import type { Fields } from '../../model/profile.ts'
import { isWire } from '../auth-fields.ts'
import { carrierFields } from '../fields.ts'

const by =
  (method: string) =>
  ({ auth }: Record<string, unknown>): boolean =>
    auth === method

/** The form. The address may be a topic's, as people copy it out of their browser. */
export const ntfyFields = {
  server: {
    kind: 'url',
    label: { code: 'ntfy.server' },
    help: { code: 'ntfy.server.help' },
    default: '',
    required: true,
    example: 'https://ntfy.sh/mytopic',
  },
  topics: {
    kind: 'text',
    label: { code: 'ntfy.topics' },
    help: { code: 'ntfy.topics.help' },
    default: '',
    example: 'alerts, backups',
  },
  wire: {
    kind: 'choice',
    label: { code: 'field.wire' },
    help: { code: 'ntfy.wire.help' },
    // Written down with a profile, so that a live value is known to be pushed.
    default: 'events',
    choices: [
      { value: 'events', label: { code: 'field.wire.events' } },
      { value: 'socket', label: { code: 'field.wire.socket' } },
      { value: 'poll', label: { code: 'field.wire.poll' } },
    ],
  },
  every: { ...carrierFields.every, default: 30, min: 1, when: isWire('poll') },
  auth: {
    kind: 'choice',
    label: { code: 'auth.method' },
    help: { code: 'ntfy.auth.help' },
    default: () => 'none',
    choices: [
      { value: 'none', label: { code: 'auth.method.none' } },
      { value: 'basic', label: { code: 'ntfy.auth.basic' } },
      { value: 'bearer', label: { code: 'ntfy.auth.bearer' } },
      // For what stands in front of it: Authelia, Cloudflare Access, oauth2-proxy.
      { value: 'header', label: { code: 'auth.method.header' } },
      { value: 'cookies', label: { code: 'auth.method.cookies' } },
    ],
  },
  user: {
    kind: 'secret',
    label: { code: 'auth.user' },
    default: '',
    required: true,
    look: 'shown',
    when: by('basic'),
  },
  password: {
    kind: 'secret',
    label: { code: 'auth.password' },
    default: '',
    required: true,
    when: by('basic'),
  },
  token: {
    kind: 'secret',
    label: { code: 'auth.token' },
    default: '',
    required: true,
    when: by('bearer'),
  },
  headers: { ...carrierFields.headers, help: { code: 'ntfy.headers.help' }, when: by('header') },
  hidden: carrierFields.hidden,
} as const satisfies Fields

/** What is asked of a message beside its text: https://docs.ntfy.sh/publish/. What is of one message alone is asked anew
 *  for the next. */
export const ntfyComposer = {
  title: { kind: 'text', label: { code: 'ntfy.title' }, default: '', once: true },
  tags: {
    kind: 'text',
    label: { code: 'ntfy.tags' },
    help: { code: 'ntfy.tags.help' },
    default: '',
    example: 'warning, backup',
  },
  priority: {
    kind: 'choice',
    label: { code: 'ntfy.priority' },
    default: '3',
    choices: [
      { value: '1', label: { code: 'ntfy.priority.1' } },
      { value: '2', label: { code: 'ntfy.priority.2' } },
      { value: '3', label: { code: 'ntfy.priority.3' } },
      { value: '4', label: { code: 'ntfy.priority.4' } },
      { value: '5', label: { code: 'ntfy.priority.5' } },
    ],
  },
  markdown: { kind: 'switch', label: { code: 'ntfy.markdown' }, default: false },
  delay: {
    kind: 'text',
    label: { code: 'ntfy.delay' },
    help: { code: 'ntfy.delay.help' },
    default: '',
    more: true,
    example: '30min',
    once: true,
  },
  click: {
    kind: 'text',
    label: { code: 'ntfy.click' },
    help: { code: 'ntfy.click.help' },
    default: '',
    example: 'https://example.com',
    once: true,
  },
  attach: {
    kind: 'text',
    label: { code: 'ntfy.attach' },
    help: { code: 'ntfy.attach.help' },
    default: '',
    more: true,
    example: 'https://example.com/picture.jpg',
    once: true,
  },
  filename: {
    kind: 'text',
    label: { code: 'ntfy.filename' },
    help: { code: 'ntfy.filename.help' },
    default: '',
    more: true,
    example: 'picture.jpg',
    once: true,
  },
  icon: {
    kind: 'text',
    label: { code: 'ntfy.icon' },
    help: { code: 'ntfy.icon.help' },
    default: '',
    more: true,
    example: 'https://example.com/icon.png',
  },
  email: {
    kind: 'text',
    label: { code: 'ntfy.email' },
    help: { code: 'ntfy.email.help' },
    default: '',
    more: true,
    once: true,
  },
  call: {
    kind: 'text',
    label: { code: 'ntfy.call' },
    help: { code: 'ntfy.call.help' },
    default: '',
    more: true,
    example: '+12223334444',
    once: true,
  },
  actions: {
    kind: 'text',
    label: { code: 'ntfy.actions' },
    help: { code: 'ntfy.actions.help' },
    default: '',
    more: true,
    example: 'view, Open portal, https://example.com',
    once: true,
  },
  sequence: {
    kind: 'text',
    label: { code: 'ntfy.sequence' },
    help: { code: 'ntfy.sequence.help' },
    default: '',
    more: true,
    example: 'backup-progress',
    once: true,
  },
  unkept: {
    kind: 'switch',
    label: { code: 'ntfy.unkept' },
    help: { code: 'ntfy.unkept.help' },
    default: false,
    more: true,
  },
  direct: {
    kind: 'switch',
    label: { code: 'ntfy.direct' },
    help: { code: 'ntfy.direct.help' },
    default: false,
    more: true,
  },
} as const satisfies Fields
