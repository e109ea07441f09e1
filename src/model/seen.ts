import { isLocalId } from './ids.ts'
import type { Message } from './message.ts'

/** At least so many ids are remembered, and at most twice as many. */
export const REMEMBERED = 5_000

/** A message by its mark: ten thousand large ones themselves would be kept alive. */
type Marked = { id: string; at: number; length: number; mark: number }

/** A message of so many characters is held as it is. */
const HELD_CHARS = 400

/** How far an id is believed: `record`, a name in a record, where the server's time must be the same too, since many
 *  count anew after a restart; `wire`, the wire's own id; `exact`, the server promises that no other message has it. */
export type Trust = 'record' | 'wire' | 'exact'

/** The ids already shown, so that what a server tells again after a reconnect is not shown twice. Only what an earlier
 *  attempt showed counts: a server that repeats an id within one attempt does not name messages by it (many name the
 *  sender), and is not trusted with that again. */
export class Seen {
  /** What earlier attempts showed, or what is named exactly. Two generations: forgetting the oldest one by one makes a
   *  Map slower and slower. */
  #young = new Map<string, Marked>()
  #old = new Map<string, Marked>()
  /** What this attempt showed. It is looked at when the next one begins: until then a message costs nothing. */
  #recent: (Message | Marked)[] = []
  #earlier: (Message | Marked)[] = []
  #attempt = -1
  #trusted = true

  /** Is this message to be shown? `attempt` counts the channel's connections. */
  fresh(message: Message, attempt: number, trust: Trust = 'record'): boolean {
    if (attempt !== this.#attempt) this.#begin(attempt)
    const { id } = message
    if (isLocalId(id)) return true
    if (trust === 'exact') return this.#freshExact(message)
    if (!this.#trusted) return true
    const before = this.#get(id)
    if (before && isSame(before, message) && (trust === 'wire' || before.at === message.at)) return false
    this.#recent.push(sizeOf(message) > HELD_CHARS ? marked(message) : message)
    if (this.#recent.length >= REMEMBERED) {
      this.#earlier = this.#recent
      this.#recent = []
    }
    return true
  }

  /** This one was shown in an earlier life of the page, or by another tab. */
  remember(message: Message): void {
    if (!isLocalId(message.id)) this.#set(message)
  }

  #freshExact(message: Message): boolean {
    if (this.#get(message.id)) return false
    this.#set(message)
    return true
  }

  #begin(attempt: number): void {
    this.#attempt = attempt
    const shown = [...this.#earlier, ...this.#recent]
    this.#earlier = []
    this.#recent = []
    if (new Set(shown.map(({ id }) => id)).size < shown.length) {
      this.#trusted = false
      this.#young.clear()
      this.#old.clear()
    }
    if (this.#trusted) for (const each of shown) this.#set(each)
  }

  #get(id: string): Marked | undefined {
    if (this.#young.size === 0 && this.#old.size === 0) return undefined
    return this.#young.get(id) ?? this.#old.get(id)
  }

  #set(message: Message | Marked): void {
    const told = 'mark' in message ? message : marked(message)
    this.#young.set(message.id, told)
    if (this.#young.size < REMEMBERED) return
    this.#old = this.#young
    this.#young = new Map()
  }
}

function marked({ id, at, body }: Message): Marked {
  return { id, at, length: body.length, mark: markOf(body) }
}

function sizeOf({ body, source }: Message): number {
  return body.length + (typeof source === 'string' ? source.length : (source?.byteLength ?? 0))
}

function isSame(told: Marked, { body }: Message): boolean {
  return told.length === body.length && told.mark === markOf(body)
}

/** So many characters at each end of a text are looked at. */
const LOOKED_AT = 1_000

/** A mark of a text: FNV-1a of its ends. */
function markOf(body: string): number {
  let mark = 0x811c9dc5
  const add = (from: number, to: number) => {
    for (let place = from; place < to; place++) mark = Math.imul(mark ^ body.charCodeAt(place), 0x01000193)
  }
  add(0, Math.min(body.length, LOOKED_AT))
  add(Math.max(LOOKED_AT, body.length - LOOKED_AT), body.length)
  return mark
}
