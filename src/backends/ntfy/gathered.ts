import type { Incoming, Message } from '../../model/message.ts'
import { Pacing } from '../../net/pacing.ts'
import { messageOf } from './message.ts'
import type { NtfyRecord } from './record.ts'
import { parseRecord } from './record.ts'
import { Sequences } from './sequences.ts'

/** The messages of an answer that has all there is, oldest first: of a notification that was updated the last, of one
 *  that was deleted none. What cannot be read is left out. `at` is when the answer came (epoch ms). There may be ten thousand
 *  of them: the page gets to draw in between. */
export async function messagesIn(lines: readonly string[], at: number): Promise<Message[]> {
  const sequences = new Sequences()
  const messages = new Map<string, Message>()
  const pacing = new Pacing()
  for (const line of lines) {
    const parsed = parseRecord(line)
    if ('record' in parsed) take(parsed.record, line, at, { sequences, messages })
    const rest = pacing.breath()
    if (rest) await rest
  }
  return [...messages.values()]
}

function take(
  record: NtfyRecord,
  line: string,
  at: number,
  { sequences, messages }: { sequences: Sequences; messages: Map<string, Message> },
): void {
  const message = record.event === 'message' ? messageOf(record, line, at) : undefined
  const gone: Incoming[] = message
    ? sequences.replacedBy(record, message)
    : record.event === 'message_delete'
      ? sequences.goneIn(record)
      : []
  for (const change of gone) if (change.type === 'change') messages.delete(change.id)
  if (message) messages.set(message.id, message)
}
