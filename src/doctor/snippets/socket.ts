import type { Snippet } from '../../model/diagnosis.ts'
import { caddyPath, nginxPath, quote } from './quote.ts'

/** The lines by which a server takes a WebSocket of this page at this path, and a proxy before it passes it on.
 *  `protocols`: those that the page offers. */
export function socketSnippets(
  path: string,
  origin: string,
  { protocols = [], upstream = 'localhost:8080' }: { protocols?: readonly string[]; upstream?: string } = {},
): Snippet[] {
  return [
    {
      for: 'node-ws',
      text: [
        `import { WebSocketServer } from 'ws'`,
        '',
        'const sockets = new WebSocketServer({',
        '  server,',
        `  path: ${quote(path)},`,
        `  verifyClient: ({ origin }) => origin === ${quote(origin)},`,
        ...(protocols.length > 0
          ? [
              `  handleProtocols: (offered) => [${protocols.map(quote).join(', ')}].find((one) => offered.has(one)) ?? false,`,
            ]
          : []),
        '})',
      ].join('\n'),
    },
    {
      for: 'nginx',
      text: [
        `location ${nginxPath(path)} {`,
        `  proxy_pass http://${upstream};`,
        '  proxy_http_version 1.1;',
        '  proxy_set_header Upgrade $http_upgrade;',
        '  proxy_set_header Connection "upgrade";',
        '  proxy_set_header Host $host;',
        '  proxy_read_timeout 1h;',
        '}',
      ].join('\n'),
    },
    { for: 'caddy', text: `reverse_proxy ${caddyPath(path)} ${upstream}` },
  ]
}

/** The lines by which a server keeps a quiet connection from being cut by what is in between. */
export function heartbeatSnippets(path: string): Snippet[] {
  return [
    {
      for: 'node-ws',
      text: [
        'setInterval(() => {',
        '  for (const client of sockets.clients) client.ping()',
        '}, 30_000)',
      ].join('\n'),
    },
    { for: 'nginx', text: `location ${nginxPath(path)} {\n  proxy_read_timeout 1h;\n  # …\n}` },
  ]
}

/** The lines that make a server listen for others too. */
export function listenSnippets(port: number): Snippet[] {
  return [
    { for: 'node', text: `server.listen(${port}, '0.0.0.0')` },
    { for: 'node-ws', text: `new WebSocketServer({ port: ${port}, host: '0.0.0.0' })` },
  ]
}

/** The lines by which a reverse proxy gives a server a certificate that browsers trust. */
export function certificateSnippets(host: string, upstream = 'localhost:8080'): Snippet[] {
  const isName = /[a-z]/i.test(host) && !host.startsWith('[')
  return isName ? [{ for: 'caddy', text: `${host} {\n  reverse_proxy ${upstream}\n}` }] : []
}
