import type { MqttCode } from '../../model/codes/mqtt.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** What is said of MQTT. */
export default {
  'backend.mqtt': 'MQTT',
  'backend.mqtt.help': 'Topics of an MQTT broker over WebSocket: 5, 3.1.1 and 3.1.',

  'mqtt.server.help':
    'The broker’s WebSocket listener: often port 9001, 8083 or 8080, often with the path /mqtt. A browser cannot reach port 1883.',
  'mqtt.topics': 'Topics to listen to',
  'mqtt.topics.help':
    'One a line, or separated by commas. + stands for one level, # for all below. “#” alone is everything, which many brokers do not allow. Empty: only publish.',
  'mqtt.qos': 'Quality of service',
  'mqtt.qos.help':
    'For what is heard and what is published. With 1 or 2 the broker confirms, and keeps what comes while you are away.',
  'mqtt.qos.0': '0, at most once',
  'mqtt.qos.1': '1, at least once',
  'mqtt.qos.2': '2, exactly once',
  'mqtt.to': 'Topic to publish to',
  'mqtt.to.help':
    'Where a message goes that is written in no topic. Empty: the first topic above without a wildcard, else “signalbox”.',
  'mqtt.auth.help': 'Sent to this broker when connecting.',
  'mqtt.auth.basic': 'Name and password',
  'mqtt.version.field': 'MQTT version',
  'mqtt.version.help': 'By itself: 5, then 3.1.1, then 3.1, whichever the broker knows.',
  'mqtt.version.auto': 'By itself',
  'mqtt.version.5': '5',
  'mqtt.version.311': '3.1.1',
  'mqtt.version.31': '3.1',
  'mqtt.keep': 'Keep the session (minutes)',
  'mqtt.keep.help':
    'For so long the broker keeps what comes while you are away. 0: nothing is kept. A broker of version 3.1.1 decides that by itself.',
  'mqtt.client': 'Client identifier',
  'mqtt.client.help':
    'Empty: one is made up and kept. Two connections with the same one throw each other out.',
  'mqtt.keepalive.field': 'Keep-alive (seconds)',
  'mqtt.keepalive.help': 'How long the broker waits for a sign of life. 0: for ever.',
  'mqtt.will.topic': 'Last will: topic',
  'mqtt.will.help':
    'The broker publishes this when the connection is lost without a goodbye. Empty: nothing.',
  'mqtt.will.payload': 'Last will: message',
  'mqtt.will.qos': 'Last will: quality of service',
  'mqtt.will.retain': 'Last will: retain',

  'mqtt.topic': 'Topic',
  'mqtt.topic.help': 'Empty: the one that is open, else that of the connection.',
  'mqtt.say.qos': 'Quality of service',
  'mqtt.say.qos.same': 'The connection’s',
  'mqtt.retain': 'Retain',
  'mqtt.retain.help': 'The broker keeps it as the topic’s value and tells it to whoever comes.',
  'mqtt.content-type': 'Content type',
  'mqtt.five.help': 'MQTT 5 only.',
  'mqtt.properties': 'User properties',
  'mqtt.properties.help': 'One a line, as “name: value”. MQTT 5 only.',
  'mqtt.expiry': 'Expires after (seconds)',
  'mqtt.expiry.help': '0: never. MQTT 5 only.',
  'mqtt.response-topic': 'Response topic',
  'mqtt.response-topic.help': 'Where an answer is to go. MQTT 5 only.',
  'mqtt.correlation': 'Correlation data',
  'mqtt.payload-is-text': 'Mark as text',
  'mqtt.payload-is-text.help': 'Tells the broker that the message is UTF-8, which it may check. MQTT 5 only.',

  'mqtt.unspecified':
    'The broker ended it for a reason that it does not name ({code}). Its log may say more.',
  'mqtt.malformed':
    'The broker sent something that is not valid MQTT. If this goes on, something between here and the broker changes what it sends.',
  'mqtt.protocol':
    'The broker says that the protocol was not kept ({code}). Try the other MQTT version under “More settings”.',
  'mqtt.version':
    'The broker does not know this version of MQTT ({code}). Choose another one under “More settings”.',
  'mqtt.client-id':
    'The broker does not take the client identifier ({code}). Change it under “More settings”, or leave it empty.',
  'mqtt.login': 'The broker says that the name or the password is wrong ({code}). Change them under “Edit”.',
  'mqtt.login-needed':
    'The broker lets nobody in without a name and a password ({code}). Choose “Name and password” under “Edit”.',
  'mqtt.not-authorized':
    'The broker does not let this client in ({code}). It may want a name and a password, or others: see “Edit”.',
  'mqtt.unavailable': 'The broker is there, and does not take connections at the moment ({code}).',
  'mqtt.busy': 'The broker is busy and asks to come later ({code}).',
  'mqtt.banned': 'The broker has banned this client ({code}). Only its keeper can change that.',
  'mqtt.shutting-down': 'The broker is shutting down ({code}).',
  'mqtt.auth-method':
    'The broker wants to be signed in to in another way ({code}) than by name and password. That is not possible here yet.',
  'mqtt.keepalive': 'The broker heard nothing from this page for too long ({code}).',
  'mqtt.taken-over':
    'Another connection with the same client identifier has taken this one’s place ({code}). Give each its own under “More settings”, then retry.',
  'mqtt.renamed':
    'Another connection had the same client identifier and took this one’s place. This one goes on with a new one.',
  'mqtt.cut-short':
    'The broker ends the connection again and again as soon as it is there. Another client may have the same client identifier, or this login may not do what was asked.',
  'mqtt.bad-filter': 'The broker does not take this topic filter ({code}).',
  'mqtt.bad-topic': 'The broker does not take this topic ({code}).',
  'mqtt.too-many': 'More was under way at once than the broker takes ({code}).',
  'mqtt.too-large': 'This is larger than the broker takes ({code}).',
  'mqtt.rate': 'Too much in too short a time, says the broker ({code}).',
  'mqtt.quota': 'A limit that the broker sets for this client is used up ({code}).',
  'mqtt.admin': 'The broker’s keeper ended it ({code}).',
  'mqtt.payload-format': 'The broker says that the message is not what it is marked as ({code}).',
  'mqtt.no-retain': 'This broker keeps no retained messages ({code}). Send it without “Retain”.',
  'mqtt.no-qos': 'This broker does not offer that quality of service ({code}). Choose a lower one.',
  'mqtt.moved':
    'The broker asks to use another server ({code}). Where it names one, it stands here; write its address under “Edit”.',
  'mqtt.no-shared': 'This broker has no shared subscriptions ({code}).',
  'mqtt.max-time': 'The broker ends connections after a certain time ({code}).',
  'mqtt.no-wildcards': 'This broker allows no wildcards ({code}). Name the topics one by one.',
  'mqtt.may-not-publish': 'This login may not publish to “{topic}” ({code}).',
  'mqtt.not-binary':
    'What answers there is not an MQTT broker: it sends text. Check port and path; many brokers want /mqtt at the end.',
  'mqtt.long-packet': 'A message of {megabytes} MB came. Messages so long are not read.',
  'mqtt.bad-filters':
    'Not a topic filter: {filters}. + and # stand alone between slashes, and # only at the end.',
  'mqtt.none-granted':
    'The broker does not let this client listen to {filters}. Name topics that it allows under “Edit”, or sign in.',
  'mqtt.some-refused':
    'The broker refused some of the topics ({code}): {filters}. What is published there does not come.',
  'mqtt.filters.not-authorized':
    'This login may not listen to {filters} ({code}). What is published there does not come. Name others under “Edit”, or sign in.',
  'mqtt.filters.bad': 'The broker does not take these topic filters ({code}): {filters}.',
  'mqtt.filters.quota': 'The broker lets this client listen to no more topics ({code}). Left out: {filters}.',
  'mqtt.filters.no-shared':
    'This broker has no shared subscriptions ({code}). Left out: {filters}. Name the topics without “$share/…/” under “Edit”.',
  'mqtt.filters.no-wildcards':
    'This broker allows no wildcards ({code}). Left out: {filters}. Name the topics one by one under “Edit”.',
  'mqtt.filters.hung-up':
    'The broker hangs up when it is asked for {filters}. Perhaps this login may not listen there. What is published there does not come.',
  'mqtt.silent':
    'Something takes the connection and does not answer in MQTT. Check port and path; or the broker is overloaded.',
  'mqtt.closed-at-connect':
    'The broker hung up without a word when it was greeted. Many do that where the name or the password is wrong or missing: see “Edit”.',
  'mqtt.closed-at-subscribe':
    'The broker hung up when asked for {filters}. Many do that where a topic is not allowed: name others under “Edit”.',
  'mqtt.session-gone': 'The broker has not kept the session. What was published meanwhile is missing.',
  'mqtt.no-session':
    'The session is not to be kept, as the settings say. What was published meanwhile is missing.',
  'mqtt.qos-0-missed':
    'With quality of service 0 the broker keeps nothing for who is away. What was published meanwhile is missing.',
  'mqtt.in-doubt':
    'The connection was lost before the broker confirmed this, and the session is gone. Nobody knows whether it arrived.',
  'mqtt.unanswered': 'The broker is there and has not confirmed this. Nobody knows whether it arrived.',
  'mqtt.not-taken': 'The broker did not take this, and does not say why ({code}). Its log may say more.',
  'mqtt.hung-up-on':
    'The broker hung up each time it was given this for “{topic}”. Perhaps this login may not publish there, or it is larger than the broker takes. It is not sent again by itself.',
  'mqtt.cannot-publish': 'One cannot publish to “{topic}”. A topic has no + or #, and is not empty.',
  'mqtt.needs-5':
    'Content type, user properties, expiry, response topic and the mark for text need MQTT 5. This connection speaks an older version.',
  'mqtt.bad-properties': 'A user property is written as “name: value”.',
} satisfies Record<MqttCode, Phrase>
