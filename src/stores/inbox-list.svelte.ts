import { Filter } from '../model/filter.ts'
import type { Entry, Key } from '../model/log.ts'
import type { Reading } from './reading.ts'

/** Which entries are shown at all: another function once that is set anew. `removals` grows when one was removed, or put
 *  back. */
type Accepts = { readonly accept: (entry: Entry) => boolean; readonly removals: number }

/** What an inbox shows of a log, newest first. */
export class InboxList {
  readonly #accepts: Accepts
  readonly #reading: Reading

  readonly #shown = $derived.by(() => {
    void this.#accepts.removals
    return new Filter(this.#reading.log, this.#accepts.accept)
  })

  /** `of` changes with what is accepted. Places hold while the log goes on: what it drops meanwhile is undefined. */
  readonly entries = $derived.by(() => {
    void this.#reading.version
    const of = this.#shown.update()
    const { length, dropped, prepended } = of
    const at = (index: number): Entry | undefined =>
      of.at(length - 1 - index - (of.dropped - dropped) + (of.prepended - prepended))
    const indexOf = (key: Key): number => {
      const place = of.indexOf(key)
      const index = length - 1 - place - (of.dropped - dropped) + (of.prepended - prepended)
      return place < 0 || index < 0 || index >= length ? -1 : index
    }
    return { of, length, dropped, prepended, at, indexOf }
  })

  constructor(accepts: Accepts, reading: Reading) {
    this.#accepts = accepts
    this.#reading = reading
  }
}
