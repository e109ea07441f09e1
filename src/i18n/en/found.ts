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
  'found.graphql': 'A GraphQL server (subscriptions)',
  'found.stomp': 'A STOMP broker',
  'found.xmpp': 'An XMPP server',
  'found.irc': 'An IRC server',
  'found.wamp': 'A WAMP router',
  'found.actioncable': 'A Rails server (Action Cable)',
  'found.home-assistant': 'Home Assistant',
  'found.nats': 'A NATS server',
  'found.centrifugo': 'A Centrifugo server',
  'found.phoenix': 'A Phoenix server (channels)',
  'found.pocketbase': 'A PocketBase server',
  'found.mastodon': 'A Mastodon server (streaming)',
  'found.signalr': 'A SignalR hub',
  'found.prometheus': 'Measurements for Prometheus',
  'found.feed': 'A news feed (RSS or Atom)',
  'found.json-feed': 'A news feed (JSON Feed)',
  'found.jetstream': 'A Jetstream of Bluesky',
  'found.locked': 'A server that wants a login',

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
  'found.locked-basic': 'wants a name and a password (Basic, “{realm}”)',
  'found.locked-bearer': 'wants a token (Bearer)',
  'found.locked-any': 'wants a login ({status})',
  'found.locked-socket': 'wants a login once it is connected',
  'found.not-allowed': 'does not let this page send a login (CORS)',
  'found.first': 'waits for a first message',
  'found.to-join': 'joins {room} at first: change that to a channel of yours',
  'found.as-text': 'shown as the text that it is',
  'found.closed': 'closed by the server ({code} {name})',

  'found.scheme': 'A browser cannot open {scheme}:// addresses, only ws://, wss://, http:// and https://.',
  'found.scheme-mqtt':
    '{scheme}:// is MQTT over TCP, which no browser speaks. The broker needs a WebSocket listener: at {host} none answered on the usual ports ({ports}). In mosquitto.conf write “listener 9001” and “protocol websockets”, and then open ws://{host}:9001.',
  'found.scheme-mqtt-secure':
    '{scheme}:// is MQTT over TCP, which no browser speaks. The broker needs a WebSocket listener, and an encrypted one, since this page came over https: at {host} none answered on the usual ports ({ports}). In mosquitto.conf write “listener 8081”, “protocol websockets”, and the certificate by “certfile” and “keyfile”, and then open wss://{host}:8081.',
  'found.scheme-nats':
    '{scheme}:// is NATS over TCP, which no browser speaks. A NATS server needs a websocket block in its configuration; then open ws://{host}:8080.',
  'found.scheme-irc':
    '{scheme}:// is IRC over TCP, which no browser speaks. Many networks have a WebSocket for that: the network’s own pages name it (wss://…).',
  'found.scheme-xmpp':
    '{scheme}: is XMPP over TCP, which no browser speaks. Servers have a WebSocket for that, mostly wss://example.com:5281/xmpp-websocket or wss://example.com:5443/ws.',
  'found.scheme-stomp':
    '{scheme}:// is STOMP over TCP, which no browser speaks. Brokers have a WebSocket for that: with RabbitMQ (plug-in rabbitmq_web_stomp) ws://{host}:15674/ws, with ActiveMQ ws://{host}:61614.',
  'found.scheme-amqp':
    '{scheme}:// is AMQP over TCP, which no browser speaks. RabbitMQ offers the same queues by WebSocket: with its plug-in rabbitmq_web_mqtt at ws://{host}:15675/ws.',
  'found.scheme-kafka':
    '{scheme}:// is Kafka over TCP, which no browser speaks. Put something between that speaks HTTP: a REST proxy, or a small server that hands on a topic as an event stream.',
  'found.scheme-grpc':
    '{scheme}:// is gRPC, which no browser speaks by itself. Put something between that speaks HTTP: a gateway that streams JSON, or an event stream.',
  'found.scheme-database':
    '{scheme}:// is a database, and no browser speaks its protocol. Put a small server between that offers what changes as an event stream, a WebSocket or JSON.',
  'found.scheme-file':
    '{scheme}: is a place on a machine, and not a server: a browser cannot open it. Let the server listen on a port as well, and open http://localhost:8080.',
  'found.scheme-person':
    '{scheme}: is somebody’s address, and not a server’s. A server’s looks like ws://localhost:8080 or https://example.com/events.',
  'found.scheme-shell':
    '{scheme}:// is nothing that a page can open. For a server behind it, forward its port (ssh -L 8080:localhost:8080 {host}) and open http://localhost:8080.',
  'found.blocked-port':
    'No browser lets a page use port {port}: it is kept for another protocol (SSH, mail, IRC and the like). Let the server listen on another one, 8080 say.',
  'found.no-answer-yet':
    'Nothing came within {seconds} s. Is the server running, and does it answer at this address?',
  'found.nothing-there': 'The server answered {status} ({type}), and there was nothing to read in it.',
  'found.cannot-yet': 'Signalbox does not speak {name} yet.',
  'found.cannot-page':
    'This is a page for people, not a feed. Take the address that it connects to itself: in the browser’s developer tools it is under Network.',
  'found.cannot-login':
    'This leads to a page where people sign in. Take an address of the server’s API instead, with a token; or sign in there in a tab of its own, and choose “Cookies” as the way to sign in.',
  'found.cannot-lines':
    'It sends lines of JSON without an end, but as {type}. On the server, send the header Content-Type: application/x-ndjson.',
  'found.cannot-stream':
    'It stays open and sends text without an end. Send it as an event stream: Content-Type: text/event-stream.',
  'found.cannot-type':
    'It is written as an event stream, but sent as {type}. On the server, send the header Content-Type: text/event-stream.',
  'found.cannot-no-topic': 'Which topic? Put it after the address: /mytopic',
  'found.cannot-no-token': 'It needs a client token in the address: {url}?token=…',
} satisfies Record<LookCode, Phrase>
