import type { Message } from '../model/message.ts'

/** Does a message stand there just as it came, since nothing in it had a known name? */
export function isAsItCame({ source, body }: Message): boolean {
  return typeof source === 'string' && source.trim() === body
}

/** Did it come as more than what its row shows? */
export function hasSource(message: Message): boolean {
  const { source, body } = message
  return source !== undefined && !isAsItCame(message) && source !== body
}
