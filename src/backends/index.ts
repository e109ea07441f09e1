import type { Reason } from '../model/reason.ts'
import type { View } from '../model/profile.ts'
import type { Backend } from './backend.ts'
import type { Look } from './look.ts'
import { beginsAsJson, isJson } from './look-type.ts'

/** One light line for each backend; the rest of it is loaded when it is asked for. */
export type Entry = {
  label: Reason
  help: Reason
  views: readonly View[]
  /** How much it makes of what a look saw: 0 (nothing) to 1. The most of all is proposed. */
  looks: (look: Look) => number
  load: () => Promise<{ default: Backend }>
}

/** Every backend there is. To add one: a file, and a line here. */
export const backends = {
  plain: {
    label: { code: 'backend.plain' },
    help: { code: 'backend.plain.help' },
    views: ['chat', 'notifications', 'polling'],
    // Whatever it is, it can be shown as it is.
    looks: () => 0.5,
    load: () => import('./plain.ts') as unknown as Promise<{ default: Backend }>,
  },
  json: {
    label: { code: 'backend.json' },
    help: { code: 'backend.json.help' },
    views: ['chat', 'notifications', 'polling'],
    // Of a stream that is silent it is more likely than not; a socket that waits is mostly for lines of text.
    looks: ({ texts, http }) => {
      if (texts.length === 0) return http ? 0.6 : 0.4
      // One that is longer than a look is no JSON yet.
      return texts.some((text) => isJson(text) || (http?.isWhole === false && beginsAsJson(text))) ? 0.9 : 0.1
    },
    load: () => import('./json.ts') as unknown as Promise<{ default: Backend }>,
  },
  ntfy: {
    label: { code: 'backend.ntfy' },
    help: { code: 'backend.ntfy.help' },
    views: ['notifications', 'chat', 'polling'],
    // Its streams begin with this.
    looks: ({ texts }) =>
      texts.some((text) => /^\{"id":"\w+","time":\d+,.*"event":"\w+"/.test(text)) ? 1 : 0,
    load: () => import('./ntfy/ntfy.ts') as unknown as Promise<{ default: Backend }>,
  },
  socketio: {
    label: { code: 'backend.socketio' },
    help: { code: 'backend.socketio.help' },
    views: ['chat', 'notifications', 'polling'],
    // It opens every connection by this.
    looks: ({ texts }) => (/^0\{"sid":"/.test(texts[0] ?? '') ? 1 : 0),
    load: () => import('./socketio/socketio.ts') as unknown as Promise<{ default: Backend }>,
  },
  mqtt: {
    label: { code: 'backend.mqtt' },
    help: { code: 'backend.mqtt.help' },
    views: ['chat', 'notifications', 'polling'],
    // Only a broker takes its subprotocol, where others are offered before it.
    looks: ({ socket }) => (/^mqtt/.test(socket?.protocol ?? '') ? 1 : 0),
    load: () => import('./mqtt/mqtt.ts') as unknown as Promise<{ default: Backend }>,
  },
  nchan: {
    label: { code: 'backend.nchan' },
    help: { code: 'backend.nchan.help' },
    views: ['chat', 'notifications', 'polling'],
    // Known by its handshake and by how its streams begin (`known/nchan.ts`), not by what it says.
    looks: () => 0,
    load: () => import('./nchan/nchan.ts') as unknown as Promise<{ default: Backend }>,
  },
} as const satisfies Record<string, Entry>

export type BackendName = keyof typeof backends

/** The registry's entry of that name, if it has one: names come from saved profiles and links. */
export function backendEntry(name: string): Entry | undefined {
  return Object.hasOwn(backends, name) ? backends[name as BackendName] : undefined
}
