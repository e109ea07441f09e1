import type { Reason } from '../model/reason.ts'
import type { View } from '../model/profile.ts'
import type { Backend } from './backend.ts'

/** One light line for each backend; the rest of it is loaded when it is asked for. */
export type Entry = {
  label: Reason
  help: Reason
  views: readonly View[]
  load: () => Promise<{ default: Backend }>
}

/** Every backend there is. To add one: a file, and a line here. */
export const backends = {
  plain: {
    label: { code: 'backend.plain' },
    help: { code: 'backend.plain.help' },
    views: ['chat', 'notifications', 'polling'],
    load: () => import('./plain.ts') as unknown as Promise<{ default: Backend }>,
  },
  json: {
    label: { code: 'backend.json' },
    help: { code: 'backend.json.help' },
    views: ['chat', 'notifications', 'polling'],
    load: () => import('./json.ts') as unknown as Promise<{ default: Backend }>,
  },
} as const satisfies Record<string, Entry>

export type BackendName = keyof typeof backends

/** The registry's entry of that name, if it has one: names come from saved profiles and links. */
export function backendEntry(name: string): Entry | undefined {
  return Object.hasOwn(backends, name) ? backends[name as BackendName] : undefined
}
