import type { Priority } from '../../model/message.ts'
import type { Kind, Told } from '../book.ts'
import type { Place } from '../place.ts'
import { idOf, kindOf, timeOf } from '../place.ts'
import type { World } from '../world.ts'

/** So many rows of a topic are in its cache, and so long (seconds) is said of each that it stays. */
const CACHED_ROWS = 2_000
const KEPT_S = 12 * 60 * 60

/** What ntfy sends: https://docs.ntfy.sh/subscribe/api/#json-message-format. Times are seconds. */
export type NtfyRecord = {
  id: string
  time: number
  expires?: number
  event: 'open' | 'keepalive' | 'message'
  topic: string
  title?: string
  message?: string
  priority?: Priority
}

/** Beside messages: that a stream is open, or that it still is. `at` is epoch ms. */
export function formatSign(event: 'open' | 'keepalive', topics: readonly string[], at: number): NtfyRecord {
  return { id: nameOf('s', at), time: secondOf(at), event, topic: topics.join(',') }
}

/** A row as a message of its topic. */
export function recordOf(told: Told): NtfyRecord {
  const time = secondOf(timeOf(told))
  const about = { id: idIn(told), time, expires: time + KEPT_S, event: 'message' as const }
  if (told.type === 'message') {
    const { author, body } = told.message
    return { ...about, topic: 'chat', ...(author && { title: author }), message: body }
  }
  const { title, body, priority } = told.notice
  return {
    ...about,
    topic: 'notifications',
    ...(title && { title }),
    message: body,
    ...(priority !== 3 && { priority }),
  }
}

/** All readings as one message: the table, as it was when one changed last. */
export function tableOf(world: World): NtfyRecord {
  const at = Math.max(0, ...world.readings.map((reading) => reading.at))
  const time = secondOf(at)
  const message = JSON.stringify(world.readings.map(({ name, value }) => ({ name, value })))
  return { id: nameOf('r', at), time, expires: time + KEPT_S, event: 'message', topic: 'readings', message }
}

/** What the cache of these topics has since then, oldest first: `all`, `none`, `latest`, a second, a message's id or how
 *  long ago (`10m`). Undefined where that is no such word. `now` is epoch ms. */
export function cachedSince(
  world: World,
  topics: readonly Place[],
  since: string,
  now: number,
): NtfyRecord[] | undefined {
  const all = topics.flatMap((topic) => recordsOf(world, topic)).sort((one, other) => one.time - other.time)
  const from = (time: number) => all.filter((record) => record.time >= time)
  if (since === 'all') return all
  if (since === 'none') return []
  if (since === 'latest') return all.slice(-1)
  if (/^\d{1,11}$/.test(since)) return from(Number(since))
  const [, count, unit] = /^(\d{1,6})([smh])$/.exec(since) ?? []
  if (count) return from(secondOf(now) - Number(count) * ({ s: 1, m: 60, h: 3600 }[unit as 's'] ?? 1))
  // One that is not kept any more: all that there is.
  if (/^\w{12}$/.test(since)) return all.slice(all.findIndex(({ id }) => id === since) + 1)
  return undefined
}

function recordsOf(world: World, topic: Place): NtfyRecord[] {
  const kind: Kind | undefined = kindOf(topic)
  return kind ? world.before(kind, undefined, CACHED_ROWS).rows.map(recordOf) : [tableOf(world)]
}

function idIn(told: Told): string {
  return nameOf(told.type === 'message' ? 'c' : 'n', idOf(told))
}

/** Twelve letters and digits, as ntfy's own ids. */
function nameOf(kind: string, id: number): string {
  return kind + (id < 0 ? 'm' : 'p') + Math.abs(id).toString(36).padStart(10, '0')
}

function secondOf(at: number): number {
  return Math.floor(at / 1000)
}
