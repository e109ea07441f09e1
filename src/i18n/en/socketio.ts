import type { SocketioCode } from '../../model/codes/socketio.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** What is said of Socket.IO. */
export default {
  'backend.socketio': 'Socket.IO',
  'backend.socketio.help': 'Events of a Socket.IO 4 server, in and out, with acknowledgements.',
  'socketio.server.help':
    'As for io(): what stands behind the host is a namespace, and a query goes along (http://localhost:3000/admin?room=1).',
  'socketio.wire.help':
    'A page of another origin may always use a WebSocket. For long polling the server has to allow it (cors).',
  'socketio.wire.poll': 'Long polling',
  'socketio.wire.both': 'Long polling, then WebSocket',
  'socketio.event': 'Event',
  'socketio.event.help':
    'What you write is sent as this event. Events of other names are shown with their name.',
  'socketio.auth.help':
    'What the server is told of who connects (socket.handshake.auth), in every namespace.',
  'socketio.auth.token': 'Token (auth: { token })',
  'socketio.auth.payload': 'Other data (auth)',
  'socketio.payload': 'Data for signing in',
  'socketio.payload.help':
    'A JSON object. {{token}}, {{user}} and {{password}} are asked for, kept apart and put in when it connects.',
  'socketio.namespaces': 'Namespaces',
  'socketio.namespaces.help':
    'Several are separated by commas; each is a room. One that stands in the address is joined instead of /.',
  'socketio.path': 'Path',
  'socketio.path.help': 'Where the server has Socket.IO, if it is not /socket.io/.',
  'socketio.only': 'Only these events',
  'socketio.only.help': 'Separated by commas. Empty: all events are shown.',
  'socketio.author.help': 'Messages from this name are shown as yours. It is not sent.',
  'socketio.cookies': 'Send cookies with long polling',
  'socketio.cookies.help':
    'Some load balancers need them. The server then has to allow credentials, and this page by its origin.',
  'socketio.say.event.help': 'Empty: the event of the connection.',
  'socketio.say.json': 'The text is JSON',
  'socketio.say.json.help':
    'A list is sent as several arguments, anything else as one. Otherwise it is sent as text.',
  'socketio.say.ack': 'Ask for an acknowledgement',
  'socketio.say.ack.help': 'The server’s answer confirms the message, and is shown if it says anything.',
  'socketio.not-socketio':
    'What answers there does not speak Socket.IO. Check the address and the path, or connect to it as plain text or JSON.',
  'socketio.not-here':
    'There is no Socket.IO at {url} ({status}). If the server has it elsewhere, set the path.',
  'socketio.version':
    'The server speaks another version of Socket.IO, most likely 2. This page speaks 3 and 4: update the server to socket.io 4. With allowEIO3: true its older clients go on as they are.',
  'socketio.transport':
    'The server does not allow this kind of connection. Choose WebSocket instead of long polling, or the other way round.',
  'socketio.session':
    'The server does not know this session any more. If that keeps coming, it runs several times behind a load balancer that needs sticky sessions, or choose WebSocket.',
  'socketio.forbidden':
    'The server does not let this page connect (allowRequest). Check what it expects: origin, query, cookies.',
  'socketio.no-cors':
    'The server does not let this page read it (CORS). Choose WebSocket, or start the server with cors: { origin: "{origin}" }.',
  'socketio.no-websocket':
    'The server answers requests, but no WebSocket could be opened. Choose long polling, or let what stands before the server pass upgrades.',
  'socketio.no-namespace':
    'The server has no namespace {name}. Check the address: what stands behind the host is a namespace.',
  'socketio.refused': 'The server does not let you into {name}. Check how you sign in.',
  'socketio.kicked':
    'The server disconnected you from {name}. It is not connected again by itself; check how you sign in, or try again.',
  'socketio.closed': 'The server closed the connection.',
  'socketio.broken': 'The server sent something that is not Socket.IO.',
  'socketio.no-ping': 'The server did not ping for {seconds} s.',
  'socketio.no-join':
    'The connection is open, but the server did not let it into {names} within {seconds} s.',
  'socketio.not-recovered':
    'The server cannot tell what was missed. Servers in Node can, if they are started with connectionStateRecovery.',
  'socketio.garbled': 'This is no packet of Socket.IO.',
  'socketio.bad-payload':
    'The data for signing in is not a JSON object, like {"token":"{{token}}"}. Correct it under “Edit”.',
  'socketio.reserved-event': 'Socket.IO keeps the name “{name}” for itself. Choose another event.',
  'socketio.not-arguments': 'This is not JSON, so it was not sent. Correct it, or send it as text.',
  'socketio.too-large': 'The server takes no more than {kilobytes} kB at once (maxHttpBufferSize).',
  'socketio.no-ack':
    'The server did not acknowledge “{name}” within {seconds} s. It may have it all the same.',
  'socketio.hung-up':
    'The server hung up without a word when asked to let this page in. It may have another parser (such as socket.io-msgpack-parser; this page speaks the usual one), or not accept how you sign in. Its log says why.',
  'socketio.not-joined': 'You are not in {name}: the server did not let you in, or disconnected you.',
  'socketio.some-refused':
    'The server does not let you into {name}: {said}. Nothing is heard from there; the other namespaces go on.',
  'socketio.some-missing': 'The server has no namespace {name}. The other namespaces go on.',
  'socketio.some-kicked':
    'The server disconnected you from {name}. Nothing is heard from there; the other namespaces go on.',
  'socketio.some-late':
    'The server did not say within {seconds} s whether you may join {name}. The other namespaces go on.',
  'socketio.shut-out':
    'Something answers there, but it opens no WebSocket for this page and lets it read nothing. If it is Socket.IO, allow this page’s origin: cors_allowed_origins="{origin}" in Python, cors: { origin: "{origin}" } in Node. Otherwise check the address and the path.',
  'socketio.forgotten':
    'The server has forgotten where this connection was: it was restarted, the time for that is over (maxDisconnectionDuration), or nothing had come yet.',
} satisfies Record<SocketioCode, Phrase>
