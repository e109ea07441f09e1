import type { Packet } from 'socket.io-parser'
import { PacketType } from 'socket.io-parser'
import type { Manager, Socket } from 'socket.io-client'
import type { Fact, Incoming } from '../../model/message.ts'
import { headOf } from '../../model/text.ts'
import { NetError } from '../../net/errors.ts'
import type { Context } from '../backend.ts'
import { CONNECTED } from '../backend.ts'
import { USUAL_EVENT } from './event-write.ts'
import type { socketioFields } from './fields.ts'
import { closed, failureOf, HUNG_UP, hungUp, kicked, late, refusedBy } from './failures.ts'
import { Hearing } from './hearing.ts'
import { Heartbeat } from './heartbeat.ts'
import { Joining } from './joining.ts'
import { managerOver } from './manager.ts'
import { payloadOf } from './payload.ts'
import { Pending } from './pending.ts'
import type { Place } from './place.ts'
import { addressAt, MAIN } from './place.ts'
import { Recovery } from './recovery.ts'
import { Told } from './told.ts'
import type { Wires } from './wires.ts'

export type SocketioContext = Context<typeof socketioFields>

/** So long may it take from the first byte until all namespaces are joined: as long as the library waits by itself. */
export const JOIN_MS = 20_000

/** In a channel's memory: the namespace that is spoken to where nobody chooses. */
const SPOKEN_TO = 'socketio spoken to'

/** One connection: the library's manager and its sockets, one a namespace, over the attempt's wires; and what is heard of
 *  them. */
export class Link {
  readonly told: Told
  readonly #context: SocketioContext
  readonly #place: Place
  readonly #manager: Manager
  readonly #sockets = new Map<string, Socket>()
  readonly hearing: Hearing
  readonly #recovery: Recovery
  readonly #heartbeat: Heartbeat
  readonly #only: ReadonlySet<string>
  readonly #joining: Joining
  #maxPayload: number | undefined
  /** The session is open, and nothing was said of any namespace. */
  #isUnanswered = false
  /** What the last packet said that ended a namespace. */
  #farewell: unknown
  #cancel: () => void = () => undefined
  /** What is not with the wire yet, and what waits for an answer. */
  readonly #sending = new Pending()
  readonly #pending = new Pending()

