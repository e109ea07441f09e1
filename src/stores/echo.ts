import type { Draft } from '../model/act.ts'
import type { Frame, Message } from '../model/message.ts'
import { textOf } from '../model/text.ts'

/** An echo without an id is one if it comes so soon. */
export const ECHO_MS = 10_000
/** After so long it is judged whether one came: well after its time, since a timer may come a little early. */
export const JUDGED_MS = ECHO_MS + 50
/** So many drafts are known by their ids. */
const REMEMBERED = 500

/** `seen`: matched once, which another person's equal line may also have been. `sure`: more than once, or by id. */
type Echoes = 'unknown' | 'seen' | 'sure' | 'no'

/** A message that was taken for the echo of a draft. */
export type Match = { draft: Draft; message: Message }

/** Tells which message is the server's echo of a draft of ours: by id, or, where the server keeps none, by body and
 *  order within 10 s. Once a server is seen not to echo, matching by body stops, and a match that was made before it was
 *  known is handed back: nobody's line stays hidden. */
export class EchoMatcher {
  #outstanding: { draft: Draft; since: number }[] = []
  #echoes: Echoes = 'unknown'
  #doubtful: Match | undefined
  /** What was handed back, by a line that was handed over then (epoch ms) and did not come. */
  #handedBack: (Match & { since: number }) | undefined
  /** Every draft of late, by its id and by the server's. */
  #known = new Map<string, Draft>()
  #last: Draft | undefined

  handed(draft: Draft, now: number): void {
    this.release(draft.id)
    if (bodyOf(draft) !== undefined) this.#outstanding.push({ draft, since: now })
    this.#last = draft
    this.#know(draft.id, draft)
  }

  /** One of an earlier life of the page, or of another tab: its echo may still come, and is known by its id. */
  remember(draft: Draft): void {
    this.#know(draft.id, draft)
    if (draft.messageId) this.#know(draft.messageId, draft)
  }

  /** It is not on its way any more: its echo is not waited for, but known by its id should it come. */
  release(id: string): void {
    this.#outstanding = this.#outstanding.filter(({ draft }) => draft.id !== id)
  }

  /** It is settled. */
  forget({ id, messageId }: Pick<Draft, 'id' | 'messageId'>): void {
    this.release(id)
    this.#known.delete(id)
    if (messageId) this.#known.delete(messageId)
  }

  /** The server has it: that its echo does not come is no reason to doubt it. */
  confirmed(draft: Draft): void {
    for (const each of this.#outstanding) if (each.draft.id === draft.id) each.draft = draft
  }

  /** The server's own id for a draft, once an ack told it. */
  named(draft: Draft, messageId: string): void {
    this.#know(messageId, { ...draft, messageId })
  }

  /** The connection is gone. Returns the drafts that a server that is sure to echo has not echoed, and the one that was
   *  handed over last. What was learnt of a server that does not echo is open again: a drop looks the same. `again`: what
   *  was handed back for no better reason than that the wire was dead (`heardAt`: when the server was heard last). */
  dropped(heardAt?: number): { unechoed: Draft[]; last: Draft | undefined; again: Match | undefined } {
    const awaited = this.#provable.map(({ draft }) => draft).filter(({ confirmed }) => !confirmed)
    const unechoed = this.#echoes === 'sure' ? awaited : []
    const last = this.#last
    const judged = this.#handedBack
    this.#outstanding = []
    this.#last = this.#handedBack = undefined
    if (this.#echoes === 'no') this.#echoes = 'unknown'
    if (!judged || judged.since <= (heardAt ?? 0) - ECHO_MS) return { unechoed, last, again: undefined }
    const again = { draft: judged.draft, message: judged.message }
    this.#echoes = 'seen'
    this.#doubtful = again
    return { unechoed, last, again }
  }

  /** The draft that this message is the echo of. */
  match(message: Message, now: number): Draft | undefined {
    if (this.#known.size === 0) return undefined
    const byId = this.#known.get(message.echoOf ?? '') ?? this.#known.get(message.id)
    if (byId) {
      this.#echoes = 'sure'
      this.forget(byId)
      return byId
    }
    if (this.#outstanding.length === 0 || this.#echoes === 'no') return undefined
    if (message.from !== undefined && !message.own) return undefined
    const byBody = this.#outstanding.find(
      ({ draft, since }) => now - since <= ECHO_MS && says(draft, message),
    )
    if (!byBody) return undefined
    if (this.#echoes === 'unknown') {
      this.#echoes = 'seen'
      this.#doubtful = { draft: byBody.draft, message }
    } else {
      this.#echoes = 'sure'
      this.#doubtful = undefined
    }
    this.forget(byBody.draft)
    return byBody.draft
  }

  /** Looks at what did not come in time. Returns the match to take back, where this shows that there are no echoes. */
  judge(now: number): Match | undefined {
    const late = this.#provable.find(({ since }) => now - since > ECHO_MS)
    this.#outstanding = this.#outstanding.filter(({ since }) => now - since <= ECHO_MS)
    if (!late || this.#echoes === 'sure') return undefined
    this.#echoes = 'no'
    const doubtful = this.#doubtful
    this.#doubtful = undefined
    if (doubtful) this.#handedBack = { ...doubtful, since: late.since }
    return doubtful
  }

  /** Those whose echo proves something if it does not come: a server may relay text alone. */
  get #provable(): { draft: Draft; since: number }[] {
    return this.#outstanding.filter(({ draft }) => typeof bodyOf(draft) === 'string')
  }

  #know(id: string, draft: Draft): void {
    this.#known.set(id, draft)
    if (this.#known.size <= REMEMBERED) return
    const oldest = this.#known.keys().next()
    if (!oldest.done) this.#known.delete(oldest.value)
  }
}

/** What was said to another room is another line, however equal. */
function says(draft: Draft, { body: said, source, room }: Message): boolean {
  const { act } = draft
  const to = 'room' in act ? act.room : undefined
  if (to !== undefined && room !== undefined && to !== room) return false
  const body = bodyOf(draft)
  if (typeof body !== 'object') return body !== undefined && (body === said || body === source)
  return typeof source === 'object' && isSame(body, source)
}

/** What a draft says: a text, also where it was written as bytes, or bytes that are none. */
function bodyOf({ act }: Draft): Frame | undefined {
  return act.kind === 'say' ? (textOf(act.body) ?? act.body) : undefined
}

function isSame(one: ArrayBuffer, other: ArrayBuffer): boolean {
  if (one.byteLength !== other.byteLength) return false
  const [ours, theirs] = [new Uint8Array(one), new Uint8Array(other)]
  return ours.every((byte, at) => byte === theirs[at])
}
