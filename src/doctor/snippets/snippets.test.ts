import { describe, expect, it } from 'vitest'
import { brokerSnippets } from './broker.ts'
import { corsSnippets } from './cors.ts'
import { quote } from './quote.ts'
import { certificateSnippets, heartbeatSnippets, listenSnippets, socketSnippets } from './socket.ts'
import { streamSnippets, unbufferedSnippets } from './stream.ts'

const origin = 'https://signalbox.example'
const of = (snippets: { for: string; text: string }[], program: string) =>
  snippets.find((snippet) => snippet.for === program)?.text ?? ''

describe('the lines for a server', () => {
  it('allow this page, its headers and its cookies', () => {
    const snippets = corsSnippets({ origin, path: '/events', headers: ['x-key'], credentials: true })
    expect(of(snippets, 'express')).toContain(
      `cors({ origin: '${origin}', allowedHeaders: ['x-key'], credentials: true })`,
    )
    expect(of(snippets, 'node')).toContain(`setHeader('Access-Control-Allow-Headers', 'x-key')`)
    expect(of(snippets, 'nginx')).toBe(
      [
        'location /events {',
        `  add_header Access-Control-Allow-Origin "${origin}" always;`,
        '  add_header Access-Control-Allow-Headers "x-key" always;',
        '  add_header Access-Control-Allow-Credentials "true" always;',
        '  if ($request_method = OPTIONS) { return 204; }',
        '  # …',
        '}',
      ].join('\n'),
    )
    expect(of(snippets, 'caddy')).toContain(`header /events Access-Control-Allow-Origin "${origin}"`)
    expect(of(snippets, 'caddy')).toContain('respond @preflight 204')
  })

  it('say nothing of a preflight where there is none', () => {
    for (const { text } of corsSnippets({ origin, path: '/' }))
      expect(text).not.toMatch(/OPTIONS|allowedHeaders/)
  })

  it('are of the profile’s own path and this page’s own origin', () => {
    expect(of(socketSnippets('/chat', origin), 'node-ws')).toContain(`path: '/chat'`)
    expect(of(socketSnippets('/chat', origin), 'node-ws')).toContain(`origin === '${origin}'`)
    expect(of(socketSnippets('/chat', origin, { protocols: ['mqtt'] }), 'node-ws')).toContain(`['mqtt']`)
    expect(of(socketSnippets('/chat', origin), 'nginx')).toContain('proxy_set_header Upgrade $http_upgrade;')
    expect(of(streamSnippets('/events', origin), 'express')).toContain(`app.get('/events'`)
    expect(of(unbufferedSnippets('/events'), 'nginx')).toContain('proxy_buffering off;')
    expect(of(unbufferedSnippets('/events'), 'caddy')).toContain('flush_interval -1')
    expect(of(heartbeatSnippets('/chat'), 'nginx')).toContain('location /chat {')
    expect(of(listenSnippets(8080), 'node')).toBe(`server.listen(8080, '0.0.0.0')`)
  })

  it('have a broker listen for WebSockets, where it can', () => {
    expect(of(brokerSnippets('MQTT'), 'mosquitto')).toContain('listener 9001\nprotocol websockets')
    expect(of(brokerSnippets('NATS'), 'nats')).toContain('no_tls: true')
    expect(of(brokerSnippets('AMQP'), 'rabbitmq')).toContain('rabbitmq_web_mqtt')
    expect(brokerSnippets('PostgreSQL')).toEqual([])
  })

  it('ask for a certificate only for a name', () => {
    expect(of(certificateSnippets('chat.example.com'), 'caddy')).toContain('chat.example.com {')
    expect(certificateSnippets('192.168.0.9')).toEqual([])
    expect(certificateSnippets('[::1]')).toEqual([])
  })

  it('cannot be broken out of by what is put into them', () => {
    expect(quote(`a'b\\c\nd`)).toBe(`'a\\'b\\\\c\\nd'`)
    expect(of(socketSnippets(`/a'); process.exit(('`, origin), 'node-ws')).toContain(`path: '/a\\'); process`)
    expect(of(corsSnippets({ origin, path: '/a" { return 200; }' }), 'nginx')).toContain(
      'location "/a\\" { return 200; }" {',
    )
  })
})