  /** `ready`: what is told when all is joined. Throws NetError where something of the profile is no way to connect. */
  constructor(context: SocketioContext, place: Place, ready: (link: Link) => Incoming) {
    const { net, options, secrets, cursor } = context
    this.#context = context
    this.#place = place
    const rooms = new Map(place.namespaces.map(({ name, room }) => [name, room]))
    this.hearing = new Hearing(options.author, rooms)
    this.#recovery = new Recovery(cursor)
    this.#only = new Set(options.only.split(/[\n,]+/).flatMap((name) => name.trim() || []))
    this.#heartbeat = new Heartbeat(net.clock, (error) => this.fail(error))
    this.told = new Told(() => {
      const to = this.#recovery.moved()
      return to === undefined ? undefined : { type: 'cursor', cursor: to }
    })
    this.#joining = new Joining({
      rooms,
      memory: context.memory,
      recovery: this.#recovery,
      tell: (turn) => this.told.add(turn),
      ready: () => {
        this.#cancel()
        return ready(this)
      },
    })
    const wires: Wires = {
      net,
      credentials: options.cookies && options.wire !== 'socket' ? 'include' : undefined,
      wasLetIn: context.memory.get(CONNECTED) === true,
      address: (scheme, params) => addressAt(place, scheme, params),
      heard: () => this.#heartbeat.heard(),
      opened: ({ pingInterval, pingTimeout, maxPayload }) => {
        this.#maxPayload = maxPayload
        this.#isUnanswered = true
        this.#heartbeat.begin(pingInterval + pingTimeout)
        this.#cancel()
        this.#cancel = net.clock.after(JOIN_MS, () => this.#late())
      },
      unsent: (error) => this.#sending.lose(error),
      given: () => this.told.given(),
    }
    this.#manager = managerOver(wires, options.wire, (frame, error) => this.#garbled(frame, error))
    // Before the sockets hear of it.
    this.#manager.on('error', (error) => this.#over(failureOf(error)))
    this.#manager.on('close', (reason, description) => {
      // That is us; what it was for comes next.
      if (reason !== 'forced close') this.#over(closed(reason, description))
    })
    this.#manager.on('packet', (packet) => this.#look(packet))
    const payload = payloadOf(options, secrets)
    for (const { name } of place.namespaces) this.#sockets.set(name, this.#join(name, payload))
  }

  open(): void {
    // One that opens and says nothing is waited for no longer.
    const params = { seconds: JOIN_MS / 1000 }
    this.#cancel = this.#context.net.clock.after(JOIN_MS, () =>
      this.fail(new NetError('timeout', { code: 'timeout', params })),
    )
    for (const socket of this.#sockets.values()) socket.connect()
  }

  close(): void {
    this.#cancel()
    this.#heartbeat.stop()
    this.told.end()
    this.#lose(new NetError('dropped', { code: 'ended' }))
    this.#manager._close()
  }

  fail(error: unknown): void {
    this.#cancel()
    this.#heartbeat.stop()
    this.told.fail(error)
    this.#lose(error instanceof NetError ? error : new NetError('dropped', { code: 'ended' }))
  }

  /** Bytes that an event may have; undefined where the server does not say. */
  get maxPayload(): number | undefined {
    return this.#maxPayload
  }

  /** Is what goes out answered, as a request is? */
  get isPolling(): boolean {
    return this.#manager.engine.transport.name === 'polling'
  }

  /** The namespace of that room, joined or not. Of none it is the first that ever was joined: where that is shut now, what is
   *  meant for it is not said to others. */
  namespaceOf(room: string | undefined): string {
    const { namespaces } = this.#place
    const { memory } = this.#context
    if (room !== undefined) {
      const found =
        namespaces.find((each) => each.room === room) ?? namespaces.find(({ name }) => name === room)
      return found?.name ?? room
    }
    const kept = namespaces.find(({ name }) => name === memory.get(SPOKEN_TO))
    const spokenTo = kept ?? namespaces.find(({ name }) => this.#joining.joined.has(name))
    if (spokenTo) memory.set(SPOKEN_TO, spokenTo.name)
    return spokenTo?.name ?? MAIN
  }

  /** Throws NetError `refused` where that namespace is not joined: the library would keep what is said to it. */
  socketOf(namespace: string): Socket {
    const socket = this.#sockets.get(namespace)
    if (socket && this.#joining.joined.has(namespace)) return socket
    throw new NetError('refused', { code: 'socketio.not-joined', params: { name: namespace } })
  }

  /** Resolves when what was emitted is with the wire. Rejects with what becomes of the connection before. */
  flushed(): Promise<void> {
    return this.#sending.wait((resolve) => this.#manager.engine.once('drain', () => resolve()))
  }

  /** As `Pending.wait`; nothing waits for what is over. */
  orLost<T>(begin: (resolve: (value: T) => void, reject: (error: unknown) => void) => void): Promise<T> {
    if (this.told.isOver) return Promise.reject(new NetError('dropped', { code: 'dropped-unsent' }))
    return this.#pending.wait(begin)
  }

  /** Tells what an event or an answer says. `facts`: what is said of it beside that. */
  hear(namespace: string, args: readonly unknown[], event: string | undefined, facts?: Fact[]): void {
    const at = this.#context.net.clock.now()
    const own = this.#sockets.get(namespace)?.id
    const said = { at, namespace, own, ...(event !== undefined && { event }), ...(facts && { facts }) }
    this.told.add(this.hearing.read(args, said))
  }

  #join(namespace: string, payload: Record<string, unknown>): Socket {
    const socket = this.#manager.socket(namespace, {
      auth: (tell: (data: object) => void) => tell({ ...payload, ...this.#recovery.asking(namespace) }),
    })
    // Of the whole connection was told already.
    socket.on('connect_error', (error) => this.#shut(namespace, refusedBy(namespace, error)))
    socket.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') this.#shut(namespace, kicked(namespace, this.#farewell))
    })
    socket.onAny((name: unknown, ...args: unknown[]) => this.#event(namespace, String(name ?? ''), args))
    return socket
  }

  #event(namespace: string, name: string, args: unknown[]): void {
    const answer = args.at(-1)
    // The server's callback must not hang, though there is nothing to say.
    if (typeof answer === 'function') {
      args.pop()
      ;(answer as () => void)()
    } else this.#recovery.take(namespace, args, this.#context.net.clock.now())
    const { event } = this.#context.options
    if (this.#only.size > 0 && !this.#only.has(name)) return
    const tell = () => this.hear(namespace, args, name === (event.trim() || USUAL_EVENT) ? undefined : name)
    this.#joining.whenReady(tell)
  }

  #over(error: unknown): void {
    if (this.told.isOver) return
    this.fail(this.#isUnanswered ? hungUp(error, this.#context.memory) : error)
  }

  #shut(namespace: string, error: NetError): void {
    if (this.told.isOver) return
    const end = this.#joining.shut(namespace, error)
    if (end) this.fail(end)
  }

  /** Packets are looked at before the library's sockets tell what they say: of one that is joined, what it has missed. */
  #look({ type, nsp, data }: Packet): void {
    this.#isUnanswered = false
    this.#context.memory.delete(HUNG_UP)
    if (type === PacketType.DISCONNECT) this.#farewell = data
    if (type !== PacketType.CONNECT || this.told.isOver) return
    const { sid, pid } = Object(data) as { sid?: unknown; pid?: unknown }
    // [spec] A server of version 2 says that it is connected, and no more.
    if (!sid) return this.fail(new NetError('refused', { code: 'socketio.version' }))
    this.#joining.join(nsp, pid)
  }

  #late(): void {
    const names = this.#joining.waiting
    if (this.#joining.joined.size === 0) return this.fail(late(names.join(', '), JOIN_MS))
    for (const name of names) this.#shut(name, late(name, JOIN_MS))
  }

  #garbled(frame: string | ArrayBuffer, error: unknown): void {
    const detail = error instanceof Error ? error.message : String(error)
    this.told.add({ type: 'garbled', frame: headOf(frame), why: { code: 'socketio.garbled', detail } })
  }

  #lose(error: unknown): void {
    this.#sending.lose(error)
    this.#pending.lose(error)
  }
}
