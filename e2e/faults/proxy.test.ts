import { once } from 'node:events'
import type { Socket } from 'node:net'
import { connect, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Faults } from './proxy.ts'

let server: ReturnType<typeof createServer>
let faults: Faults
let sockets: Socket[]

const open = async () => {
  const port = Number(faults.host.split(':')[1])
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  sockets.push(socket)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}
const answer = async (socket: Socket, text: string) => {
  socket.write(text)
  const [data] = (await once(socket, 'data')) as [Buffer]
  return String(data)
}

beforeEach(async () => {
  sockets = []
  server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined)
    socket.pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  faults = await Faults.before(`http://127.0.0.1:${port}`)
})

afterEach(async () => {
  await faults.stop()
  sockets.forEach((socket) => socket.destroy())
  server.close()
})

describe('the wire that can fail', () => {
  it('passes bytes both ways, and keeps the address but for the host', async () => {
    expect(await answer(await open(), 'hello')).toBe('hello')
    expect(faults.through('ws://127.0.0.1:1/room?a=b')).toBe(`ws://${faults.host}/room?a=b`)
  })

  it('tears connections down with RST', async () => {
    const socket = await open()
    await answer(socket, 'hello')
    const closed = new Promise((resolve) => socket.once('error', resolve))
    faults.reset()
    expect(String(await closed)).toContain('ECONNRESET')
    expect(faults.open).toBe(0)
  })

  it('refuses while it is to, and is at the same address afterwards', async () => {
    const { host } = faults
    await faults.cut()
    await expect(open()).rejects.toThrow(/ECONNREFUSED/)
    await faults.restore()
    expect(faults.host).toBe(host)
    expect(await answer(await open(), 'back')).toBe('back')
  })

  it('holds back everything while it stalls, and delivers it after', async () => {
    const socket = await open()
    await answer(socket, 'before')
    faults.stall()
    let heard = ''
    socket.on('data', (data) => (heard += String(data)))
    socket.write('during')
    // A whole round trip of someone else, who does not go through here.
    const { port } = server.address() as { port: number }
    const direct = connect(port, '127.0.0.1')
    sockets.push(direct)
    await answer(direct, 'direct')
    expect(heard).toBe('')
    const data = once(socket, 'data')
    await faults.restore()
    await data
    expect(heard).toBe('during')
  })

  it('says FIN and still listens, half closed', async () => {
    const socket = await open()
    await answer(socket, 'hello')
    const ended = once(socket, 'end')
    faults.halfClose()
    await ended
    expect(socket.writable).toBe(true)
  })

  it('takes its time where it is slow', async () => {
    const socket = await open()
    faults.latency(60)
    const before = performance.now()
    expect(await answer(socket, 'slow')).toBe('slow')
    expect(performance.now() - before).toBeGreaterThanOrEqual(115)
  })

  it('lets nothing overtake when it gets faster again, and delivers all of it', async () => {
    const socket = await open()
    let heard = ''
    socket.on('data', (data) => (heard += String(data)))
    faults.latency(80, 40)
    for (const word of ['a', 'b', 'c']) socket.write(word)
    await vi.waitFor(() => expect(faults.open).toBe(1))
    faults.latency(0)
    socket.write('d')
    await vi.waitFor(() => expect(heard).toBe('abcd'))
  })

  it('lets only the first bytes of a chunk through and tears it down then', async () => {
    const socket = await open()
    await answer(socket, 'hello')
    let heard = ''
    socket.on('data', (data) => (heard += String(data)))
    const closed = new Promise((resolve) => socket.once('error', resolve))
    const cut = faults.cutAfter(3)
    socket.write('ab')
    await vi.waitFor(() => expect(heard).toBe('ab'))
    socket.write('cdefgh')
    await cut
    expect(String(await closed)).toContain('ECONNRESET')
    expect(heard).toBe('abcde')
    expect(await answer(await open(), 'whole again')).toBe('whole again')
  })

  it('cuts what the client says too', async () => {
    let got = ''
    server.on('connection', (socket) => socket.on('data', (data: Buffer) => (got += String(data))))
    const socket = await open()
    const closed = new Promise((resolve) => socket.once('error', resolve))
    const cut = faults.cutAfter(4, 'up')
    socket.write('half of it')
    await cut
    await closed
    expect(got).toBe('half')
  })

  it('calls a cut off when all is to be well', async () => {
    const cut = faults.cutAfter(1)
    await faults.restore()
    await cut
    expect(await answer(await open(), 'whole')).toBe('whole')
  })

  it('tells the server FIN though the client said none', async () => {
    const ended = new Promise((resolve) => server.once('connection', (socket) => socket.once('end', resolve)))
    const socket = await open()
    faults.halfClose('client')
    await ended
    expect(socket.writableEnded).toBe(false)
  })
})
