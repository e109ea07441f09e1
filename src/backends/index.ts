import type { Reason } from '../model/reason.ts'
import type { View } from '../model/profile.ts'
import type { Backend } from './backend.ts'
import type { Look } from './look.ts'
import { beginsAsJson, isJson } from './look-type.ts'

/** What a line of the registry says. */
type Listed = {
  views: readonly View[]
  /** How much it makes of what a look saw: 0 (nothing, as where it is not said) to 1. The most of all is proposed. */
  looks?: (look: Look) => number
  load: () => Promise<{ default: Backend }>
}

/** One light line for each backend; the rest of it is loaded when it is asked for. Its name and a sentence about it are the
 *  words `backend.NAME` and `backend.NAME.help`. */
const listed = {
  plain: {
    views: ['chat', 'notifications', 'polling'],
    // Whatever it is, it can be shown as it is.
    looks: () => 0.5,
    load: () => import('./plain.ts'),
  },
  json: {
    views: ['chat', 'notifications', 'polling'],
    // Of a stream that is silent it is more likely than not; a socket that waits is mostly for lines of text.
    looks: ({ texts, http }) => {
      if (texts.length === 0) return http ? 0.6 : 0.4
      // One that is longer than a look is no JSON yet.
      return texts.some((text) => isJson(text) || (http?.isWhole === false && beginsAsJson(text))) ? 0.9 : 0.1
    },
    load: () => import('./json.ts'),
  },
  ntfy: {
    views: ['notifications', 'chat', 'polling'],
    // Its streams begin with this.
    looks: ({ texts }) =>
      texts.some((text) => /^\{"id":"\w+","time":\d+,.*"event":"\w+"/.test(text)) ? 1 : 0,
    load: () => import('./ntfy/ntfy.ts'),
  },
  socketio: {
    views: ['chat', 'notifications', 'polling'],
    // It opens every connection by this.
    looks: ({ texts }) => (/^0\{"sid":"/.test(texts[0] ?? '') ? 1 : 0),
    load: () => import('./socketio/socketio.ts'),
  },
  mqtt: {
    views: ['chat', 'notifications', 'polling'],
    // Only a broker takes its subprotocol, where others are offered before it.
    looks: ({ socket }) => (/^mqtt/.test(socket?.protocol ?? '') ? 1 : 0),
    load: () => import('./mqtt/mqtt.ts'),
  },
  nchan: {
    views: ['chat', 'notifications', 'polling'],
    // Known by its handshake and by how its streams begin (`known/nchan.ts`), not by what it says.
    load: () => import('./nchan/nchan.ts'),
  },
} satisfies Record<string, Listed>

export type BackendName = keyof typeof listed

/** A backend as it is listed, and what it is called. */
export type Entry = Required<Listed> & { label: Reason; help: Reason }

/** Every backend there is. To add one: a file, and a line above. */
export const backends: Readonly<Record<BackendName, Entry>> = named(listed)

/** The registry's entry of that name, if it has one: names come from saved profiles and links. */
export function backendEntry(name: string): Entry | undefined {
  return Object.hasOwn(backends, name) ? backends[name as BackendName] : undefined
}

function named(entries: Record<BackendName, Listed>): Record<BackendName, Entry> {
  const names = Object.keys(entries) as BackendName[]
  const entryOf = (name: BackendName): Entry => ({
    looks: () => 0,
    ...entries[name],
    label: { code: `backend.${name}` },
    help: { code: `backend.${name}.help` },
  })
  return Object.fromEntries(names.map((name) => [name, entryOf(name)])) as Record<BackendName, Entry>
}
