/** Keys so long are unique over all clients (a shorter one counts 1, 2, 3): what comes again under one is not done
 *  again. */
const UNIQUE_KEY_CHARS = 16

/** A key that is never two makers', if it is one. */
export function uniqueKey(key: string | undefined): string | undefined {
  return key !== undefined && key.length >= UNIQUE_KEY_CHARS ? key : undefined
}

/** Rows of one kind by their ids, oldest first, so many and no more. An id is never used twice, and a key never for two
 *  rows. */
export class Ledger<Row extends { id: number; key?: string }> {
  #rows: Row[] = []
  readonly #keys = new Map<string, Row>()
  readonly #kept: number
  #floor = -Infinity
  #last = 0

  constructor(kept: number) {
    this.#kept = kept
  }

  get rows(): readonly Row[] {
    return this.#rows
  }

  /** What was here up to this id is not here any more. */
  get floor(): number {
    return this.#floor
  }

  /** The newest id that there is or was; 0 where there never was one. */
  get lastId(): number {
    return this.#last
  }

  /** The row that its maker calls so. */
  find(key: string): Row | undefined {
    return this.#keys.get(key)
  }

  /** False where it is no news. Rows come nearly in order: two tabs may tell theirs crosswise. */
  insert(row: Row): boolean {
    const { id } = row
    const key = uniqueKey(row.key)
    if (id <= this.#floor || (key !== undefined && this.#keys.has(key))) return false
    const at = this.#indexAfter(id)
    if (this.#rows[at - 1]?.id === id) return false
    this.#rows.splice(at, 0, row)
    this.#last = Math.max(this.#last, id)
    if (key !== undefined) this.#keys.set(key, row)
    if (this.#rows.length > this.#kept) this.#forget(this.#rows.shift())
    return true
  }

  /** Forgets what it had; of more rows than it keeps, it takes the newest. */
  fill(rows: readonly Row[]): void {
    this.#rows = rows.slice(-this.#kept)
    this.#keys.clear()
    for (const row of this.#rows) {
      const key = uniqueKey(row.key)
      if (key !== undefined) this.#keys.set(key, row)
    }
    this.#last = Math.max(this.#last, this.#rows.at(-1)?.id ?? 0)
    // Of as many as it keeps there may be more.
    const [first] = this.#rows
    if (first && rows.length >= this.#kept) this.#floor = first.id - 1
  }

  /** There is nothing up to this id, as what there was is not known. */
  beginAfter(id: number): void {
    this.#floor = Math.max(this.#floor, id)
    this.#last = Math.max(this.#last, id)
  }

  /** Ids up to this one are used up, also where no row has it any more. */
  countFrom(id: number): void {
    this.#last = Math.max(this.#last, id)
  }

  /** So many rows after an id, the oldest of them. */
  after(id: number, limit: number): Row[] {
    const from = this.#indexAfter(id)
    return this.#rows.slice(from, from + limit)
  }

  /** So many rows before an id, the newest of them. */
  before(id: number, limit: number): Row[] {
    const to = this.#indexAfter(id - 1)
    return this.#rows.slice(Math.max(0, to - limit), to)
  }

  #forget(row: Row | undefined): void {
    if (!row) return
    this.#floor = row.id
    this.#keys.delete(row.key ?? '')
  }

  /** Where the rows after an id begin. */
  #indexAfter(id: number): number {
    let from = 0
    let to = this.#rows.length
    while (from < to) {
      const middle = (from + to) >> 1
      if ((this.#rows[middle] as Row).id <= id) from = middle + 1
      else to = middle
    }
    return from
  }
}
