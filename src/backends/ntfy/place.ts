import { NetError } from '../../net/errors.ts'
import { addressOf } from '../fields.ts'

/** [spec] https://docs.ntfy.sh/publish/: a topic's name. */
const TOPIC = /^[-_A-Za-z0-9]{1,64}$/
/** What a topic's address may end in. */
const STREAM = /^(?:sse|json|ws|raw|auth)$/
/** Names that are the server's own pages. */
const OWN = /^(?:app|account|settings|login|signup|reset-password|docs|static|file|v1|metrics)$/
/** Of a topic's address: what to begin with and how to ask is ours to say. */
const OURS: ReadonlySet<string> = new Set(['poll', 'po', 'since', 'si', 'sched', 'scheduled'])

/** Where an ntfy is, and which of its topics are heard. */
export type Place = {
  /** The server's own address (http or https); its path ends with `/`. */
  base: string
  /** In the order in which they were named. What is said goes to the first, unless it says where. */
  topics: readonly string[]
  /** What else stands in the address (a filter, a token), as `a=b&c=d` or ''. */
  query: string
}

/** The topics in a text, parted by commas or blanks. Throws NetError where one cannot be a topic's name. */
export function parseTopics(text: string): string[] {
  const topics = text.split(/[\s,]+/).filter(Boolean)
  for (const topic of topics)
    if (!TOPIC.test(topic)) throw new NetError('refused', { code: 'ntfy.bad-topic', params: { topic } })
  return [...new Set(topics)]
}

/** The server and its topics, from an address that is the server's or a topic's (`https://ntfy.sh/alerts`, also with
 *  `/sse` behind it, or several topics with commas), and from topics that are named beside it. A path that ends with `/`
 *  is the server's own where topics are named beside it. Throws NetError with the reason to show. */
export function parsePlace(server: string, named: string): Place {
  const beside = parseTopics(named)
  const { base, topics, query } = splitPlace(new URL(addressOf(server, 'http')), beside.length > 0)
  const all = [...new Set([...topics, ...beside])]
  if (all.length === 0) throw new NetError('refused', { code: 'ntfy.no-topic' })
  return { base, topics: all, query }
}

/** The same of an address alone, without a word about what is missing. `bare`: it may name no topic. */
export function splitPlace(url: URL, bare = false): Place {
  const isFolder = url.pathname.endsWith('/')
  const parts = url.pathname.split('/').filter(Boolean)
  const isTopics = (part: string | undefined): part is string =>
    part !== undefined && !OWN.test(part) && part.split(',').every((name) => TOPIC.test(name))
  let topics: string[] = []
  const [last, before] = [parts.at(-1), parts.at(-2)]
  if (last !== undefined && STREAM.test(last) && isTopics(before)) {
    topics = before.split(',')
    parts.splice(-2)
  } else if (isTopics(last) && !(bare && isFolder)) {
    topics = last.split(',')
    parts.pop()
  }
  const base = new URL(url)
  base.pathname = parts.length > 0 ? `/${parts.join('/')}/` : '/'
  base.search = base.hash = ''
  const query = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair && ![...new URLSearchParams(pair).keys()].some((name) => OURS.has(name)))
  return { base: base.href, topics: [...new Set(topics)], query: query.join('&') }
}

/** The address of one of the topics' streams, or of their cache. */
export function streamAddress(
  { base, topics, query }: Place,
  stream: 'sse' | 'ws' | 'json' | 'auth',
  params: Readonly<Record<string, string>> = {},
): string {
  const search = [query, new URLSearchParams(params).toString()].filter(Boolean).join('&')
  return `${base}${topics.join(',')}/${stream}${search && `?${search}`}`
}

/** Where messages are published: the server itself, or one topic of it. */
export function publishAddress({ base, query }: Place, topic = ''): string {
  // A filter is of what is heard; a token lets in everywhere.
  const token = query.split('&').filter((pair) => /^auth=/.test(pair))
  return `${base}${topic}${token.length > 0 ? `?${token.join('&')}` : ''}`
}
