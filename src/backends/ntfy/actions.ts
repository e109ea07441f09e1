import { recordOf } from '../../model/record.ts'
import { NetError } from '../../net/errors.ts'

/** A button of a message, as ntfy takes it in JSON: https://docs.ntfy.sh/publish/#action-buttons */
export type Action = Readonly<Record<string, unknown>>

/** What the first parts of a button are where they are not named; of one that copies, the third is what. */
const ORDER = ['action', 'label', 'url'] as const
const KINDS: ReadonlySet<unknown> = new Set(['view', 'http', 'broadcast', 'copy'])

/** Buttons as a person writes them, `view, Open portal, https://example.com, clear=true`, one a line or parted by `;`, with
 *  quotes around what has a comma in it; or the same as JSON. Throws NetError where that cannot be read. */
export function parseActions(text: string): Action[] {
  const actions = /^\s*\[/.test(text)
    ? parseList(text)
    : splitQuoted(text, ';\n')
        .filter((part) => part.trim())
        .map(parseAction)
  for (const action of actions)
    if (!KINDS.has(action['action']) || !action['label']) throw bad(String(action['action'] ?? ''))
  return actions
}

function parseList(text: string): Action[] {
  try {
    const records = (JSON.parse(text) as unknown[]).map(recordOf)
    if (records.every((record) => record !== undefined)) return records
  } catch {
    // No JSON: as any other that cannot be read.
  }
  throw bad(text)
}

function parseAction(text: string): Action {
  const action: Record<string, unknown> = {}
  const inner: Record<string, Record<string, string>> = {}
  let place = 0
  for (const part of splitQuoted(text, ',')) {
    const [, name, given = part] = /^\s*([a-z]+(?:\.[^\s=]+)?)\s*=(.*)$/is.exec(part) ?? []
    const value = unquoted(given.trim())
    const [, group, key] = /^(headers|extras)\.(.+)$/i.exec(name ?? '') ?? []
    if (group && key) (inner[group.toLowerCase()] ??= {})[key] = value
    else if (name) action[name.toLowerCase()] = name.toLowerCase() === 'clear' ? isYes(value) : value
    else if (place < ORDER.length) {
      const key = ORDER[place++] as string
      action[key === 'url' && action['action'] === 'copy' ? 'value' : key] = value
    } else throw bad(part.trim())
  }
  return { ...action, ...inner }
}

/** The parts of a text, not parted within quotes. */
function splitQuoted(text: string, marks: string): string[] {
  const parts = ['']
  let quote = ''
  for (const character of text) {
    const isStart = /(?:^|[=,])\s*$/.test(parts.at(-1) ?? '')
    if (quote) quote = character === quote ? '' : quote
    // An apostrophe within a word begins nothing.
    else if (isStart && /["']/.test(character)) quote = character
    if (!quote && marks.includes(character)) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts
}

function unquoted(text: string): string {
  const [, , inside] = /^(["'])(.*)\1$/s.exec(text) ?? []
  return inside ?? text
}

function isYes(text: string): boolean {
  return /^(true|yes|1)$/i.test(text)
}

function bad(part: string): NetError {
  return new NetError('refused', { code: 'ntfy.bad-actions', params: { part: part.slice(0, 80) } })
}
