/** The one thing that can be undone now. */
export type Undoable = { text: string; undo: () => void }

let current = $state.raw<Undoable | undefined>()
let settle: (() => void) | undefined

/** What was done last and can still be undone. */
export function undoable(): Undoable | undefined {
  return current
}

/** Says what was done, and offers to undo it for a while. It takes the place of the last one. `done` is called once it
 *  cannot be undone any more. */
export function offerUndo(text: string, undo: () => void, done?: () => void): void {
  settle?.()
  settle = done
  current = {
    text,
    undo() {
      settle = undefined
      undo()
    },
  }
}

/** It was undone, or will not be. */
export function forgetUndo(): void {
  current = undefined
  settle?.()
  settle = undefined
}

// Whoever leaves the page takes nothing back. Before those who write down what is left.
globalThis.addEventListener?.('pagehide', forgetUndo, { capture: true })
