import type { CrowdNews } from './crowd.ts'
import type { Told } from './book.ts'
import type { Place } from './place.ts'

/** What a client says about the conversation itself. `id`s are given back as they came. */
export type ClientWord =
  | { type: 'hello'; from: string; since?: string }
  | { type: 'ping'; id: unknown }
  | { type: 'typing'; on: boolean; room?: string }
  | { type: 'history'; id: unknown; before?: string; limit: number }

/** What is said to it. Times are epoch ms. */
export type ServerWord =
  | { type: 'pong'; id: unknown }
  | { type: 'error'; id: unknown; text: string }
  | { type: 'resumed'; cursor: string }
  | { type: 'gap'; to: number | undefined }
  | { type: 'presence'; members: string[] }
  | { type: 'history'; id: unknown; rows: Told[]; done: boolean }
  | CrowdNews

/** How a dialect says these. */
export interface Words {
  greeting(place: Place, wire: 'socket' | 'events'): string
  read(frame: string): ClientWord | undefined
  write(word: ServerWord): string
  /** A whole answer to who asked what was new. */
  since(rows: readonly Told[], cursor: string, missed: boolean): string
}
