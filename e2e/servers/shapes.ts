import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { listen, listenSockets } from './listen.ts'

type Said = Record<string, unknown>

/** A chat of a shape of its own: nobody hears anything before a login, each line is confirmed under the id that it came
 *  under, and told to all with that id. `heard`: every frame as it came. `echoes`: the sender is told its line, too. */
export async function startShapes({ echoes = true, confirms = true } = {}) {
  const server = createServer()
  const wss = new WebSocketServer({ server })
  const heard: string[] = []
  let seq = 9_007_199_254_740_993n

  const told = (by: string, text: string, re?: unknown) =>
    `{"ev":"line","seq":${++seq},"d":{"b":{"txt":${JSON.stringify(text)}},"u":{"n":${JSON.stringify(by)},"role":"x"},` +
    `"ts":${Math.round(Date.now() / 1_000)},"url":null}${re === undefined ? '' : `,"re":${JSON.stringify(re)}`}}`

  wss.on('connection', (ws) => {
    let nick: string | undefined
    ws.on('message', (data) => {
      const text = String(data)
      heard.push(text)
      const said = JSON.parse(text) as Said
      if (said['op'] === 'login') {
        nick = String(said['nick'])
        ws.send(told('jun', `welcome ${nick}`))
      } else if (nick === undefined) ws.close(1008, 'login first')
      else if (said['op'] === 'say') {
        if (said['body'] === 'refuse this')
          return ws.send(JSON.stringify({ ev: 'reply', to: said['ref'], ok: false, why: 'not polite' }))
        const line = told(nick, String(said['body']), said['ref'])
        for (const client of wss.clients) if (echoes || client !== ws) client.send(line)
        if (confirms) ws.send(JSON.stringify({ ev: 'reply', to: said['ref'], ok: true, seq: String(seq) }))
      }
    })
  })

  const running = await listenSockets(server, wss)
  const say = (by: string, text: string) => wss.clients.forEach((client) => client.send(told(by, text)))
  /** Any frame, to all. */
  const send = (frame: unknown) =>
    wss.clients.forEach((client) => client.send(typeof frame === 'string' ? frame : JSON.stringify(frame)))
  const drop = () => wss.clients.forEach((client) => client.terminate())
  return { ...running, url: `ws://${running.host}`, heard, say, send, drop }
}

/** An event stream that tells what it is given, each line as one event; CORS for all. */
export async function startEventLines() {
  const open = new Set<import('node:http').ServerResponse>()
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'access-control-allow-origin': '*' })
    response.write(': open\n\n')
    open.add(response)
    request.on('close', () => open.delete(response))
  })
  const running = await listen(server)
  const tell = (event: string, data: unknown) => {
    for (const response of open) response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }
  return { ...running, url: `http://${running.host}/api/v1/streaming/public`, tell, count: () => open.size }
}
