import type { RichCode } from '../../model/codes/rich.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** Why something that a message carries cannot be shown or sent. */
const why = {
  'rich.off': 'off',
  'rich.picture-large':
    'It is larger than {megabytes} MB, so it was not loaded. Open it in a new tab instead.',
  'rich.picture-none': 'This is not a picture that can be shown here.',
  'rich.request-bad': 'A browser cannot send this request: its address, method or headers are not allowed.',
  'rich.redirected':
    'The server wants to send the request on to another address. It was not followed: what you agreed to was this address.',
  'rich.no-answer':
    'No answer that could be read. The server cannot be reached, or does not let this page read its answers (CORS). The request may have arrived.',
} satisfies Record<RichCode, Phrase>

/** What a message carries beside its text, and what is asked before one is sent. */
export default {
  ...why,
  'rich.attachment': 'Attachment',
  'rich.expired': 'expired',
  'rich.no-link': 'not an address that can be opened',
  'rich.picture-of': 'Picture: {name}',
  'rich.picture-bytes': 'The picture in these bytes ({size})',
  'rich.picture-show': 'Show picture',
  'rich.picture-hide': 'Hide picture',
  'rich.picture-loading': 'Loading…',
  'rich.offer': 'Action',
  'rich.offer-asks': 'Shows what would be sent to {url}, and asks first',
  'rich.offer-copies': 'Copies “{value}”',
  'rich.offer-replay': 'This is a recording: nothing can be sent.',
  'rich.offer-unsafe': 'This cannot be opened or sent from here.',
  'rich.more': '+{n}',
  'rich.bytes': 'Bytes, {size}',
  'rich.more-bytes': 'Show more ({size} left)',
  'rich.copy-hex': 'Copy as hex',
  'rich.copy-hex-first': 'Copy the first {size} as hex',
  'rich.save': 'Save as file',
  'rich.menu-view': 'Open “{label}”',
  'rich.menu-copy': 'Copy “{label}”',
  'rich.menu-send': 'Send “{label}”…',

  'rich.ask': 'Send this request?',
  'rich.ask-what': 'The message offers “{label}”. Nothing is sent before you say so.',
  'rich.ask-method': 'Method',
  'rich.ask-address': 'Address',
  'rich.ask-headers': 'Headers',
  'rich.ask-body': 'Body',
  'rich.ask-nothing': 'none',
  'rich.ask-left': 'The browser does not send {names}.',
  'rich.ask-elsewhere': 'It goes to {host}, which is not the server of this connection.',
  'rich.ask-send': 'Send',
  'rich.ask-again': 'Send once more',
  'rich.ask-sending': 'Sending…',
  'rich.answer': 'Answered with {status} {name} after {ms} ms.',
  'rich.failed': 'It was answered with {status} {name} after {ms} ms, so it was probably not done.',

  'fact.ack': 'answer to',
  'fact.arguments': 'arguments',
  'fact.channel': 'channel',
  'fact.content type': 'content type',
  'fact.correlation': 'correlation',
  'fact.expires': 'expires',
  'fact.payload': 'payload',
  'fact.response topic': 'response topic',
  'fact.retained': 'retained',
  'fact.room': 'room',
  'fact.sent again': 'sent again',

  'options.title': 'Options',
  'options.show': 'Options for what you send',
  'options.hide': 'Hide the options',
  'options.more': 'More options',
  'options.fewer': 'Fewer options',
  'options.reset': 'Reset all',
  'options.remove': 'Remove {name}',
  'options.with': 'Sent with',
  'options.once': 'Once sent, these are emptied: {names}. The rest stays as you set it.',
  'options.stay': 'All of this stays as you set it.',
  'options.fault': '{name}: a number from {min} to {max}.',
  'options.fault-from': '{name}: a number from {min} on.',

  'publish.open': 'Publish…',
  'publish.close': 'Close',
  'publish.title': 'Publish a notification',
}
