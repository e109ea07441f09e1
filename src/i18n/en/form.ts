import type { BackendCode, FieldCode } from '../../model/reason.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** What the backends' forms ask. */
export default {
  'backend.plain': 'Plain text',
  'backend.plain.help': 'Every message is shown as the text it is.',
  'backend.json': 'JSON',
  'backend.json.help': 'Finds text, author, time and title by their usual names; shows the rest as it came.',
  'field.wire': 'Connection',
  'field.wire.help': 'How the server speaks. An address with ws:// is always a WebSocket.',
  'field.wire.socket': 'WebSocket',
  'field.wire.events': 'Server-sent events',
  'field.wire.poll': 'Polling (fetch)',
  'field.post': 'Address for sending',
  'field.post.help': 'What you write is sent there with POST. Empty: the server address.',
  'field.first': 'First message on connect',
  'field.first.help':
    'Sent whenever the connection opens: a login or a subscription, say. {{token}}, {{user}} and {{password}} are put in then. A browser cannot set headers on a WebSocket.',
  'field.resume': 'Resume parameter',
  'field.resume.help':
    'Name of a query parameter, for a server that can go on from a message. When it connects again, the address says there which message was the last. Empty: events are resumed by the header Last-Event-ID.',
  'field.initial': 'First value from',
  'field.initial.help': 'Fetched once when the connection opens; what is pushed then keeps it up to date.',
  'field.every': 'Every (seconds)',
  'field.hidden': 'While this tab is hidden',
  'field.hidden.keep': 'Keep asking',
  'field.hidden.slow': 'Ask ten times less often',
  'field.hidden.pause': 'Pause',
  'field.native': 'Use the browser’s own EventSource',
  'field.native.help':
    'For servers that refuse anything else. It shows no status and hears only the events named below.',
  'field.names': 'Names of events',
  'field.names.help': 'Separated by commas. Events without a name are always heard.',
  'field.author': 'Your name',
  'field.author.help': 'Sent with what you write. Empty: no name is sent.',
  'field.loose': 'Take text that is not JSON for a message',
  'field.loose.help': 'Otherwise it is shown as unreadable.',
} satisfies Record<Exclude<FieldCode, 'field.server' | 'field.server.help'> | BackendCode, Phrase>
