import type { Snippet } from '../../model/diagnosis.ts'
import { caddyPath, nginxPath, quote } from './quote.ts'

/** The lines by which an event stream is called one, and is told at once: its head and a comment before any event.
 *  `origin`: the page that may read it. */
export function streamSnippets(path: string, origin: string): Snippet[] {
  const head = [
    `  'Content-Type': 'text/event-stream',`,
    `  'Cache-Control': 'no-cache',`,
    `  'X-Accel-Buffering': 'no',`,
    `  'Access-Control-Allow-Origin': ${quote(origin)},`,
  ]
  return [
    {
      for: 'express',
      text: [
        `app.get(${quote(path)}, (request, response) => {`,
        ...['response.set({', ...head, '})', 'response.flushHeaders()', `response.write(':\\n\\n')`].map(
          indent,
        ),
        '})',
      ].join('\n'),
    },
    {
      for: 'node',
      text: ['response.writeHead(200, {', ...head, '})', `response.write(':\\n\\n')`].join('\n'),
    },
  ]
}

/** The lines that keep what is between a server and a page from collecting its events. */
export function unbufferedSnippets(path: string, upstream = 'localhost:3000'): Snippet[] {
  return [
    {
      for: 'nginx',
      text: [
        `location ${nginxPath(path)} {`,
        `  proxy_pass http://${upstream};`,
        '  proxy_http_version 1.1;',
        '  proxy_set_header Connection "";',
        '  proxy_buffering off;',
        '  proxy_cache off;',
        '  gzip off;',
        '  proxy_read_timeout 1h;',
        '}',
      ].join('\n'),
    },
    {
      for: 'caddy',
      text: [`reverse_proxy ${caddyPath(path)} ${upstream} {`, '  flush_interval -1', '}'].join('\n'),
    },
    {
      for: 'express',
      text: [
        `response.setHeader('X-Accel-Buffering', 'no')`,
        `// With the compression middleware: leave this path out, or flush after each event.`,
        'response.write(`data: ${JSON.stringify(value)}\\n\\n`)',
        'response.flush?.()',
      ].join('\n'),
    },
    { for: 'node', text: `response.setHeader('X-Accel-Buffering', 'no')\nresponse.flushHeaders()` },
  ]
}

function indent(line: string): string {
  return `  ${line}`
}
