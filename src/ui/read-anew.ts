import { getContext, setContext } from 'svelte'
import type { Frame } from '../model/message.ts'

/** How what came at that time (epoch ms) can be read differently; undefined where it cannot. */
export type ReadAnew = (frame: Frame, at: number) => (() => void) | undefined

const READ = Symbol('read anew')

/** For all rows in the component that is being made. */
export function provideReadAnew(read: ReadAnew): void {
  setContext(READ, read)
}

/** What there is for a row that is being made; nothing where it stands alone. */
export function readAnew(): ReadAnew | undefined {
  return getContext<ReadAnew | undefined>(READ)
}
