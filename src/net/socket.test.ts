import { beforeEach, describe, expect, it } from 'vitest'
import type { Frame } from '../model/message.ts'
import { settle } from './fake-clock.ts'
import { FakeSocket, fakePlatform } from './fake-platform.ts'
import { NetError } from './errors.ts'
import type { Socket } from './socket.ts'
import { CONNECT_TIMEOUT_MS, HIGH_WATER_BYTES, openSocket } from './socket.ts'

const URL_ = 'ws://server.test/'
const platform = fakePlatform()
let stop: AbortController

beforeEach(() => {
  FakeSocket.made.length = 0
  stop = new AbortController()
})

function open(protocols?: string[]): { opening: Promise<Socket>; socket: FakeSocket } {
  const opening = openSocket(URL_, { signal: stop.signal, platform, ...(protocols && { protocols }) })
  opening.catch(() => undefined)
  return { opening, socket: FakeSocket.made[0] as FakeSocket }
}

async function readAll(socket: Socket): Promise<{ frames: Frame[]; error?: unknown }> {
  const frames: Frame[] = []
  try {
    for await (const frame of socket) frames.push(frame)
    return { frames }
  } catch (error) {
    return { frames, error }
  }
}

describe('openSocket', () => {
  it('asks for binary frames as ArrayBuffer before anything can arrive', () => {
    expect(open().socket.binaryType).toBe('arraybuffer')
  })

  it('hands frames out in order, text and binary, and what came before the drop is not lost', async () => {
    const { opening, socket } = open()
    socket.open()
    const wire = await opening
    const bytes = new Uint8Array([1, 2]).buffer
    socket.give('one')
    socket.give(bytes)
    socket.give(new Uint8Array([3]))
    socket.drop(1000, 'bye')
    const { frames, error } = await readAll(wire)
    expect(frames).toEqual(['one', bytes, new Uint8Array([3]).buffer])
    expect(error).toMatchObject({
      kind: 'dropped',
      code: 1000,
      why: { params: { code: 1000, name: 'normal closure' }, detail: 'bye' },
    })
  })

  it('tells the subprotocol that the server chose', async () => {
    const { opening, socket } = open(['a', 'b'])
    socket.open('b')
    expect(socket.protocols).toEqual(['a', 'b'])
    expect((await opening).protocol).toBe('b')
  })

  it('says unreachable when the handshake fails, and keeps trying worth it', async () => {
    const { opening, socket } = open()
    socket.drop(1006)
    await expect(opening).rejects.toMatchObject({
      kind: 'dropped',
      why: { code: 'unreachable' },
      retryable: true,
    })
  })

  it.each([1002, 1003, 1007, 1008, 1010, 4400, 4401, 4403, 4406, 4409])(
    'takes close code %i as final',
    async (code) => {
      const { opening, socket } = open()
      socket.open()
      const wire = await opening
      socket.drop(code)
      const { error } = await readAll(wire)
      expect((error as NetError).retryable).toBe(false)
    },
  )

  it.each([1000, 1001, 1005, 1006, 1011, 1012, 1013, 4429, 4999])(
    'tries again after close code %i',
    async (code) => {
      const { opening, socket } = open()
      socket.open()
      const wire = await opening
      socket.drop(code)
      const { error } = await readAll(wire)
      expect((error as NetError).retryable).toBe(true)
    },
  )

  it('abandons a handshake after 10 s and ignores what it says later', async () => {
    const { opening, socket } = open()
    await platform.clock.pass(CONNECT_TIMEOUT_MS)
    await expect(opening).rejects.toMatchObject({ kind: 'timeout' })
    expect(socket.closedWith).toBe(1000)
    expect(socket.onopen).toBeNull()
    expect(socket.onmessage).toBeNull()
  })

  it('does not time out once it is open', async () => {
    const { opening, socket } = open()
    socket.open()
    await opening
    await platform.clock.pass(10 * CONNECT_TIMEOUT_MS)
    expect(socket.closedWith).toBeUndefined()
  })

  it('closes at the abort and ends quietly', async () => {
    const { opening, socket } = open()
    socket.open()
    const wire = await opening
    const reading = readAll(wire)
    stop.abort()
    expect(await reading).toEqual({ frames: [] })
    expect(socket.closedWith).toBe(1000)
  })

  it('closes when the reader leaves its loop', async () => {
    const { opening, socket } = open()
    socket.open()
    const wire = await opening
    socket.give('one')
    for await (const frame of wire) {
      expect(frame).toBe('one')
      break
    }
    expect(socket.closedWith).toBe(1000)
  })

  it('does not take a frame while 1 MB is waiting, nor after the close', async () => {
    const { opening, socket } = open()
    socket.open()
    const wire = await opening
    await wire.send('ok')
    socket.bufferedAmount = HIGH_WATER_BYTES + 1
    await expect(wire.send('too much')).rejects.toMatchObject({ kind: 'busy' })
    socket.bufferedAmount = 0
    socket.drop()
    await expect(wire.send('too late')).rejects.toMatchObject({
      kind: 'dropped',
      why: { code: 'dropped-unsent' },
    })
    expect(socket.sent).toEqual(['ok'])
  })

  it('says bad address and mixed content instead of throwing what the constructor throws', async () => {
    const throwing = (error: Error) =>
      openSocket(URL_, {
        signal: stop.signal,
        platform: fakePlatform({
          WebSocket: class {
            constructor() {
              throw error
            }
          } as unknown as typeof WebSocket,
        }),
      })
    await expect(throwing(new DOMException('no', 'SyntaxError'))).rejects.toMatchObject({
      why: { code: 'bad-address' },
    })
    await expect(throwing(new DOMException('no', 'SecurityError'))).rejects.toMatchObject({
      why: { code: 'mixed-content' },
    })
  })

  it('counts every inbound frame as life and traces both ways', async () => {
    let heard = 0
    const traced: string[] = []
    const opening = openSocket(URL_, {
      signal: stop.signal,
      platform,
      heard: () => heard++,
      trace: ({ kind }) => traced.push(kind),
    })
    const socket = FakeSocket.made[0] as FakeSocket
    socket.open()
    const wire = await opening
    socket.give('a')
    await wire.send('b')
    socket.drop(1001)
    await settle()
    expect(heard).toBe(2)
    expect(traced).toEqual(['open', 'in', 'out', 'close'])
  })
})
