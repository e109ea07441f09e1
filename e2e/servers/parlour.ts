import { createServer } from 'node:http'
import { WebSocket, WebSocketServer } from 'ws'
import { listenSockets } from './listen.ts'

const MINUTE_MS = 60_000

type Line = { type: 'message'; id: string; from: string; text: string; at: number }

/** A room that speaks all of the words in `json.md`: it acknowledges, knows who is there and who writes, and tells what
 *  was said before, of which there are so many lines. Whoever comes is shown the last 20. */
export async function startParlour({ lines = 0, tells = 20 } = {}) {
  const server = createServer()
  const wss = new WebSocketServer({ server })
  const first = Date.now() - lines * 5 * MINUTE_MS
  const said = Array.from({ length: lines }, (_, n) =>
    lineOf(n + 1, 'Ada', words(n + 1), first + n * 5 * MINUTE_MS),
  )
  const typed: string[] = []

  function lineOf(n: number, from: string, text: string, at = Date.now()): Line {
    return { type: 'message', id: `line-${n}`, from, text, at }
  }

  function broadcast(data: unknown): void {
    for (const client of wss.clients)
      if (client.readyState === WebSocket.OPEN) client.send(JSON.stringify(data))
  }

  function page(before: unknown, limit: number) {
    const at = said.findIndex(({ id }) => id === before)
    const end = at < 0 ? said.length : at
    const messages = said.slice(Math.max(0, end - limit), end)
    return { messages, done: end - limit <= 0 }
  }

  wss.on('connection', (ws) => {
    ws.send(
      JSON.stringify({
        type: 'hello',
        signalbox: 1,
        acks: true,
        history: true,
        presence: true,
        typing: true,
      }),
    )
    for (const line of said.slice(-tells)) ws.send(JSON.stringify(line))
    ws.on('message', (data) => {
      const { type, id, from, text, before, limit } = JSON.parse(String(data)) as Record<string, unknown>
      if (type === 'typing') typed.push(String(from))
      else if (type === 'ping') ws.send(JSON.stringify({ type: 'pong', id }))
      else if (type === 'history')
        ws.send(JSON.stringify({ type: 'history', id, ...page(before, Number(limit)) }))
      else if (type === 'message') {
        const line = lineOf(said.length + 1, String(from ?? ''), String(text))
        said.push(line)
        ws.send(JSON.stringify({ type: 'ack', id, messageId: line.id }))
        broadcast(line)
      }
    })
  })

  const running = await listenSockets(server, wss)
  return {
    ...running,
    url: `ws://${running.host}`,
    /** Who has told that they write, each time. */
    typed,
    say(from: string, text: string) {
      const line = lineOf(said.length + 1, from, text)
      said.push(line)
      broadcast(line)
    },
    isThere: (...members: string[]) => broadcast({ type: 'presence', members }),
    types: (from: string, on = true) => broadcast({ type: 'typing', from, on }),
  }
}

/** Lines of one to four rows, so that no guess at their height is right. */
function words(n: number): string {
  return `line ${n}${' and more of it, so that it needs more than one row of the page'.repeat((n * 7) % 4)}`
}
