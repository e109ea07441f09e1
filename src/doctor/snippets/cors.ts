import type { Snippet } from '../../model/diagnosis.ts'
import { caddyPath, caddyText, nginxPath, nginxText, quote } from './quote.ts'

/** What a server must say so that a page may read it. `headers`: those of the request that need leave. */
export type Allowance = { origin: string; path: string; headers?: readonly string[]; credentials?: boolean }

/** The lines that allow this page's origin (https://fetch.spec.whatwg.org/#http-cors-protocol). */
export function corsSnippets({ origin, path, headers = [], credentials = false }: Allowance): Snippet[] {
  const sent: [string, string][] = [['Access-Control-Allow-Origin', origin]]
  if (headers.length > 0) sent.push(['Access-Control-Allow-Headers', headers.join(', ')])
  if (credentials) sent.push(['Access-Control-Allow-Credentials', 'true'])
  const preflight = headers.length > 0
  return [
    { for: 'express', text: express(origin, headers, credentials) },
    { for: 'node', text: node(sent, preflight) },
    { for: 'nginx', text: nginx(sent, path, preflight) },
    { for: 'caddy', text: caddy(sent, path, preflight) },
  ]
}

function express(origin: string, headers: readonly string[], credentials: boolean): string {
  const options = [
    `origin: ${quote(origin)}`,
    ...(headers.length > 0 ? [`allowedHeaders: [${headers.map(quote).join(', ')}]`] : []),
    ...(credentials ? ['credentials: true'] : []),
  ]
  return [`import cors from 'cors' // npm install cors`, '', `app.use(cors({ ${options.join(', ')} }))`].join(
    '\n',
  )
}

function node(sent: readonly [string, string][], preflight: boolean): string {
  const lines = sent.map(([name, value]) => `response.setHeader(${quote(name)}, ${quote(value)})`)
  if (preflight) lines.push(`if (request.method === 'OPTIONS') return response.writeHead(204).end()`)
  return lines.join('\n')
}

function nginx(sent: readonly [string, string][], path: string, preflight: boolean): string {
  return [
    `location ${nginxPath(path)} {`,
    ...sent.map(([name, value]) => `  add_header ${name} "${nginxText(value)}" always;`),
    ...(preflight ? ['  if ($request_method = OPTIONS) { return 204; }'] : []),
    '  # …',
    '}',
  ].join('\n')
}

function caddy(sent: readonly [string, string][], path: string, preflight: boolean): string {
  return [
    ...sent.map(([name, value]) => `header ${caddyPath(path)} ${name} "${caddyText(value)}"`),
    ...(preflight
      ? ['@preflight {', '  method OPTIONS', `  path ${caddyPath(path)}`, '}', 'respond @preflight 204']
      : []),
  ].join('\n')
}
