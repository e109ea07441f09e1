import type { DoctorCode, DoctorPart } from '../../model/reason.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** The doctor: what was found, why it matters, and what to change. */
const findings = {
  'doctor.bad-address.found': '“{shown}” is not an address that a browser can open.',
  'doctor.bad-address.matters':
    'Nothing was asked: a browser reaches servers only at ws://, wss://, http:// or https:// addresses.',
  'doctor.bad-address.change':
    'Edit this connection. An address looks like ws://localhost:8080 or https://example.com/events.',

  'doctor.login-in-address.found': 'There is a name and password in the address.',
  'doctor.login-in-address.matters': 'Browsers do not send a login that stands in an address.',
  'doctor.login-in-address.change':
    'Take the part before the @ out of the address, and give the login as the server asks for it.',

  'doctor.mixed-content.found':
    'This page came over https, and {shown} is not encrypted: the browser blocks it.',
  'doctor.mixed-content.matters':
    'From an encrypted page only encrypted servers can be reached. Only this very device (localhost) is exempt.',
  'doctor.mixed-content.change':
    'Put a certificate before the server and use {secure}; a reverse proxy such as Caddy does it by itself. Or open Signalbox over http.',

  'doctor.offline.found': 'This device says that it has no network.',
  'doctor.offline.matters': 'No server can be reached until it has.',
  'doctor.offline.change': 'Check the network of this device. The connection comes back by itself.',

  'doctor.permission-denied.found':
    'The browser was told not to let this page reach devices on the local network.',
  'doctor.permission-denied.matters':
    '{host} is on your network or on this device, and this page is not: browsers ask the person first.',
  'doctor.permission-denied.change':
    'Click the icon to the left of this page’s address, open the site settings, allow “Local network access”, and try again.',

  'doctor.permission-needed.found': 'The browser wants your permission before this page may reach {host}.',
  'doctor.permission-needed.matters':
    'It is on your network or on this device, and this page is not. The browser asks only after a click.',
  'doctor.permission-needed.change': 'Press the button below and choose “Allow” in the browser’s question.',

  'doctor.closed-data.found':
    'The server closed the connection with {code} {name}: it did not understand what was sent.',
  'doctor.closed-data.matters': 'The same message would be refused again, so it is not tried by itself.',
  'doctor.closed-data.change':
    'Check what the server expects: JSON or plain text, text or binary, and a first message. The server’s log says what it disliked.',

  'doctor.closed-policy.found':
    'The server closed the connection with {code} {name}: it does not want this visitor.',
  'doctor.closed-policy.matters':
    'That is the server’s own rule, often about the page’s origin or a missing login.',
  'doctor.closed-policy.change':
    'On the server, allow the origin {origin}, or give the login that it asks for.',

  'doctor.closed-login.found': 'The server closed the connection with {code} {name}: it wants a valid login.',
  'doctor.closed-login.matters':
    'The connection itself works. Only the token or password is missing, wrong or expired.',
  'doctor.closed-login.change': 'Edit this connection and give a current token or password.',

  'doctor.closed-busy.found':
    'The server closed the connection with {code} {name}: it asks to come back later.',
  'doctor.closed-busy.matters': 'It is overloaded or restarting. Asking more often makes that worse.',
  'doctor.closed-busy.change': 'Wait: it is tried again by itself, with growing pauses.',

  'doctor.closed-fault.found':
    'The server closed the connection with {code} {name}: something broke on its side.',
  'doctor.closed-fault.matters': 'Nothing in this page can mend that.',
  'doctor.closed-fault.change': 'Look into the server’s log at the time of the close.',

  'doctor.closed-normal.found':
    'The server accepted the connection and then closed it in good order ({code} {name}).',
  'doctor.closed-normal.matters': 'It had nothing more to say, or waited for something that did not come.',
  'doctor.closed-normal.change':
    'Does the server expect a first message, a token or another path? A load balancer that closes idle connections does so, too.',

  'doctor.closed-dropped.found': 'The connection was open and then broke off without a close ({code}).',
  'doctor.closed-dropped.matters':
    'The server’s process ended, the network changed, or a proxy cut a connection that was idle for too long.',
  'doctor.closed-dropped.change':
    'Look into the server’s log. Behind a proxy, raise its read timeout, or let the server send a ping every 30 s.',

  'doctor.closed-own.found': 'The server closed the connection with a code of its own: {code} {name}.',
  'doctor.closed-own.matters': 'Codes from 3000 on are for each server to define.',
  'doctor.closed-own.change': 'The server’s documentation says what {code} means.',

  'doctor.unauthorized.found': 'The server answered {status} {name}: it wants a login.',
  'doctor.unauthorized.matters':
    'It is there and the address works; only the token or password is missing or wrong.',
  'doctor.unauthorized.change':
    'Edit this connection and give the token or password that the server expects.',

  'doctor.forbidden.found': 'The server answered {status} {name}: it knows who asks and says no.',
  'doctor.forbidden.matters': 'The login lacks a right, or the server does not allow this page’s origin.',
  'doctor.forbidden.change': 'Check the rights of that login. On the server, allow the origin {origin}.',

  'doctor.wrong-path.found': 'The server is there, but it has nothing at {path} ({status} {name}).',
  'doctor.wrong-path.matters': 'Host and port are right; the path after them is not.',
  'doctor.wrong-path.change':
    'Check the path, with capital letters and the slash at its end. Common ones are /ws, /events and /api.',

  'doctor.path-elsewhere.found': 'The server does not answer as a WebSocket at {path}, but it does at {at}.',
  'doctor.path-elsewhere.matters': 'Host and port are right; the path after them is not.',
  'doctor.path-elsewhere.change': 'Edit this connection and use {at}.',

  'doctor.wrong-method.found':
    'The server does not answer this kind of question at {path} ({status} {name}).',
  'doctor.wrong-method.matters':
    'The path exists, but for sending to it and not for reading from it, or the other way round.',
  'doctor.wrong-method.change': 'Use the address that the server offers for reading.',

  'doctor.needs-websocket.found':
    'The server answered {status} {name}: at this address it speaks WebSocket only.',
  'doctor.needs-websocket.matters': 'This connection asks by HTTP, which is not what it is for.',
  'doctor.needs-websocket.change':
    'Edit this connection: use {at}, or choose WebSocket as the kind of connection.',

  'doctor.busy.found': 'The server answered {status} {name}: it asks to come back later.',
  'doctor.busy.matters': 'It is overloaded, or it counts how often it is asked.',
  'doctor.busy.change': 'Wait: it is tried again by itself. If it is a live value, ask less often.',

  'doctor.server-fault.found': 'The server answered {status} {name}: something broke on its side.',
  'doctor.server-fault.matters':
    'The question reached it, so the address is right. Nothing in this page can mend the rest.',
  'doctor.server-fault.change':
    'Look into the server’s log. 502 and 504 come from a proxy whose server behind it is down or slow.',

  'doctor.refused-status.found': 'The server answered {status} {name}.',
  'doctor.refused-status.matters': 'It understood the address and still says no to this question.',
  'doctor.refused-status.change': 'The server’s documentation or log says what it misses.',

  'doctor.no-content.found': 'The server says that there is nothing to listen to here (204).',
  'doctor.no-content.matters': 'For an event stream that means: do not come again.',
  'doctor.no-content.change': 'Check the address. If the stream should be open, the server must answer 200.',

  'doctor.type-json.found': 'This address answers with one piece of JSON, not with an event stream.',
  'doctor.type-json.matters': 'A stream stays open and sends events; this answer is complete at once.',
  'doctor.type-json.change':
    'Edit this connection: choose “Polling (fetch)”, which watches such an answer, or use the address of the stream.',

  'doctor.type-html.found': 'This address answers with a web page (HTML).',
  'doctor.type-html.matters': 'It is meant for people: a start page, a sign-in page or an error page.',
  'doctor.type-html.change': 'Use the address of the server’s stream or API. Its documentation names it.',

  'doctor.type-text.found':
    'The server does send events here, but calls them {type} and not text/event-stream.',
  'doctor.type-text.matters': 'Browsers read an event stream only under its own type.',
  'doctor.type-text.change': 'On the server, set the header Content-Type: text/event-stream.',

  'doctor.type-other.found': 'This address does not send an event stream: its type is {type}.',
  'doctor.type-other.matters': 'Browsers read an event stream only under the type text/event-stream.',
  'doctor.type-other.change':
    'If this is the right address, set the header Content-Type: text/event-stream on the server. If not, check the path.',

  'doctor.ends-at-once.found': 'The server answers and then ends the stream at once.',
  'doctor.ends-at-once.matters': 'An event stream stays open. This one is asked for again and again.',
  'doctor.ends-at-once.change':
    'On the server, do not end the answer after the first event. Behind a proxy or a serverless host, check how long an answer may last.',

  'doctor.cors-missing.found': 'The server is there, but does not let pages from {origin} read its answers.',
  'doctor.cors-missing.matters':
    'Browsers hide an answer unless the server allows the page’s origin (CORS). The header is missing, it names another origin, or there are two of it; a page is not told which. An error or a sign-in page without the header (a redirect, 401, 404, 502) looks the same.',
  'doctor.cors-missing.change':
    'On the server, send the header Access-Control-Allow-Origin: {origin} with this path.',

  'doctor.cors-preflight.found':
    'The server lets this page read it, but not with the headers that this connection sends: {headers}.',
  'doctor.cors-preflight.matters':
    'Before such a request the browser asks for leave (OPTIONS, the preflight). That was not answered with 200 or 204 and the right headers.',
  'doctor.cors-preflight.change':
    'On the server, answer OPTIONS with 204, without a login or a redirect, and with Access-Control-Allow-Headers: {headers}.',

  'doctor.cors-credentials.found': 'The server lets this page read it, but not with cookies.',
  'doctor.cors-credentials.matters':
    'With cookies, browsers want the origin by name and not “*”, and Access-Control-Allow-Credentials: true.',
  'doctor.cors-credentials.change':
    'On the server, send Access-Control-Allow-Origin: {origin} and Access-Control-Allow-Credentials: true.',

  'doctor.tls-port.found': 'The server answers encrypted (TLS), and not without.',
  'doctor.tls-port.matters': 'A plain connection to an encrypted port is dropped without a word.',
  'doctor.tls-port.change': 'Edit this connection and use {at}.',

  'doctor.plain-port.found': 'Something answers at this port without encryption, and not with it.',
  'doctor.plain-port.matters':
    'The address asks for TLS ({shown}). Either the server speaks none at this port, or its certificate is not trusted and what answers only says so.',
  'doctor.plain-port.change':
    'Open {shown} in a tab of its own: a warning there means the certificate. Else use {at}.',

  'doctor.tls-certificate.found':
    'The encrypted connection to {host} could not be made: its certificate may not be trusted.',
  'doctor.tls-certificate.matters':
    'For a self-signed, expired or foreign certificate a browser says nothing to a page, and shows no warning either.',
  'doctor.tls-certificate.change':
    'Open {at} in a tab of its own. If the browser warns of the certificate there, it is this: accept it there to go on for now, or install one that is trusted (Let’s Encrypt, Caddy, mkcert). Then check again.',

  'doctor.blocked-port.found': 'No browser lets a page use port {port}.',
  'doctor.blocked-port.matters':
    'That port is kept for another protocol (SSH, mail, IRC and the like), so that pages cannot be made to speak to it. Nothing was asked.',
  'doctor.blocked-port.change': 'Let the server listen on another port, 8080 say, and use that here.',

  'doctor.other-protocol.found': 'Port {port} is mostly that of {name}, which a browser does not speak.',
  'doctor.other-protocol.matters':
    'A page can use HTTP and WebSocket, and no other protocol. There was no answer to either.',
  'doctor.other-protocol.change':
    'Use an address where the same server speaks WebSocket or HTTP. If it has none, put a small server between that does.',

  'doctor.unseen.found': 'Something may answer on port {port} that this page is not shown.',
  'doctor.unseen.matters':
    'A server that speaks no HTTP (mail, SSH, a database), one that answers only by TLS, and one that forbids other pages even to ask (Cross-Origin-Resource-Policy: same-origin) fail in the same way.',
  'doctor.unseen.change':
    'Open the address in a tab of its own. If an answer shows there, the server is up: let it send Access-Control-Allow-Origin: {origin}, and Cross-Origin-Resource-Policy: cross-origin if it sends that header.',

  'doctor.other-loopback.found': 'Nothing answers at {host}, but something does at {at}.',
  'doctor.other-loopback.matters':
    '“localhost” is two addresses, 127.0.0.1 and ::1. This server listens on one of them only.',
  'doctor.other-loopback.change': 'Edit this connection and use {at}, or let the server listen on both.',

  'doctor.redirected.found': 'The server sends this question on to another address, and there it fails.',
  'doctor.redirected.matters':
    'A page is not told where to. It may be an address that is down, a sign-in page, or one that does not allow {origin}.',
  'doctor.redirected.change':
    'Open the address in a tab of its own and see where it ends. Use that address, or let the server answer without sending on.',

  'doctor.saying-headers.found':
    'What comes in works. What you send does not: the server does not allow {headers} for {path}.',
  'doctor.saying-headers.matters':
    'Before such a POST the browser asks for leave (OPTIONS, the preflight). That was not answered with 200 or 204 and the right headers.',
  'doctor.saying-headers.change':
    'On the server, answer OPTIONS for {path} with 204, Access-Control-Allow-Origin: {origin} and Access-Control-Allow-Headers: {headers}.',

  'doctor.saying-hidden.found':
    'What comes in works. What you send does not: the server lets no page of {origin} use {path}.',
  'doctor.saying-hidden.matters':
    'A POST needs leave of its own (CORS), also where reading is allowed. It may have arrived all the same: a page is not told.',
  'doctor.saying-hidden.change':
    'On the server, send Access-Control-Allow-Origin: {origin} with the answers of {path}, and answer OPTIONS there with 204.',

  'doctor.port-closed.found': 'Nothing listens on port {port} of {host}, as far as a browser can tell.',
  'doctor.port-closed.matters': 'The attempt failed at once, as it does when a port is closed.',
  'doctor.port-closed.change':
    'Start the server and check the port. In a container or on another machine it must listen on 0.0.0.0, not only on 127.0.0.1.',

  'doctor.name-not-found.found': 'The name {host} may not exist.',
  'doctor.name-not-found.matters':
    'The attempt failed at once and nothing answers under this name. A browser does not tell a page whether it found the name.',
  'doctor.name-not-found.change':
    'Check the spelling. Names of a home or company network work only inside it or over its VPN.',

  'doctor.firewall.found': 'Nothing came back from {host} within {seconds} s, not even a refusal.',
  'doctor.firewall.matters':
    'A closed port refuses at once. Silence comes from a firewall, from a machine that is off, or from a server that hangs.',
  'doctor.firewall.change':
    'Is the machine on and in the same network? Open port {port} in its firewall or cloud rules. If it is reachable otherwise, restart the server.',

  'doctor.blocked.found': 'Something in this browser may block {host}.',
  'doctor.blocked.matters':
    'The request failed faster than a far server can refuse it. Ad blockers and privacy settings do that; a page is not told.',
  'doctor.blocked.change': 'Switch off extensions for this page, or try a private window, and check again.',

  'doctor.not-websocket.found':
    'The server answers at this address by HTTP ({status} {name}), not as a WebSocket.',
  'doctor.not-websocket.matters': 'It did not take up the offer to switch to WebSocket.',
  'doctor.not-websocket.change':
    'Check the path of the WebSocket. If this is an event stream or an API, edit this connection and choose that kind.',

  'doctor.websocket-refused.found':
    'A server answers at {host} by HTTP, but the WebSocket at {path} is refused.',
  'doctor.websocket-refused.matters':
    'A browser does not tell a page why: the path may be another, the server may not allow the origin {origin}, want a login or a subprotocol, or a proxy before it may not pass WebSockets on.',
  'doctor.websocket-refused.change':
    'On the server, check the path, allow the origin {origin}, and let the proxy pass the upgrade on.',

  'doctor.subprotocol.found':
    'The server refuses the subprotocol that this connection offers, or wants one: {protocol}.',
  'doctor.subprotocol.matters': 'With other subprotocols the same address opens.',
  'doctor.subprotocol.change':
    'Edit this connection so that it offers what the server speaks, or accept it on the server.',

  'doctor.slow.found': 'The server is there, but took {seconds} s to answer.',
  'doctor.slow.matters': 'After 10 s without an answer the attempt is given up.',
  'doctor.slow.change':
    'Look for what keeps it busy. A host that sleeps while nobody asks is quicker the second time.',

  'doctor.unanswered.found': 'The server was asked and has not begun to answer.',
  'doctor.unanswered.matters':
    'It is reachable. It may wait for its first event before it says anything, or a proxy may hold the answer back.',
  'doctor.unanswered.change':
    'On the server, send the head of the answer at once, and a comment line (“:”) after it.',

  'doctor.buffered.found': 'Events come in lumps: nothing for {seconds} s, then {count} at once.',
  'doctor.buffered.matters':
    'Something between the server and this page collects them: a proxy’s buffer or compression.',
  'doctor.buffered.change':
    'Switch buffering off for this path (X-Accel-Buffering: no), and compression too; in Express, flush after each event.',

  'doctor.silent.found': 'The connection works. No message came for {seconds} s.',
  'doctor.silent.matters':
    'Many servers speak only when something happens, or after a first message that asks for it.',
  'doctor.silent.change':
    'Make something happen on the server. If it expects a message that subscribes or logs in, set it as the first message of this connection. Behind a proxy, switch buffering off.',

  'doctor.names-unheard.found': 'The stream is open, but nothing was heard: its events may have names.',
  'doctor.names-unheard.matters': 'The browser’s own EventSource hears only events whose names it was told.',
  'doctor.names-unheard.change': 'Edit this connection: turn that setting off, or name the events there.',

  'doctor.works-now.found': 'The server answers now.',
  'doctor.works-now.matters': 'It was away for a while, or is just starting.',
  'doctor.works-now.change': 'Press “Retry now”, or wait for the next try.',

  'doctor.well.found': 'Nothing is wrong that could be found: connected, and data comes in.',
  'doctor.well.matters': 'The address, the way there and the server all work.',
  'doctor.well.change': 'Nothing.',

  'doctor.said.found': 'The server, or its protocol, said what is wrong.',
  'doctor.said.matters':
    'The server or its protocol said so, and it is not for want of reaching it: there is nothing more to find out from here.',
  'doctor.said.change':
    'Do what the sentence above says, on the server or by editing this connection, and try again. What the server wrote, if anything, stands with it; its log may say more.',

  'doctor.cannot-tell.found': 'What is wrong could not be found out.',
  'doctor.cannot-tell.matters': 'A browser tells a page little of a connection that fails.',
  'doctor.cannot-tell.change':
    'Open the address in a tab of its own and look into the server’s log; the browser’s developer tools (F12, Network) say more than a page may know.',
} satisfies Record<`doctor.${DoctorCode}.${DoctorPart}`, Phrase>

