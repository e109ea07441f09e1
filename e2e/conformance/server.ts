import { once } from 'node:events'
import type { Socket } from 'node:net'
import { createServer } from 'node:net'

/** One request, and the wire to answer it on, byte by byte. Header names are in small letters, values as they came. */
export type Asked = {
  method: string
  path: string
  headers: Map<string, string>
  body: string
  /** Answers with this head; CORS is seen to. */
  head(status: string, headers?: Record<string, string>): Promise<void>
  /** The head of an event stream. */
  open(type?: string): Promise<void>
  /** Writes these, each for itself. */
  send(...chunks: (string | Uint8Array)[]): Promise<void>
  /** The end of the answer. */
  end(): void
  /** Tears the connection down. */
  reset(): void
  /** Resolves when the client went away. */
  gone: Promise<unknown>
}

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': '*, Last-Event-ID',
  'Access-Control-Allow-Methods': '*',
  'Access-Control-Expose-Headers': '*',
}

/** An HTTP server that answers nothing by itself but preflights. */
export class ScriptedServer {
  #server = createServer((socket) => void this.#serve(socket))
  #sockets = new Set<Socket>()
  #asked: Asked[] = []
  #waiting: ((asked: Asked) => void)[] = []

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return this
  }

  url(path = '/'): string {
    const { port } = this.#server.address() as { port: number }
    return `http://127.0.0.1:${port}${path}`
  }

  /** The next request, when it comes. */
  next(): Promise<Asked> {
    const asked = this.#asked.shift()
    return asked ? Promise.resolve(asked) : new Promise((resolve) => this.#waiting.push(resolve))
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #serve(socket: Socket): Promise<void> {
    this.#sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
    socket.on('close', () => this.#sockets.delete(socket))
    const asked = await readRequest(socket)
    if (!asked) return
    if (asked.method === 'OPTIONS') {
      await asked.head('204 No Content')
      return asked.end()
    }
    // A look at whether anything is here, by a page that was refused: nothing is.
    if (asked.headers.get('sec-fetch-mode') === 'no-cors') return asked.reset()
    const waiting = this.#waiting.shift()
    if (waiting) waiting(asked)
    else this.#asked.push(asked)
  }
}

async function readRequest(socket: Socket): Promise<Asked | undefined> {
  const gone = new Promise((resolve) => socket.once('close', resolve))
  // A byte a character: what a header has in it is seen as it came.
  let text = ''
  const more = () =>
    new Promise<boolean>((resolve) => {
      const data = (chunk: Buffer) => {
        text += chunk.toString('latin1')
        socket.off('close', over)
        resolve(true)
      }
      const over = () => resolve(false)
      socket.once('data', data)
      socket.once('close', over)
    })
  while (!text.includes('\r\n\r\n')) if (!(await more())) return undefined
  const headEnd = text.indexOf('\r\n\r\n')
  const [first = '', ...lines] = text.slice(0, headEnd).split('\r\n')
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  const length = Number(headers.get('content-length') ?? 0)
  while (text.length < headEnd + 4 + length) if (!(await more())) return undefined
  // So that its end is noticed.
  socket.resume()
  const [method = '', path = ''] = first.split(' ')
  const send = async (...chunks: (string | Uint8Array)[]) => {
    for (const chunk of chunks) {
      await new Promise<void>((resolve) => void socket.write(chunk, () => resolve()))
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const head = (status: string, more: Record<string, string> = {}) => {
    const all = Object.entries({ ...CORS, Connection: 'close', ...more })
    return send(`HTTP/1.1 ${status}\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
  }
  return {
    method,
    path,
    headers,
    body: Buffer.from(text.slice(headEnd + 4), 'latin1').toString(),
    head,
    open: (type = 'text/event-stream') => head('200 OK', { 'Content-Type': type }),
    send,
    end: () => void socket.end(),
    reset: () => void socket.resetAndDestroy(),
    gone,
  }
}
