/** What happens among those who are there. */
export type CrowdNews =
  { type: 'join' | 'leave'; from: string } | { type: 'typing'; from: string; on: boolean; room?: string }

/** One who is there, until `leave`. */
export interface Presence {
  /** Begins to write, or stops. */
  type(on: boolean, room?: string): void
  leave(): void
}

/** Who is there, by name; who has none is there all the same and hears of the others. A name that is there twice (two
 *  tabs of one person) is one. */
export class Crowd {
  readonly #count = new Map<string, number>()
  readonly #listeners = new Set<(news: CrowdNews) => void>()

  get members(): string[] {
    return [...this.#count.keys()]
  }

  /** `hear` is told what the others do, and must not throw. */
  enter(name: string, hear: (news: CrowdNews) => void = () => {}): Presence {
    const count = this.#count.get(name) ?? 0
    if (name) this.#count.set(name, count + 1)
    if (name && count === 0) this.#tell({ type: 'join', from: name })
    // A function of its own for each, so that the same listener twice is two.
    const mine = (news: CrowdNews) => hear(news)
    this.#listeners.add(mine)
    let there = true
    return {
      type: (on, room) => {
        if (there && name) this.#tell({ type: 'typing', from: name, on, ...(room && { room }) }, mine)
      },
      leave: () => {
        if (!there) return
        there = false
        this.#listeners.delete(mine)
        if (!name) return
        const left = (this.#count.get(name) ?? 1) - 1
        if (left > 0) this.#count.set(name, left)
        else this.#count.delete(name)
        if (left <= 0) this.#tell({ type: 'leave', from: name })
      },
    }
  }

  #tell(news: CrowdNews, but?: (news: CrowdNews) => void): void {
    for (const hear of [...this.#listeners]) if (hear !== but) hear(news)
  }
}
