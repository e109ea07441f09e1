import type { Draft } from '../model/act.ts'
import type { Message } from '../model/message.ts'

/** An echo without an id is one if it comes so soon. */
export const ECHO_MS = 10_000
/** Somebody else's line that comes so long after ours, and ours not yet: this server does not send us our own. */
export const EVIDENCE_MS = 1_500

/** `seen`: matched once, which another person's equal line may also have been. `sure`: more than once, or by id. */
type Echoes = 'unknown' | 'seen' | 'sure' | 'no'

/** Tells which message is the server's echo of a draft of ours: by id, or, where the server keeps none, by body and
 *  order within 10 s. Once a server is seen not to echo, matching by body stops, and a match that was made before it was
 *  known is handed back: nobody's line stays hidden. */
export class EchoMatcher {
  #outstanding: { draft: Draft; since: number }[] = []
  #echoes: Echoes = 'unknown'
  #doubtful: { draft: Draft; message: Message } | undefined

  /** Drafts on their way or arrived, whose echo may still come. */
  get outstanding(): readonly Draft[] {
    return this.#outstanding.map(({ draft }) => draft)
  }

  /** Does this server echo, as far as is known? */
  get expects(): boolean {
    return this.#echoes === 'sure'
  }

  handed(draft: Draft, now: number): void {
    this.forget(draft.id)
    this.#outstanding.push({ draft, since: now })
  }

  forget(id: string): void {
    this.#outstanding = this.#outstanding.filter(({ draft }) => draft.id !== id)
  }

  /** The server's own id for a draft, once an ack told it. */
  named(id: string, messageId: string): void {
    for (const each of this.#outstanding) if (each.draft.id === id) each.draft = { ...each.draft, messageId }
  }

  /** The draft that this message is the echo of. */
  match(message: Message, now: number): Draft | undefined {
    if (this.#outstanding.length === 0) return undefined
    const byId = this.#outstanding.find(
      ({ draft }) => draft.id === message.echoOf || draft.id === message.id || draft.messageId === message.id,
    )
    if (byId) {
      this.#echoes = 'sure'
      this.forget(byId.draft.id)
      return byId.draft
    }
    if (this.#echoes === 'no' || (message.from !== undefined && !message.own)) return undefined
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
    this.forget(byBody.draft.id)
    return byBody.draft
  }

  /** Looks at what did not come in time. Returns the match to take back, where this shows that there are no echoes.
   *  `other`: somebody else's message has just come. */
  judge(now: number, other: boolean): { draft: Draft; message: Message } | undefined {
    const first = this.#outstanding[0]
    if (!first) return undefined
    const waited = now - first.since
    if (waited <= (other ? EVIDENCE_MS : ECHO_MS) || this.#echoes === 'sure' || this.#echoes === 'no') {
      // Known to echo, or by id only: what is too old for a match is let go.
      // Asked for every message of a flood: looked through only when there is something to find.
      if (waited > 2 * ECHO_MS)
        this.#outstanding = this.#outstanding.filter(({ since }) => now - since <= 2 * ECHO_MS)
      return undefined
    }
    this.#echoes = 'no'
    const doubtful = this.#doubtful
    this.#doubtful = undefined
    return doubtful
  }
}

function says({ act }: Draft, message: Message): boolean {
  return act.kind === 'say' && (act.body === message.body || act.body === message.source)
}
