import type { LookCode } from '../../model/reason.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** What was found at an address. */
export default {
  'found.step-ask': 'Asking {url}',
  'found.step-near': 'Looking around on {host}',

  'found.sse': 'An event stream (SSE)',
  'found.sse-perhaps': 'Perhaps an event stream: the server took the question and has not said anything yet',
  'found.signalbox': 'A server that speaks Signalbox’s own words',
  'found.websocket-text': 'A WebSocket that sends text',
  'found.websocket-json': 'A WebSocket that sends JSON',
  'found.websocket-binary': 'A WebSocket that sends bytes',
  'found.websocket-silent': 'A WebSocket that waits for you to speak',
  'found.websocket-closed': 'A WebSocket that was closed at once',
  'found.json': 'A JSON value',
  'found.text': 'A text',
  'found.ndjson': 'Lines of JSON (NDJSON)',
  'found.page': 'A web page',
  'found.page-called': 'A web page: “{title}”',
  'found.ntfy': 'An ntfy server',
  'found.nchan': 'An Nchan channel',
  'found.socket-io': 'A Socket.IO server',
  'found.mqtt': 'An MQTT broker',
  'found.mercure': 'A Mercure hub',
  'found.gotify': 'A Gotify server',
  'found.matrix': 'A Matrix server',

  'found.ms': '{ms} ms',
  'found.named-events': 'named events: {names}',
  'found.unnamed-events': 'unnamed events',
  'found.nothing-yet': 'nothing sent yet',
  'found.resumes': 'tells what was missed',
  'found.retry': 'asks to wait {seconds} s before coming again',
  'found.comments': 'sends signs of life',
  'found.history': 'has history',
  'found.presence': 'says who is there',
  'found.acks': 'confirms messages',
  'found.text-in-bytes': 'text in binary frames',
  'found.protocol': 'subprotocol {protocol}',
  'found.topic': 'topic {topic}',
  'found.unchanged': 'says when nothing changed',
  'found.max-age': 'an answer holds for {seconds} s',
  'found.cursor': 'can be asked for what is new',
  'found.elsewhere': 'answers at {url}, not at the address given',
  'found.redirected': 'leads to {url}',
  'found.secured': 'asked securely, since this page came over https',
  'found.login-taken': 'the name and password were taken out of the address',
  'found.this-machine': '{host} is only where a server listens: {own} was asked',
  'found.wants-login': 'needs a login ({code} {name})',
  'found.closed': 'closed by the server ({code} {name})',

  'found.scheme': 'A browser cannot open {scheme}:// addresses, only ws://, wss://, http:// and https://.',
  'found.no-answer-yet':
    'Nothing came within {seconds} s. Is the server running, and does it answer at this address?',
  'found.nothing-there': 'The server answered {status} ({type}), and there was nothing to read in it.',
  'found.cannot-yet': 'Signalbox does not speak {name} yet.',
  'found.cannot-page':
    'This is a page for people, not a feed. Take the address that it connects to itself: in the browser’s developer tools it is under Network.',
  'found.cannot-lines':
    'It sends lines of JSON without an end, but as {type}. On the server, send the header Content-Type: application/x-ndjson.',
  'found.cannot-stream':
    'It stays open and sends text without an end. Send it as an event stream: Content-Type: text/event-stream.',
  'found.cannot-type':
    'It is written as an event stream, but sent as {type}. On the server, send the header Content-Type: text/event-stream.',
  'found.cannot-no-topic': 'Which topic? Put it after the address: /mytopic',
  'found.cannot-no-token': 'It needs a client token in the address: {url}?token=…',
} satisfies Record<LookCode, Phrase>
