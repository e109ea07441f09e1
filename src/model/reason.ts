/** Why something is as it is. Each has a sentence with what to do in every language (`i18n/`). */
export const WHY_CODES = [
  'bad-address',
  'mixed-content',
  'login-in-address',
  'offline',
  'unreachable',
  'timeout',
  'silent',
  'no-cors',
  'closed',
  'ended',
  'http-status',
  'rate-limited',
  'unauthorized',
  'not-event-stream',
  'no-content',
  'no-event-source',
  'not-json',
  'too-deep',
  'binary',
  'too-large',
  'cannot-resume',
  'no-resume-header',
  'not-kept',
  'list-moved-on',
  'cannot-say',
  'full',
  'dropped-unsent',
  'server-error',
  'unknown-backend',
  'outbox-full',
  'outbox-old',
  'closed-page',
  'part-missing',
  'bug',
] as const
export type WhyCode = (typeof WHY_CODES)[number]

/** The questions of the backends' forms: label, `….help`, and the labels of choices. */
export const FIELD_CODES = [
  'field.server',
  'field.server.help',
  'field.wire',
  'field.wire.help',
  'field.wire.socket',
  'field.wire.events',
  'field.wire.poll',
  'field.post',
  'field.post.help',
  'field.first',
  'field.first.help',
  'field.resume',
  'field.resume.help',
  'field.initial',
  'field.initial.help',
  'field.every',
  'field.hidden',
  'field.hidden.keep',
  'field.hidden.slow',
  'field.hidden.pause',
  'field.native',
  'field.native.help',
  'field.names',
  'field.names.help',
  'field.author',
  'field.author.help',
  'field.loose',
  'field.loose.help',
] as const
export type FieldCode = (typeof FIELD_CODES)[number]

/** Names and one line each of the registered backends. */
export const BACKEND_CODES = [
  'backend.plain',
  'backend.plain.help',
  'backend.json',
  'backend.json.help',
] as const
export type BackendCode = (typeof BACKEND_CODES)[number]

export type ReasonCode = WhyCode | FieldCode | BackendCode

/** A sentence to be, in any language: every why, error, label and help is one of these, never prose.
 *  `detail` is what the machine said, untranslated. */
export type Reason = { code: ReasonCode; params?: Record<string, string | number>; detail?: string }
