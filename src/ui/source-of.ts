import type { Frame, Message } from '../model/message.ts'
import { bytesOf } from './message/bytes-of.ts'

/** Does a message stand there just as it came, since nothing in it had a known name? */
export function isAsItCame({ source, body, format }: Message): boolean {
  return format === undefined && typeof source === 'string' && source.trim() === body
}

/** A message as it came, where that is more than what its row shows, or is drawn in another way there. */
export function sourceOf(message: Message): Frame | undefined {
  const { source, body, format } = message
  if (format !== undefined) return source ?? body
  return isAsItCame(message) || source === body || bytesOf(message) ? undefined : source
}

/** Is there more of it than what its row shows? */
export function hasSource(message: Message): boolean {
  return sourceOf(message) !== undefined
}
