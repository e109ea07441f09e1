import type { Frame, Message } from './message.ts'

/** How many characters a frame is, or bytes. */
export function sizeOf(frame: Frame | undefined): number {
  return frame === undefined ? 0 : typeof frame === 'string' ? frame.length : frame.byteLength
}

/** What of a message a server can make long, in characters: its text and how it came, and what a wire says of it beside
 *  those. */
export function weightOf(message: Message): number {
  const { id, body, source, tags, room, title, facts } = message
  let chars = id.length + body.length + sizeOf(source)
  if (room !== undefined) chars += room.length
  if (title !== undefined) chars += title.length
  if (tags) for (const tag of tags) chars += tag.length
  if (facts) for (const { name, value } of facts) chars += name.length + value.length
  return chars
}
