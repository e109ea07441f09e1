import type { Reason } from '../../model/reason.ts'
import { Literal, parseLiterally } from '../../model/literal.ts'

/** The value that a JSON text is, with its numbers as they came, or why it is none. */
export function valueIn(text: string): { value: unknown } | { why: Reason } {
  try {
    return { value: parseLiterally(text) }
  } catch (error) {
    return { why: { code: 'not-json', detail: error instanceof Error ? error.message : '' } }
  }
}

/** The values of a text that has one on each line. A line that cannot be read stands there as it is. */
export function linesValue(text: string): unknown[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => {
    const read = valueIn(line)
    return 'value' in read ? read.value : new Literal(line)
  })
}
