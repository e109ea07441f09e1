/** Why something that a message carries cannot be shown or sent, and what is said of an answer that is switched off. */
export const RICH_CODES = [
  'rich.off',
  'rich.picture-large',
  'rich.picture-none',
  'rich.request-bad',
  'rich.redirected',
  'rich.no-answer',
] as const
export type RichCode = (typeof RICH_CODES)[number]
