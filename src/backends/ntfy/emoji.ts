import { nameToEmoji } from 'gemoji'

/** The tags as people see them: short codes of emoji (https://docs.ntfy.sh/emojis/) are these, others stay words. */
export function shownTags(tags: readonly string[]): string[] {
  return tags.map((tag) => (Object.hasOwn(nameToEmoji, tag) ? (nameToEmoji[tag] ?? tag) : tag))
}