export default {
  ...findings,
  'status.why': 'Why?',
  'status.quiet': 'Nothing comes?',
  'status.detail': 'What was said',
  'doctor.title': 'Why it does not work',
  'doctor.title-fine': 'What was found',
  'doctor.starting': 'Looking into it…',
  'doctor.look': 'Asking the server…',
  'doctor.read': 'Reading what it answers…',
  'doctor.socket': 'Trying a WebSocket…',
  'doctor.again': 'Check again',
  'doctor.close': 'Close',
  'doctor.sure': 'Certain',
  'doctor.likely': 'Likely',
  'doctor.perhaps': 'Perhaps',
  'doctor.perhaps-help': 'A browser does not tell a page which of these it is.',
  'doctor.matters': 'Why it matters',
  'doctor.change': 'What to do',
  'doctor.snippets': 'On the server',
  'doctor.copy': 'Copy',
  'doctor.ask': 'Ask the browser',
  'doctor.open': 'Open {url} in a new tab',
  'doctor.mosquitto': 'Mosquitto',
  'doctor.nats': 'NATS',
  'doctor.rabbitmq': 'RabbitMQ',
  'doctor.menu': 'Check the connection',
  'doctor.node-ws': 'Node (ws)',
  'doctor.node': 'Node',
  'doctor.express': 'Express',
  'doctor.nginx': 'nginx',
  'doctor.caddy': 'Caddy',
}
