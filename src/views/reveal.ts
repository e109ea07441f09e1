import type { Entry } from '../model/log.ts'
import type { Message } from '../model/message.ts'
import type { Range } from '../model/query.ts'
import { carriedBy } from '../model/sought.ts'
import { textOf } from '../model/text.ts'
import { foldOf } from '../ui/fold.ts'
import type { Opened } from '../ui/opened.svelte.ts'

type Find = (texts: readonly string[]) => Promise<readonly (readonly Range[])[]>

/** A hit is shown with so many characters after it. */
const AFTER_CHARS = 500
/** So much of a notification is sure to be seen before it is opened. */
const GLIMPSE_CHARS = 100

/** Unfolds what has to be for a hit in an entry to be seen: a long text, how it came, in an inbox the row. Resolves with
 *  how to fold it again. */
export async function reveal(
  entry: Entry,
  opened: Opened,
  find: Find,
  view: 'chat' | 'inbox',
): Promise<() => void> {
  const before: [name: string, shown: number | undefined, was: number | undefined][] = []
  const show = (name: string, shown: number) => {
    const was = opened.of(name)
    if (was !== undefined && was >= shown) return
    before.push([name, shown, was])
    opened.show(name, shown)
  }
  const { head, body, source } = partsOf(entry)
  const [inHead, inBody, inSource] = await find([head, body, source])
  const [end, sourceEnd] = [inBody?.[0]?.[1], inSource?.[0]?.[1]]
  if (!inHead?.length) {
    const at = end ?? sourceEnd ?? 0
    if (view === 'inbox' && entry.kind === 'message' && (end ?? Infinity) > GLIMPSE_CHARS)
      show(`${entry.key} open`, 0)
    if (end !== undefined && at > foldOf(body).length) show(`${entry.key}`, at + AFTER_CHARS)
    if (end === undefined && sourceEnd !== undefined)
      show(`${entry.key} raw`, at > foldOf(source).length ? at + AFTER_CHARS : 0)
  }
  return () => {
    // What the person unfolded or folded since stays as it is.
    for (const [name, shown, was] of before) if (opened.of(name) === shown) opened.show(name, was)
  }
}

function partsOf(entry: Entry): { head: string; body: string; source: string } {
  if (entry.kind === 'message') {
    const { body, source } = entry.message
    return { head: headOf(entry.message), body, source: source === undefined ? '' : (textOf(source) ?? '') }
  }
  const { act } = entry.kind === 'draft' ? entry.draft : {}
  const said = act?.kind === 'say' && typeof act.body === 'string' ? act.body : ''
  return { head: '', body: entry.kind === 'garbled' ? (textOf(entry.frame) ?? '') : said, source: '' }
}

function headOf(message: Message): string {
  const { from, title, room, tags, links } = message
  const said = [from, title, room, tags?.join(' '), links?.join(' ')]
  return [...said, ...carriedBy(message)].filter(Boolean).join('\n')
}
