const MAX_TITLE_CHARS = 80
const FEED = /^(text\/event-stream|application\/(.+\+)?(json|x-ndjson|ndjson))$/

export type Link = { url: URL; rel: string }

/** Where an answer says that its feed is: `<link rel="alternate">` of a page, and `Link` headers
 *  (https://www.rfc-editor.org/rfc/rfc8288), also those of a Mercure hub. */
export function linksOf(html: string, header: string, base: string): Link[] {
  return [...inHeader(header), ...inPage(html)].flatMap(({ href, rel }) => {
    if (!URL.canParse(href, base)) return []
    const url = new URL(href, base)
    url.hash = ''
    return /^(https?|wss?):$/.test(url.protocol) && !url.username && !url.password ? [{ url, rel }] : []
  })
}

/** A page's title, on one line. */
export function titleOf(html: string): string {
  const [, title = ''] = /<title[^>]*>([^<]*)/i.exec(html) ?? []
  return unescape(title).replace(/\s+/g, ' ').trim().slice(0, MAX_TITLE_CHARS)
}

function inHeader(header: string): { href: string; rel: string }[] {
  return [...header.matchAll(/<([^>]*)>((?:\s*;\s*[\w*-]+(?:=(?:"[^"]*"|[^\s;,"]*))?)*)/g)].flatMap(
    ([, href = '', rest = '']) => {
      const { rel = '', type = '' } = attributesOf(rest)
      const isHub = rel.split(/\s+/).includes('mercure')
      return isHub || isFeed(rel, type) ? [{ href, rel: isHub ? 'mercure' : 'alternate' }] : []
    },
  )
}

function inPage(html: string): { href: string; rel: string }[] {
  return [...html.matchAll(/<link\s([^>]*)>/gi)].flatMap(([, inside = '']) => {
    const { rel = '', type = '', href = '' } = attributesOf(inside)
    const isHub = rel.toLowerCase() === 'mercure'
    return href && (isHub || isFeed(rel, type))
      ? [{ href: unescape(href), rel: isHub ? 'mercure' : 'alternate' }]
      : []
  })
}

function isFeed(rel: string, type: string): boolean {
  return rel.toLowerCase().split(/\s+/).includes('alternate') && FEED.test(type.toLowerCase())
}

function attributesOf(text: string): Record<string, string> {
  const found = text.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>;,]+))/g)
  return Object.fromEntries(
    [...found].map(([, name = '', ...values]) => [name.toLowerCase(), values.find(Boolean) ?? '']),
  )
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'" }

function unescape(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39|apos);/g, (_, name: string) => ENTITIES[name] ?? '')
}
