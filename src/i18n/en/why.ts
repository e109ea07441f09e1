import type { WhyCode } from '../../model/reason.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** What happened, and what to do about it. */
export default {
  'why.bad-address':
    '“{url}” is not an address. It should look like ws://localhost:8080 or https://example.com/events.',
  'why.mixed-content':
    'This page came over https, so the browser blocks {url}. Use wss:// or https://, or open Signalbox over http.',
  'why.login-in-address':
    'A browser does not send a name and password from an address. Take them out; a token in the path or query works.',
  'why.offline': 'This device seems to be offline. It tries again as soon as the network is back.',
  'why.unreachable': 'No answer from {url}. Is the server running, and is the address right?',
  'why.timeout': 'No answer within {seconds} s.',
  'why.silent': 'The server stopped answering: nothing came from it for {seconds} s.',
  'why.no-cors':
    'The server is there, but does not let this page read it (CORS). On the server, allow the origin {origin}: send the header Access-Control-Allow-Origin.',
  'why.closed': 'The server closed the connection: {code} {name}.',
  'why.ended': 'The connection ended.',
  'why.http-status': 'The server answered {status} {name}.',
  'why.rate-limited': 'Too many requests: the server asks to come back later.',
  'why.unauthorized': 'The server does not let you in ({status} {name}). Check the address and its token.',
  'why.not-event-stream':
    'This address does not send an event stream: its type is {type}. Check the address, or choose another connection.',
  'why.no-content': 'The server says there is nothing to listen to here (204). It will not be asked again.',
  'why.no-event-source': 'This browser has no EventSource. Turn that setting off.',
  'why.not-json': 'This is not JSON.',
  'why.too-deep': 'Nested too deeply to be read.',
  'why.binary': 'Bytes that are not text.',
  'why.too-large': 'Larger than {megabytes} MB, so it was not read.',
  'why.cannot-resume': 'This server cannot tell what was missed.',
  'why.no-resume-header':
    'The server does not let this page ask for what was missed: allow the header Last-Event-ID (Access-Control-Allow-Headers). From now on the browser’s own EventSource is used.',
  'why.not-kept': 'The server no longer has all of what was missed.',
  'why.list-moved-on':
    'More came between two answers than one answer lists. Ask more often, or have the server list more.',
  'why.cannot-say': 'Nothing can be sent over this connection.',
  'why.full': 'The connection is congested. It goes out as soon as there is room.',
  'why.dropped-unsent': 'Not sent: the connection is down.',
  'why.server-error': 'The server refused it.',
  'why.unknown-backend': 'This page does not know the protocol “{name}”.',
  'why.outbox-full':
    'So many messages are waiting already that this one was not taken. Wait until they went out, or discard some.',
  'why.part-missing':
    'A part of this page could not be loaded. Check that this device is online; if it is, reload the page.',
  'why.outbox-old': 'It waited for more than {days} days, so it was not sent by itself.',
  'why.closed-page': 'The page was closed while it was on its way, so nobody knows whether it arrived.',
  'why.bug': 'Something went wrong in Signalbox itself. Try again, or reload the page.',
} satisfies Record<`why.${WhyCode}`, Phrase>
