import type { Clock } from './clock.ts'
import { clock } from './clock.ts'

/** What becomes of a tab: put away (closed, or kept to go back to), stopped where it is, taken out again, or its face
 *  changed. */
export type Sign = 'away' | 'frozen' | 'back' | 'shown' | 'hidden'

/** Of `navigator.locks` what is needed here. https://www.w3.org/TR/web-locks/ */
export interface Locks {
  request(name: string, options: LockOptions, run: () => Promise<void>): Promise<unknown>
}

/** A line to the other tabs. Nobody hears what they say themselves. */
export interface Line {
  say(word: unknown): void
  close(): void
}

/** What a shared world needs of a tab; replaced in tests. */
export interface Tab {
  clock: Clock
  /** Undefined, as `openLine`, where there is nothing to share with: plain http on a LAN, old browsers. */
  locks: Locks | undefined
  openLine: ((hear: (word: unknown) => void) => Line) | undefined
  isHidden(): boolean
  listen(hear: (sign: Sign) => void): () => void
}

/** This tab. Tabs hear each other by `name`. */
export function browserTab(name: string): Tab {
  const locks = (navigator as Partial<Navigator>).locks
  return {
    clock,
    locks: locks && { request: (name, options, run) => locks.request(name, options, run) },
    openLine: typeof BroadcastChannel === 'undefined' ? undefined : (hear) => openLine(name, hear),
    isHidden: () => document.hidden,
    listen(hear) {
      const over = new AbortController()
      const on = (target: EventTarget, type: string, sign: () => Sign | undefined) => {
        const tell = () => {
          const seen = sign()
          if (seen) hear(seen)
        }
        target.addEventListener(type, tell, { signal: over.signal })
      }
      // A tab that is frozen or kept to go back to would hold its lock for good.
      on(window, 'pagehide', () => 'away')
      on(document, 'freeze', () => 'frozen')
      on(window, 'pageshow', () => 'back')
      on(document, 'resume', () => 'back')
      on(document, 'visibilitychange', () => (document.hidden ? 'hidden' : 'shown'))
      return () => over.abort()
    },
  }
}

function openLine(name: string, hear: (word: unknown) => void): Line {
  const channel = new BroadcastChannel(name)
  channel.onmessage = ({ data }: MessageEvent<unknown>) => hear(data)
  return { say: (word) => channel.postMessage(word), close: () => channel.close() }
}
