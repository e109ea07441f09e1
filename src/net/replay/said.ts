import type { Frame } from '../../model/message.ts'

/** What of a frame that went out a person said; undefined where it was the protocol's own. */
export type SaidOf = (frame: Frame) => { id?: string; body: string; room?: string } | undefined

/** Frames that the backend sent by itself are remembered until the recording comes to them. */
const MAX_UNTOLD = 20

/** Who sent what, in a recording: the backend that plays along, or the person of then. */
export class Sayings {
  of: SaidOf = () => undefined
  #untold: Frame[] = []
  /** What is being said for the person who said it then: told when it is handed over. */
  #owed: { body: string; handed: () => void }[] = []

  /** The backend hands a frame over. Returns whether it is what the person said. */
  send(frame: Frame): boolean {
    const body = this.of(frame)?.body
    const index = this.#owed.findIndex((owed) => owed.body === body)
    if (index < 0) {
      this.#untold = [...this.#untold, frame].slice(-MAX_UNTOLD)
      return false
    }
    this.#owed.splice(index, 1)[0]?.handed()
    return true
  }

  /** Did the backend send by itself what the recording tells now? Told once. */
  isItsOwn(frame: Frame): boolean {
    const index = this.#untold.indexOf(frame)
    if (index >= 0) this.#untold.splice(index, 1)
    return index >= 0
  }

  /** Resolves when what the person said is handed over. */
  handed(body: string): Promise<void> {
    return new Promise((handed) => this.#owed.push({ body, handed }))
  }

  /** Nothing is handed over any more. */
  end(): void {
    for (const { handed } of this.#owed) handed()
    this.#owed = []
  }
}
