import type { Part } from './meta-read.ts'
import { formatId, parseId } from './place-read.ts'

const TYPE = /^multipart\/mixed\s*;\s*boundary="?([^"\s;]{1,200})"?/i

/** All messages of an answer to a long poll (https://nchan.io/#nchan_longpoll_multipart_response): one, or several in parts.
 *  `id`: that of the last. */
export function partsOf({ body, type = '', id }: Part & { body: string }): Part[] {
  const [, boundary] = TYPE.exec(type) ?? []
  if (boundary === undefined) return [{ body, type, ...(id && { id }) }]
  const parts = `\r\n${body}`
    .split(`\r\n--${boundary}`)
    // Before the first there is nothing, and behind the last two dashes.
    .slice(1, -1)
    .map((text) => partOf(text.replace(/^\r\n/, '')))
  const ids = idsOf(id, parts.length)
  return parts.map((part, at) => ({ ...part, ...(ids[at] && { id: ids[at] }) }))
}

function partOf(text: string): Part & { body: string } {
  if (text.startsWith('\r\n')) return { body: text.slice(2) }
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return { body: text }
  const [, type] = /^content-type:[ \t]*(.*)$/im.exec(text.slice(0, end)) ?? []
  return { body: text.slice(end + 4), ...(type && { type: type.trim() }) }
}

/** Ids are only said of the last. Those of the same second are counted from 0, one by one; of what is older nobody knows. */
function idsOf(last: string | undefined, count: number): (string | undefined)[] {
  const place = last === undefined ? undefined : parseId(last)
  return Array.from({ length: count }, (_, at) => {
    const back = count - 1 - at
    if (!place || (back > 0 && place.of > 1) || back > place.tag) return undefined
    return formatId({ ...place, tag: place.tag - back, tags: place.tags.map((tag) => tag && tag - back) })
  })
}
