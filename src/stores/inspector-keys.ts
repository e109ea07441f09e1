/** So many places are given back at once. */
const SLACK = 4_096

/** Keys in their order, to which are added larger ones at the end, and from which the smallest are dropped. */
export class Keys {
  #keys: number[] = []
  #head = 0

  get length(): number {
    return this.#keys.length - this.#head
  }

  keyAt(index: number): number | undefined {
    return index < 0 ? undefined : this.#keys[this.#head + index]
  }

  push(key: number): void {
    this.#keys.push(key)
  }

  /** Forgets those below. */
  dropBelow(key: number): void {
    while (this.#head < this.#keys.length && (this.#keys[this.#head] as number) < key) this.#head++
    if (this.#head <= SLACK || this.#head <= this.length) return
    this.#keys = this.#keys.slice(this.#head)
    this.#head = 0
  }

  /** The place of a key, or of the first that is larger; past the end where there is none. */
  indexOf(key: number): number {
    let [low, high] = [this.#head, this.#keys.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#keys[middle] as number) < key) low = middle + 1
      else high = middle
    }
    return low - this.#head
  }
}
