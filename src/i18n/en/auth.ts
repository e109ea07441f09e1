import type { AuthCode } from '../../model/reason.ts'
import type { Phrase } from '../i18n.svelte.ts'

const codes = {
  'auth.method': 'Signing in',
  'auth.method.help':
    'How the server is told who asks. It goes to this server only, with everything that is asked of it.',
  'auth.method.none': 'Not needed',
  'auth.method.bearer': 'Token (Authorization: Bearer)',
  'auth.method.basic': 'Name and password (Basic)',
  'auth.method.header': 'Headers of your own',
  'auth.method.query': 'Token in the address',
  'auth.method.cookies': 'Cookies of this browser',
  'auth.socket.help':
    'A browser cannot set headers on a WebSocket. A server can take a token from the address, from a subprotocol or from the first message. Cookies that it has set before are sent by the browser itself.',
  'auth.socket.protocol': 'Token as a subprotocol',
  'auth.socket.message': 'First message',
  'auth.user': 'User name',
  'auth.password': 'Password',
  'auth.token': 'Token',
  'auth.headers': 'Headers',
  'auth.headers.help':
    'The server has to allow them (Access-Control-Allow-Headers). Where it sends a request on to another address, they do not go along.',
  'auth.param': 'Name of the parameter',
  'auth.param.help': 'The token is added to the address under this name: token, access_token, key …',
  'auth.protocols': 'Subprotocols',
  'auth.protocols.help':
    'Offered in this order, separated by commas. {{token}} stands for the token, {{token:base64url}} for its base64url.',
  'auth.frame': 'Login message',
  'auth.frame.help':
    'Sent as the first thing whenever the connection opens. {{token}}, {{user}} and {{password}} are put in then.',
  'auth.request': 'Asked for by',
  'auth.request.help': 'Most servers are asked by GET.',
  'auth.request.get': 'GET',
  'auth.request.post': 'POST',
  'auth.body': 'Body of the request',
  'auth.body.help':
    'Sent as JSON where it is JSON, else as text. {{token}}, {{user}} and {{password}} are put in then.',
  'auth.missing':
    'This connection needs its secrets again: {names}. They were kept only until the page was closed. Type them in under “Edit”.',
  'auth.bad-protocol':
    'A subprotocol cannot have such characters in it. If it is the token that has them, the server may take {{token:base64url}}.',
  'auth.bad-header': 'A page cannot send the header “{name}”, or not with that value.',
  'auth.elsewhere':
    'The first message has a secret in it, and would go to another server: {url}. Secrets go only to the server of the connection.',
  'auth.redirected':
    'The server sends the request on to another address. Secret headers do not go along: connect to the final address instead.',
} satisfies Record<AuthCode, Phrase>

/** How one signs in, and where secrets are kept. */
export default {
  ...codes,
  'auth.remember': 'Remember on this device',
  'auth.remember.help':
    'Otherwise it is kept until this page is closed in all tabs. It is never in links, files or logs.',
  'auth.in-address': '“{name}” in the address',
  'auth.moved':
    'What is secret in this address is kept apart from it, and stays out of links, files and logs: {names}.',
  'auth.moved.login': 'name and password',
  'auth.told':
    'This looks like a token or a password. Kept apart, only its place stands here, and it stays out of links, files and logs.',
  'auth.keep-apart': 'Keep it apart',
  'auth.reveal': 'Show while held',
  'auth.needed': 'Fill this in.',
  'auth.header-name': 'Name of header {n}',
  'auth.header-value': 'Value of header {n}',
  'auth.header-example': 'X-Api-Key',
  'auth.header-add': 'Add a header',
  'auth.header-remove': 'Remove header {n}',
  'auth.type-again': 'Type it in',
}
