/** The one thing that can be undone now. */
export type Undoable = { text: string; undo: () => void }

let current = $state.raw<Undoable | undefined>()

/** What was done last and can still be undone. */
export function undoable(): Undoable | undefined {
  return current
}

/** Says what was done, and offers to undo it for a while. It takes the place of the last one. */
export function offerUndo(text: string, undo: () => void): void {
  current = { text, undo }
}

export function forgetUndo(): void {
  current = undefined
}
