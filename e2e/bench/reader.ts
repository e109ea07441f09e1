import { once } from 'node:events'
import { connect } from 'node:net'
import type { Flood } from './flood.ts'
import type { Load } from './load.ts'
import { PATHS } from './load.ts'

/** How many records a second the flood server sends to somebody who only takes the bytes. */
export async function delivered(flood: Flood, load: Load): Promise<number> {
  const [hostname, port] = flood.host.split(':')
  const reader = connect(Number(port), hostname)
  try {
    await once(reader, 'connect')
    const upgrade = [
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==',
    ]
    const head = [
      `GET ${PATHS.flood} HTTP/1.1`,
      `Host: ${flood.host}`,
      ...(load.wire === 'socket' ? upgrade : []),
    ]
    reader.write(`${head.join('\r\n')}\r\n\r\n`)
    await once(reader, 'data')
    reader.resume()
    await flood.prepare(load)
    const { from, to } = await flood.send()
    return load.count / ((to - from) / 1000)
  } finally {
    reader.destroy()
  }
}
