import type { NtfyCode } from '../../model/codes/ntfy.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** What is said of ntfy. */
export default {
  'backend.ntfy': 'ntfy',
  'backend.ntfy.help': 'Topics of ntfy.sh or your own ntfy: priority, tags, buttons, attachments.',
  'ntfy.server': 'Server or topic',
  'ntfy.server.help':
    'A topic’s address, as it stands in your browser, or the server alone with the topics named below.',
  'ntfy.topics': 'Topics',
  'ntfy.topics.help': 'With commas between them. Those in the address are heard too.',
  'ntfy.wire.help':
    'All three tell the same. Server-Sent Events are the best start; choose another one where a proxy gets in the way.',
  'ntfy.auth.help': 'Most topics of ntfy.sh need none. A token begins with tk_.',
  'ntfy.auth.basic': 'User name and password',
  'ntfy.auth.bearer': 'Access token',
  'ntfy.headers.help':
    'A line each, as a proxy in front of the server wants them (CF-Access-Client-Id: …); with ntfy’s own login as Authorization: Bearer tk_…',
  'ntfy.socket-headers':
    'A browser sends no headers of your own on a WebSocket. Choose Server-Sent Events or polling, or another way to sign in.',
  'ntfy.title': 'Title',
  'ntfy.tags': 'Tags',
  'ntfy.tags.help': 'With commas between them. Short codes such as warning or tada become emoji.',
  'ntfy.priority': 'Priority',
  'ntfy.priority.1': 'Least',
  'ntfy.priority.2': 'Low',
  'ntfy.priority.3': 'Ordinary',
  'ntfy.priority.4': 'High',
  'ntfy.priority.5': 'Urgent',
  'ntfy.markdown': 'Written in Markdown',
  'ntfy.delay': 'Deliver later',
  'ntfy.delay.help':
    'A time from now (30min, 2h) or a moment (10am, tomorrow 9am). From 10 s to 3 days, unless the server says otherwise.',
  'ntfy.click': 'Link',
  'ntfy.click.help': 'What opens when somebody clicks the notification.',
  'ntfy.attach': 'Attach from an address',
  'ntfy.attach.help': 'The file stays where it is; everyone who looks at it fetches it from there.',
  'ntfy.filename': 'File name',
  'ntfy.filename.help': 'Of the attachment, or of the file that you send.',
  'ntfy.icon': 'Icon',
  'ntfy.icon.help': 'The address of a JPEG or PNG.',
  'ntfy.email': 'Also by email to',
  'ntfy.email.help': 'Only where the server is set up to send email.',
  'ntfy.actions': 'Buttons',
  'ntfy.actions.help':
    'What it does, its label, its address: view, Open portal, https://example.com. With ; between several; http sends a request.',
  'ntfy.no-topic':
    'No topic is named. Put it behind the address, as in https://ntfy.sh/mytopic, or under Topics.',
  'ntfy.bad-topic':
    '“{topic}” cannot be a topic. It has 1 to 64 letters (A to Z), digits, hyphens and underscores, and no blanks.',
  'ntfy.topic-refused': 'The server does not take this name for a topic. Choose another one.',
  'ntfy.not-ntfy':
    'This address does not answer as ntfy does: its type is {type}. Check the address; behind a proxy the path may be missing.',
  'ntfy.not-found': 'There is no ntfy at this address (404). Check the address; its path is the topic.',
  'ntfy.not-record': 'This is not a message of ntfy.',
  'ntfy.unknown-event': 'ntfy sent something that this page does not know yet.',
  'ntfy.silent': 'Nothing came from the server for {seconds} s, not even a sign of life.',
  'ntfy.unauthorized':
    'The server does not know this login (401). Check the user name and password, or the access token, in the settings of this connection.',
  'ntfy.forbidden':
    'This topic is not open to you (403): it is reserved, or your account may not read or write it. Sign in as somebody who may, or ask the server’s owner for access.',
  'ntfy.many-requests': 'Too many requests for this server. It goes on by itself in a while.',
  'ntfy.many-emails':
    'The server sends no more emails for you today. Take the address out and send it again.',
  'ntfy.many-subscriptions':
    'Too many connections to this server are open from here. Close some: other tabs and the phone app count too.',
  'ntfy.many-topics': 'The server takes no more topics. Ask its owner.',
  'ntfy.much-bandwidth':
    'The server’s limit for attachments today is used up. Send it without a file, or tomorrow.',
  'ntfy.many-messages':
    'The server’s limit of messages for today is used up. Send it again tomorrow, or from an account with a higher limit.',
  'ntfy.many-logins':
    'The login was wrong too often, so the server does not let you try now. Check it, and try again in some minutes.',
  'ntfy.nobody-listens': 'The server takes messages for this topic only while somebody listens to it.',
  'ntfy.too-large':
    'Larger than the server takes. Make it shorter, or the file smaller; the owner of the server sets how large it may be.',
  'ntfy.no-email': 'This server sends no email. Take the email address out and send it again.',
  'ntfy.delayed-email': 'An email cannot be delayed. Take out one of the two.',
  'ntfy.bad-delay': 'The server cannot read this delay. Write it like 30min, 2h, 10am or tomorrow 9am.',
  'ntfy.short-delay': 'The delay is too short: the least is usually 10 seconds.',
  'ntfy.long-delay': 'The delay is too long: the most is usually 3 days.',
  'ntfy.bad-priority': 'The server does not take this priority: it goes from 1 to 5.',
  'ntfy.bad-attach':
    'The address of the attachment is none that the server takes. It begins with http:// or https://.',
  'ntfy.no-attachments':
    'This server takes no files, nor messages of more than 4,096 bytes. Make it shorter, or switch attachments on at the server (attachment-cache-dir).',
  'ntfy.attachment-expires':
    'The file would be deleted before the message is delivered. Choose a shorter delay.',
  'ntfy.bad-actions':
    'This button cannot be read: “{part}”. Write it like: view, Open portal, https://example.com',
  'ntfy.actions-refused':
    'The server does not take these buttons. At most three, each with what it does, a label and an address.',
  'ntfy.bad-icon':
    'The address of the icon is none that the server takes. It begins with http:// or https://.',
  'ntfy.call': 'Also by phone call to',
  'ntfy.call.help':
    'A number that is verified in your account on the server, as +12223334444, or yes for your first one.',
  'ntfy.sequence': 'Replaces',
  'ntfy.sequence.help':
    'A name for a notification that changes, such as backup-progress, or the id of one: the next message with it takes its place. From ntfy 2.16 on.',
  'ntfy.unkept': 'Do not keep it on the server',
  'ntfy.unkept.help': 'Only those who are connected now get it.',
  'ntfy.direct': 'Not through Firebase',
  'ntfy.direct.help':
    'Nothing of it passes Google’s service; phones get it only while their app has a connection of its own.',
  'ntfy.many-calls':
    'The server makes no more phone calls for you today. Take the number out and send it again.',
  'ntfy.bad-email': 'This is no email address that the server takes. Check it.',
  'ntfy.unverified-email':
    'The server sends email only to addresses that you verified in your account there. Verify this one, or take it out.',
  'ntfy.anonymous':
    'The server does this only for somebody who is signed in. Sign in, in the settings of this connection, or send it without email and phone.',
  'ntfy.no-calls': 'This server makes no phone calls. Take the number out and send it again.',
  'ntfy.bad-phone': 'This is no phone number that the server takes. Write it like +12223334444, or yes.',
  'ntfy.unverified-phone':
    'The server calls only numbers that you verified in your account there. Verify this one, or take it out.',
  'ntfy.delayed-call': 'A phone call cannot be delayed. Take out one of the two.',
  'ntfy.delayed-unkept':
    'A message that is delivered later has to be kept until then. Take out one of the two.',
  'ntfy.bad-sequence':
    'The server does not take what is written under “Replaces”: letters (A to Z), digits, hyphens and underscores, at most 64.',
} satisfies Record<NtfyCode, Phrase>
