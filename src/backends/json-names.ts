/** The names under which servers send what a row shows, most telling first. `json.md` is the same table for people. */
export const NAMES = {
  text: [
    'text',
    'body',
    'message',
    'msg',
    'content',
    'data',
    'payload',
    'value',
    'line',
    'description',
    'detail',
  ],
  from: [
    'from',
    'author',
    'user',
    'username',
    'userName',
    'user_name',
    'sender',
    'nick',
    'nickname',
    'name',
    'source',
  ],
  at: [
    ...[
      'at',
      'time',
      'timestamp',
      'ts',
      'date',
      'datetime',
      'created_at',
      'createdAt',
      'created',
      'inserted_at',
    ],
    ...['sent_at', 'sentAt', 'updated_at', 'updatedAt', 'published'],
  ],
  title: ['title', 'subject', 'headline', 'topic'],
  priority: ['priority', 'prio', 'level', 'severity', 'urgency'],
  id: ['id', '_id', 'uuid', 'message_id', 'messageId', 'event_id', 'eventId'],
  echoOf: ['echoOf'],
  room: ['room', 'channel'],
  tags: ['tags', 'labels'],
  links: ['url', 'link', 'href', 'click'],
} as const

/** Where a record keeps the record that it is about. */
export const NESTED = [
  ...['data', 'payload', 'message', 'record', 'row', 'new', 'after', 'item', 'notification', 'event', 'body'],
] as const

/** Where a record keeps a list of them. */
export const LISTS = [
  ...[
    'messages',
    'notifications',
    'items',
    'results',
    'records',
    'rows',
    'events',
    'entries',
    'data',
    'payload',
  ],
] as const

/** Under an author that is an object. */
export const AUTHOR_NAMES = [
  'name',
  'username',
  'nickname',
  'nick',
  'login',
  'displayName',
  'display_name',
] as const

/** Priorities in words, on the scale of 1 to 5. */
export const PRIORITIES: Readonly<Record<string, 1 | 2 | 3 | 4 | 5>> = Object.assign(Object.create(null), {
  ...{ min: 1, lowest: 1, trace: 1, debug: 1 },
  ...{ low: 2, minor: 2 },
  ...{ default: 3, normal: 3, medium: 3, info: 3, notice: 3 },
  ...{ high: 4, warn: 4, warning: 4, major: 4 },
  ...{ max: 5, urgent: 5, highest: 5, error: 5, critical: 5, fatal: 5, emergency: 5, alert: 5 },
})
