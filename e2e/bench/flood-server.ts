import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import type { Writable } from 'node:stream'
import { WebSocketServer } from 'ws'
import { pause } from '../until.ts'
import { authorOf, bodiesOf } from './bodies.ts'
import type { Frames } from './frames.ts'
import { framesOf } from './frames.ts'
import type { Answer, Ask } from './load.ts'
import { PATHS } from './load.ts'
import { PAGES } from './pages.ts'
import { welcome } from './welcome.ts'

/** So much is written at once (bytes): more would only wait in this process. */
const PIECE = 64 * 1024
/** A steady rate is kept by so small steps. */
const STEP_MS = 4

const MQTT_CLIENT = new URL('../../node_modules/mqtt/dist/mqtt.esm.js', import.meta.url)

/** Who is flooded: bytes go to the wire itself, past `ws`, which would ask for one call a frame. */
const flooded = new Set<Writable>()
const talkedTo = new Set<(text: string) => void>()
let frames: Frames | undefined
let flooding = false
let talking: ReturnType<typeof setInterval> | undefined

const now = () => performance.timeOrigin + performance.now()

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '', 'http://x').pathname
  if (path === PATHS.mqttClient) {
    response.writeHead(200, { 'Content-Type': 'text/javascript' })
    return void createReadStream(MQTT_CLIENT).pipe(response)
  }
  const page = PAGES[path]
  if (page !== undefined) return void response.writeHead(200, { 'Content-Type': 'text/html' }).end(page)
  response.writeHead(path === PATHS.flood || path === PATHS.talk ? 200 : 404, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
    'Access-Control-Allow-Origin': '*',
  })
  if (path === PATHS.flood) {
    response.flushHeaders()
    flooded.add(response)
    request.on('close', () => flooded.delete(response))
  } else if (path === PATHS.talk) {
    response.write(': hello\n\n')
    const say = (text: string) => void response.write(`data: ${text}\n\n`)
    talkedTo.add(say)
    request.on('close', () => talkedTo.delete(say))
  } else response.end()
})

const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
server.on('upgrade', (request, wire, head) => {
  sockets.handleUpgrade(request, wire, head, (socket) => {
    if (request.url === PATHS.talk) {
      const say = (text: string) => socket.send(text)
      talkedTo.add(say)
      socket.on('close', () => talkedTo.delete(say))
    } else {
      const flood = () => void flooded.add(wire)
      if (socket.protocol === 'mqtt') welcome(socket, { onSubscribed: flood, isFlooding: () => flooding })
      else flood()
      socket.on('close', () => flooded.delete(wire))
    }
    socket.on('error', () => wire.destroy())
  })
})

async function send(rate: number | undefined): Promise<Answer> {
  if (!frames) throw new Error('Nothing is prepared.')
  const [to] = flooded
  if (!to || flooded.size > 1) throw new Error(`${flooded.size} listen, and not one.`)
  const { bytes } = frames
  const from = now()
  flooding = true
  try {
    if (rate === undefined)
      for (let at = 0; at < bytes.byteLength; at += PIECE) await write(to, bytes.subarray(at, at + PIECE))
    else await pour(to, frames, rate, from)
  } finally {
    flooding = false
  }
  return { bytes: bytes.byteLength, from, to: now() }
}

/** As many as are due by now, step by step. */
async function pour(
  to: Writable,
  { bytes, ends, together }: Frames,
  rate: number,
  from: number,
): Promise<void> {
  let sent = 0
  let at = 0
  while (sent < ends.length) {
    const due = Math.min(ends.length, Math.floor(((now() - from) * rate) / 1000 / together) + 1)
    if (due > sent) {
      const end = ends[due - 1] as number
      await write(to, bytes.subarray(at, end))
      at = end
      sent = due
    }
    await pause(STEP_MS)
  }
}

/** Waits where the reader is behind, and gives up where it is gone. */
async function write(to: Writable, piece: Buffer): Promise<void> {
  if (to.destroyed) throw new Error('Whoever listened is gone.')
  if (to.write(piece)) return
  const over = new AbortController()
  const { signal } = over
  await Promise.race([once(to, 'drain', { signal }), once(to, 'close', { signal })]).finally(() =>
    over.abort(),
  )
}

function talk(rate: number): void {
  clearInterval(talking)
  if (rate === 0) return
  let id = 0
  const bodyOf = bodiesOf('mixed')
  talking = setInterval(() => {
    id++
    const text = JSON.stringify({ id, from: authorOf(id), text: bodyOf(id), at: Date.now() })
    for (const say of talkedTo) say(text)
  }, 1000 / rate)
}

async function answer(asked: Ask): Promise<Answer> {
  if (asked.ask === 'send') return send(asked.rate)
  if (asked.ask === 'talk') talk(asked.rate)
  else frames = framesOf(asked.load)
  return { bytes: frames?.bytes.byteLength ?? 0, from: now(), to: now() }
}

process.on('message', (asked: Ask) => {
  answer(asked).then(
    (told) => process.send?.(told),
    (error: unknown) => process.send?.({ trouble: String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 })
})
