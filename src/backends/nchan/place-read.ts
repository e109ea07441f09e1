/** Where a message stands in its channel: the second in which it was published, and its number within that. Of several
 *  channels on one wire (`of` of them), `channel` says from which it came, and `tags` where each stood by then. */
export type Place = {
  time: number
  tag: number
  channel: number
  of: number
  tags: readonly (number | undefined)[]
}

const TAG = /^(?:(-)|\[?(\d{1,10})\]?)$/
/** More channels than that cannot be asked for at once. */
const MAX_CHANNELS = 255

/** A message's id (https://nchan.io/#message-ids): `1795209739:1`, or of several channels `1795209739:[1],0,-`, where the
 *  brackets are around that of the channel it came from. Undefined where it is no such id. */
export function parseId(id: string): Place | undefined {
  const [, seconds = '', rest = ''] = /^(\d{1,12}):([\d,[\]-]{1,4000})$/.exec(id) ?? []
  const texts = rest.split(',')
  if (!seconds || texts.length > MAX_CHANNELS) return undefined
  const tags: (number | undefined)[] = []
  for (const text of texts) {
    const [, none, number] = TAG.exec(text) ?? []
    if (!none && number === undefined) return undefined
    tags.push(none ? undefined : Number(number))
  }
  const bracket = texts.findIndex((text) => text.startsWith('['))
  const channel = Math.max(bracket, 0)
  const tag = tags[channel]
  if (tag === undefined || (bracket < 0 && texts.length > 1)) return undefined
  return { time: Number(seconds), tag, channel, of: texts.length, tags }
}

/** The inverse of `parseId`. */
export function formatId({ time, channel, of, tags }: Place): string {
  const texts = tags.map((tag, at) => {
    const text = tag === undefined ? '-' : String(tag)
    return of > 1 && at === channel ? `[${text}]` : text
  })
  return `${time}:${texts.join(',')}`
}

/** What a message is known by: the same, whichever others its channel was asked for with. `mark`: that of where it is
 *  heard. */
export function nameOf({ time, tag, channel, of }: Place, mark: string): string {
  return of > 1 ? `${time}:${tag}/${channel + 1}@${mark}` : `${time}:${tag}@${mark}`
}

/** An id from which on all is told that a channel has, and the same of several channels, which do not take the first (400;
 *  those of Nchan 1.1 do not take the second either, but one that has as many places as they are).
 *  A place in the past would do, but where a channel is empty and somebody waits there it brings Nchan 1.3.6 down with the
 *  next message (https://github.com/slact/nchan/issues/720). */
export const OLDEST = '0:0'
export const OLDEST_OF_SEVERAL = '1:0'
export function oldestOf(channels: number): string {
  return idBefore({ time: 2, of: channels })
}

/** An id so far before that place that the message there is told once more, if the server still has it: only then is it
 *  sure that nothing between was forgotten. */
export function idBefore({ time, of }: Pick<Place, 'time' | 'of'>): string {
  const tags = Array.from({ length: of }, (_, at) => (at === 0 ? 0 : undefined))
  return formatId({ time: time - 1, tag: 0, channel: 0, of, tags })
}

/** Where is it, seen from that place? Of the other channels, what was told by then is `before` it, too. */
export function compare(one: Place, place: Place): 'before' | 'same' | 'after' {
  if (one.time !== place.time) return one.time < place.time ? 'before' : 'after'
  const known = one.of === place.of ? place.tags[one.channel] : undefined
  if (known === undefined || one.tag > known) return 'after'
  return one.channel === place.channel && one.tag === place.tag ? 'same' : 'before'
}

/** Headers whose value may look like a tag and is none. */
const NO_TAG = /^(?:content-.*|access-control-.*|age|date|expires|keep-alive|retry-after|x-ratelimit.*)$/

/** The id of an answer to a long poll, by its headers (https://nchan.io/#long-polling): when, as HTTP writes it, and a
 *  tag, which nginx may call as it likes (https://nchan.io/#nchan_subscriber_message_id_custom_etag_header). Undefined where
 *  they are not there, or not to be read by a page. */
export function idOfHeaders(headers: Headers): string | undefined {
  const modified = Date.parse(headers.get('last-modified') ?? '')
  if (Number.isNaN(modified)) return undefined
  const tags = [
    headers.get('etag') ?? '',
    ...[...headers].flatMap(([name, value]) => (NO_TAG.test(name) ? [] : [value])),
  ]
  return tags
    .map((tag) => `${modified / 1_000}:${tag.replace(/^(?:W\/)?"(.*)"$/, '$1')}`)
    .find((id) => parseId(id) !== undefined)
}

/** The headers that ask for what comes after that id: the inverse of `idOfHeaders`. */
export function headersAfter(id: string): Record<string, string> {
  const at = id.indexOf(':')
  return {
    'if-modified-since': new Date(Number(id.slice(0, at)) * 1_000).toUTCString(),
    'if-none-match': id.slice(at + 1),
  }
}
