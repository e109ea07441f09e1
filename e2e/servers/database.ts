import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { WebSocket, WebSocketServer } from 'ws'
import { listenSockets } from './listen.ts'

/** Watches a table, and pushes each new row to everyone as JSON, as a change stream or a trigger would. */
export async function startDatabase() {
  const server = createServer()
  const wss = new WebSocketServer({ server })
  const db = new DatabaseSync(':memory:')
  db.exec(`CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, description TEXT, total REAL,
    created_at TEXT DEFAULT (datetime('now')))`)
  const select = db.prepare('SELECT * FROM orders WHERE id = ?')

  const broadcast = (data: unknown) => {
    wss.clients.forEach((client) => {
      if (client.readyState === WebSocket.OPEN) client.send(JSON.stringify(data))
    })
  }

  const heard: string[] = []
  wss.on('connection', (ws) => ws.on('message', (data) => heard.push(String(data))))

  const running = await listenSockets(server, wss)
  return {
    ...running,
    url: `ws://${running.host}`,
    /** A new row, by whoever works with the database. */
    insert(customer: string, description: string, total: number) {
      const sql = 'INSERT INTO orders (customer, description, total) VALUES (?, ?, ?)'
      const { lastInsertRowid } = db.prepare(sql).run(customer, description, total)
      broadcast({ event: 'INSERT', table: 'orders', record: select.get(lastInsertRowid) })
    },
    /** Any value at all, to see what a page makes of it. */
    broadcast,
    /** Anything that is not JSON at all. */
    raw: (data: string | Buffer) => wss.clients.forEach((client) => client.send(data)),
    listeners: () => wss.clients.size,
    /** What was said to it, in order. */
    heard: (): readonly string[] => heard,
  }
}
