/** Between two draws there is this many times the time that one took, so that a flood leaves time for a person. */
const REST = 2
const REST_MAX_MS = 100
/** A draw (ms) that leaves the next frame its time needs no rest. */
const LIGHT_MS = 12
/** More rows than this in a ms are a flood that nobody reads: then so many ms pass between two draws. */
const FLOOD_ROWS = 16
const FLOOD_MS = 50

/** When a list is drawn again: with the next frame, unless draws are slow or what comes is more than anyone reads. Times
 *  are ms of one clock. */
export class DrawPace {
  #restUntil = 0
  #drewAt = 0
  #rows = 0
  #took = 0

  /** Is it too soon? */
  rests(now: number): boolean {
    return now < this.#restUntil
  }

  /** One draw was done, of so many rows more than the one before. */
  drew(rows: number, began: number, ended: number): void {
    // Of two draws: the network brings rows in lumps, and one draw may be slow for once, as that of the first rows is.
    this.#rows = (this.#rows + rows / Math.max(1, began - this.#drewAt)) / 2
    const took = Math.min(ended - began, this.#took)
    this.#drewAt = began
    this.#took = ended - began
    this.#restUntil = ended + this.#restAfter(took)
  }

  #restAfter(took: number): number {
    if (this.#rows > FLOOD_ROWS) return FLOOD_MS
    return took > LIGHT_MS ? Math.min(took * REST, REST_MAX_MS) : 0
  }
}
