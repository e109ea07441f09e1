import type { Incoming } from '../../model/message.ts'
import type { Reason } from '../../model/reason.ts'
import type { Room } from '../../model/room.ts'
import type { NetError } from '../../net/errors.ts'
import { CONNECTED } from '../backend.ts'
import type { Turn } from '../lump.ts'
import { amongOthers } from './failures.ts'
import type { Recovery } from './recovery.ts'

/** In a channel's memory: the namespaces that were joined last. */
const JOINED = 'socketio joined'
/** In a channel's memory: what was told of namespaces that are shut. */
const SHUT = 'socketio shut'

type Given = {
  /** What the person calls each namespace. */
  rooms: ReadonlyMap<string, string>
  memory: Map<string, unknown>
  recovery: Recovery
  tell: (turn: Turn) => void
  /** What is told when nothing is waited for any more. */
  ready: () => Incoming
}

/** Which namespaces of a connection are joined, waited for, and shut. It is ready when none is waited for and one is joined;
 *  one that is shut beside others is told as a row. */
export class Joining {
  readonly #given: Given
  readonly #before: ReadonlySet<string> | undefined
  readonly #waiting: Set<string>
  readonly #joined = new Set<string>()
  readonly #shut = new Map<string, NetError>()
  #isReady = false
  /** Why something may be missing, of the namespaces that were there before. */
  #unrecovered: Reason | undefined
  /** What came before it was ready. */
  #early: (() => void)[] = []

  constructor(given: Given) {
    this.#given = given
    this.#before = given.memory.get(JOINED) as ReadonlySet<string> | undefined
    this.#waiting = new Set(given.rooms.keys())
  }

  get isReady(): boolean {
    return this.#isReady
  }

  /** Those that have not been answered. */
  get waiting(): readonly string[] {
    return [...this.#waiting]
  }

  get joined(): ReadonlySet<string> {
    return this.#joined
  }

  /** Runs that when it is ready, in the order of the asking. */
  whenReady(tell: () => void): void {
    if (this.#isReady) tell()
    else this.#early.push(tell)
  }

  /** The server lets it in, under that private id if it gives any. */
  join(namespace: string, pid: unknown): void {
    if (!this.#given.rooms.has(namespace) || this.#joined.has(namespace)) return
    const { recovery } = this.#given
    // Of one that was added just now nothing was missed.
    const isNew = this.#before !== undefined && !this.#before.has(namespace)
    const how = recovery.joined(namespace, pid)
    if (how !== 'goes on' && !isNew)
      this.#unrecovered = { code: how === 'never' ? 'socketio.not-recovered' : 'socketio.forgotten' }
    this.#waiting.delete(namespace)
    this.#shut.delete(namespace)
    this.#joined.add(namespace)
    this.#settle()
  }

  /** It is not, or not any more. Returns what the connection ends by where nothing is left of it. */
  shut(namespace: string, error: NetError): NetError | undefined {
    this.#waiting.delete(namespace)
    this.#joined.delete(namespace)
    this.#shut.set(namespace, error)
    if (this.#waiting.size === 0 && this.#joined.size === 0) return this.#whyShut()[0]?.[1]
    this.#settle()
    return undefined
  }

  #settle(): void {
    if (this.#waiting.size > 0) return
    const { rooms, memory, tell, ready } = this.#given
    if (!this.#isReady && memory.get(CONNECTED) && this.#unrecovered)
      tell({ type: 'gap', why: this.#unrecovered })
    memory.set(CONNECTED, true)
    this.#tellShut()
    // One that was left is not listed any more.
    if (rooms.size > 1 || (this.#before && this.#before.size > 1))
      tell({ type: 'rooms', rooms: this.#list() })
    memory.set(JOINED, new Set(this.#joined))
    if (this.#isReady) return
    this.#isReady = true
    tell(ready())
    for (const early of this.#early.splice(0)) early()
  }

  /** Told once, and again where the server says something else. */
  #tellShut(): void {
    const { memory, tell } = this.#given
    const told = memory.get(SHUT) as ReadonlyMap<string, string> | undefined
    const now = new Map<string, string>()
    for (const [namespace, error] of this.#whyShut()) {
      const why = amongOthers(error.why)
      now.set(namespace, JSON.stringify(why))
      if (told?.get(namespace) !== now.get(namespace)) tell({ type: 'gap', why })
    }
    memory.set(SHUT, now)
  }

  /** In the order in which the person named them. */
  #whyShut(): [string, NetError][] {
    return [...this.#given.rooms.keys()].flatMap((name): [string, NetError][] => {
      const error = this.#shut.get(name)
      return error ? [[name, error]] : []
    })
  }

  #list(): Room[] {
    return [...this.#given.rooms]
      .filter(([name]) => this.#joined.has(name))
      .map(([name, id]) => (name === id ? { id } : { id, name }))
  }
}
