import { globalId } from '../../model/ids.ts'
import { MQTT } from '../backend.ts'
import { Copies } from './copies.ts'
import { Echoes } from './echoes.ts'
import { covers } from './topics-read.ts'
import { Flights } from './flights.ts'
import { Refusals } from './refusals.ts'
import { PacketStore } from './store.ts'
import { Suspect } from './suspect.ts'
import { Twice } from './twice.ts'

/** What outlives the page, as text in a channel's memory. */
type Lasting = {
  /** What we called ourselves. A broker knows its session by it. */
  clientId: string
  /** What this broker speaks, where that is not MQTT 5: 4 is 3.1.1, 3 is 3.1. */
  version?: 3 | 4
  /** What its session is subscribed to: filters with the quality that was granted. */
  filters?: Record<string, number>
}

const SESSION = 'mqtt live session'
/** [spec] A server of MQTT 3.1.1 may take no longer name than of 23 characters. */
const ID_CHARS = 14

/** What is known of a broker and of our session there, for as long as the channel lives; of this, who we are, what it
 *  speaks and what it has subscribed us to outlive the page. */
export class Session {
  /** Sent, and not confirmed: sent again by the next connection. */
  readonly outgoing = new PacketStore()
  /** Taken with QoS 2, and not released. */
  readonly incoming = new PacketStore()
  readonly flights: Flights
  readonly echoes = new Echoes()
  readonly twice = new Twice()
  readonly copies = new Copies()
  /** Of what is on its way: what the broker may hang up on. */
  readonly suspect = new Suspect()
  readonly refusals = new Refusals()
  /** What of the filters was refused, as it was told. */
  refused = ''
  /** A connection of this page was ready with it: what was told then is known, and not after a reload. */
  wasHeardHere = false
  /** So many connections in a row were ended soon after they were ready. */
  cutShort = 0
  readonly #memory: Map<string, unknown>
  #lasting: Lasting
  #lastId = Number.parseInt(globalId().slice(0, 4), 16)

  private constructor(memory: Map<string, unknown>) {
    this.#memory = memory
    this.#lasting = parseLasting(memory.get(MQTT)) ?? { clientId: newClientId() }
    this.flights = new Flights(this.outgoing)
  }

  static of(memory: Map<string, unknown>): Session {
    const known = memory.get(SESSION)
    if (known instanceof Session) return known
    const session = new Session(memory)
    memory.set(SESSION, session)
    return session
  }

  get clientId(): string {
    return this.#lasting.clientId
  }

  get version(): 3 | 4 | undefined {
    return this.#lasting.version
  }

  get filters(): Readonly<Record<string, number>> {
    return this.#lasting.filters ?? {}
  }

  /** Will we be told what is published there? */
  listensTo(topic: string): boolean {
    return Object.keys(this.filters).some((filter) => covers(filter, topic))
  }

  /** An identifier for a packet that none on its way has. */
  nextId(): number {
    do this.#lastId = (this.#lastId % 65_535) + 1
    while (this.outgoing.has(this.#lastId))
    return this.#lastId
  }

  get lastId(): number {
    return this.#lastId
  }

  speaks(version: 3 | 4 | 5): void {
    const { version: _, ...rest } = this.#lasting
    this.#keep(version === 5 ? rest : { ...rest, version })
  }

  subscribed(filters: Record<string, number>): void {
    this.#keep({ ...this.#lasting, filters })
  }

  /** Written down for another week. */
  confirm(): void {
    this.#keep(this.#lasting)
  }

  /** The broker knows nothing of an earlier connection: what was on its way is in doubt. */
  lose(): void {
    this.outgoing.clear()
    this.incoming.clear()
    this.flights.lose()
    this.suspect.clear()
    this.echoes.clear()
    this.twice.clear()
    this.copies.clear()
    const { filters: _, ...rest } = this.#lasting
    this.#lasting = rest
  }

  /** Another goes by our name: from now on we have another one. */
  rename(): void {
    this.lose()
    this.#keep({ ...this.#lasting, clientId: newClientId() })
  }

  #keep(lasting: Lasting): void {
    this.#lasting = lasting
    this.#memory.set(MQTT, JSON.stringify(lasting))
  }
}

function newClientId(): string {
  return `signalbox${globalId().slice(0, ID_CHARS)}`
}

function parseLasting(text: unknown): Lasting | undefined {
  if (typeof text !== 'string') return undefined
  try {
    const { clientId, version, filters } = Object(JSON.parse(text)) as Partial<Record<string, unknown>>
    if (typeof clientId !== 'string' || clientId === '') return undefined
    return {
      clientId,
      ...((version === 3 || version === 4) && { version }),
      ...(isGranted(filters) && { filters }),
    }
  } catch {
    // Not what we wrote.
    return undefined
  }
}

function isGranted(filters: unknown): filters is Record<string, number> {
  return typeof filters === 'object' && filters !== null && Object.values(filters).every(Number.isInteger)
}
