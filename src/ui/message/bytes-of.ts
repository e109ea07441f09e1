import type { Message } from '../../model/message.ts'

/** The bytes that a message is, where it is no text. */
export function bytesOf({ body, source }: Pick<Message, 'body' | 'source'>): ArrayBuffer | undefined {
  return body === '' && source !== undefined && typeof source !== 'string' ? source : undefined
}
