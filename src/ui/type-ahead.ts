/** What is typed after a longer pause (ms) begins anew. */
const PAUSE_MS = 700

/** Finds a line by the beginning of its name, as it is typed
 *  (https://www.w3.org/WAI/ARIA/apg/patterns/treeview/#keyboardinteraction). */
export class TypeAhead {
  #typed = ''
  #at = -Infinity

  /** Takes a key at that time (ms), and says which of these names is meant, looked for from where the keyboard is on.
   *  -1: none. Undefined: it is no key for this. One letter again and again goes from hit to hit. */
  press(key: string, at: number, names: readonly string[], from: number): number | undefined {
    const goesOn = at - this.#at <= PAUSE_MS
    // Signs go on with a name, and mean other things by themselves.
    if ([...key].length !== 1 || !(goesOn ? /\S/u : /[\p{L}\p{N}]/u).test(key)) return undefined
    this.#typed = (goesOn ? this.#typed : '') + folded(key)
    this.#at = at
    const letters = [...this.#typed]
    const isSame = letters.every((letter) => letter === letters[0])
    const begin = isSame ? (letters[0] ?? '') : this.#typed
    const first = isSame ? from + 1 : from
    for (let step = 0; step < names.length; step++) {
      const index = (first + step) % names.length
      if (folded(names[index] ?? '').startsWith(begin)) return index
    }
    return -1
  }
}

const folded = (text: string) => text.normalize('NFC').toLowerCase()
