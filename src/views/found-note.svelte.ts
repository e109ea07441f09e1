import type { Finding } from '../backends/find.ts'

let current = $state.raw<{ id: string; finding: Finding } | undefined>()

/** What the address of that profile turned out to be when it was made; undefined once the person put it away. */
export function foundAt(id: string): Finding | undefined {
  return current?.id === id ? current.finding : undefined
}

/** Remembers what was found, to be told above the profile. It takes the place of the last one. */
export function noteFound(id: string, finding: Finding): void {
  current = { id, finding }
}

/** It was read. */
export function forgetFound(): void {
  current = undefined
}
