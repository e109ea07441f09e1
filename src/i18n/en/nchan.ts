import type { NchanCode } from '../../model/codes/nchan.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** What is said of Nchan. */
export default {
  'backend.nchan': 'Nchan',
  'backend.nchan.help': 'Channels of nginx with the Nchan module: they resume where they were.',
  'nchan.server': 'Address of the channel',
  'nchan.server.help':
    'A location with nchan_subscriber or nchan_pubsub. Of several channels at once, each is a room: /sub/news,alerts.',
  'nchan.wire.help':
    'All three resume, and where the location takes only others, one of those is used. Over WebSocket bytes and types come too; long polling gets through where the others do not.',
  'nchan.wire.poll': 'Long polling',
  'nchan.post': 'Address of the publisher',
  'nchan.post.help':
    'A location with nchan_publisher. Empty: the channel’s own address, where that is an nchan_pubsub. {channel} stands for the room.',
  'nchan.auth.help':
    'For nchan_authorize_request. Nchan answers the browser’s preflight itself and allows no Authorization there; a token in the address needs none.',
  'nchan.auth.socket.help':
    'For nchan_authorize_request. A browser cannot set headers on a WebSocket; cookies of that server it sends by itself.',
  'nchan.history': 'On the first connection',
  'nchan.history.help': 'Afterwards it goes on where it was, either way.',
  'nchan.history.kept': 'All messages that the channel still has',
  'nchan.history.server': 'What the server is set to (nchan_subscriber_first_message)',
  'nchan.resume': 'Parameter to resume by',
  'nchan.resume.help':
    'What nchan_subscriber_last_message_id reads: $arg_since is “since”. Nchan’s own is last_event_id.',
  'nchan.channels': 'Names of several channels',
  'nchan.channels.help':
    'Where the address does not end in them: in the order of nchan_channel_id, with commas between them.',
  'nchan.publish': 'Publish by',
  'nchan.publish.help':
    'A POST is answered with a receipt. Over the WebSocket there is none, and only an nchan_pubsub takes it.',
  'nchan.publish.post': 'POST',
  'nchan.publish.socket': 'The WebSocket',
  'nchan.type': 'Content type',
  'nchan.type.help': 'Empty: text/plain, and application/octet-stream for bytes.',
  'nchan.event': 'Name of the event',
  'nchan.event.help': 'Heard by event streams only (X-EventSource-Event).',
  'nchan.bytes': 'Bytes that are not text. They come whole over WebSocket only.',
  'nchan.no-ids':
    'This server does not tell the ids of messages (ws+meta.nchan), so it cannot be asked for what was missed. Something in front of Nchan may take the subprotocol away.',
  'nchan.forgotten':
    'The server no longer has the message that was heard last, so it cannot tell whether others came after it. It keeps more with nchan_message_buffer_length and nchan_message_timeout, and across restarts with Redis.',
  'nchan.forbidden':
    'Nchan does not let you listen (403): nchan_authorize_request says no, the channel does not exist yet, it has as many subscribers as it may, this page’s origin is not in nchan_access_control_allow_origin, or nchan_subscriber lists nothing that a page can take: it needs websocket, eventsource or longpoll.',
  'nchan.refused':
    'nginx refused it, in an answer that this page may not read. Most often nchan_authorize_request says no: check the token and the address. (add_header Access-Control-Allow-Origin {origin} always lets the page read why.)',
  'nchan.no-location':
    'nginx has no channel at this address. Check the path: it is that of a location with nchan_subscriber or nchan_pubsub.',
  'nchan.timeout': 'The server ends connections after a while (nchan_subscriber_timeout).',
  'nchan.conflict':
    'Somebody else listens to this channel, and it takes one subscriber only. Close the other one, and connect again.',
  'nchan.gone': 'The channel was deleted, or nginx is being stopped.',
  'nchan.listens-only':
    'This location only listens. Edit the connection: publish by POST, to the address of an nchan_publisher.',
  'nchan.cannot-publish':
    'Nchan does not let you publish there (403): the address is that of a location which only listens, or nchan_authorize_request says no. Name the address of an nchan_publisher.',
  'nchan.no-publisher':
    'There is no publisher at this address. Name that of a location with nchan_publisher or nchan_pubsub.',
  'nchan.too-large': 'The message is larger than nginx takes (client_max_body_size).',
  'nchan.no-memory': 'Nchan’s memory is full (nchan_shared_memory_size). It goes out when there is room.',
  'nchan.header':
    'The browser’s preflight for the header {header} was refused. Nchan answers it itself, with few headers: let nginx answer OPTIONS at this location, with Access-Control-Allow-Headers: {header} for the origin {origin}, or do without it.',
  'nchan.which-channel':
    'The address of the publisher differs by the channel: choose a room, and write there.',
  'nchan.bad-type': '“{type}” is not a content type. It should look like application/json.',
  'nchan.bad-event': 'The name of an event is one line of text.',
  'nchan.wire':
    'This location takes neither WebSockets nor event streams nor long polls of this page. Let its nchan_subscriber list websocket, eventsource or longpoll.',
  'nchan.raw-stream':
    'This location sends an endless stream without ids (http-raw-stream), in which messages cannot be told apart for sure, and which cannot be gone on from. Add websocket, eventsource or longpoll to its nchan_subscriber.',
  'nchan.is-publisher':
    'This is where messages are published (nchan_publisher): nothing is heard here. Edit the connection: put this address into “Address of the publisher”, and name the location with nchan_subscriber as that of the channel.',
  'nchan.no-place':
    'The answer does not say where it stands in the channel: Last-Modified and Etag are missing, or this page may not read them. With CORS of your own, add Access-Control-Expose-Headers: Last-Modified, Etag.',
  'nchan.stands-still':
    'The server answers with the same message again and again: it heeds neither last_event_id nor If-Modified-Since. Check nchan_subscriber_last_message_id, or choose another connection.',
} satisfies Record<NchanCode, Phrase>
