import type { Profile, View } from '../model/profile.ts'
import type { Local } from '../storage/local.ts'
import type { Profiles } from './profiles.svelte.ts'

/** The in-page far side, once it is loaded. */
export type DemoHost = {
  base: string
  fetch: typeof fetch
  WebSocket: typeof WebSocket
  stop(): Promise<void>
}

const KEY = 'demo'
const VIEW_OPTIONS: Record<View, Record<string, unknown>> = {
  chat: { path: 'chat', wire: 'socket' },
  notifications: { path: 'notifications', wire: 'events' },
  polling: { path: 'readings', wire: 'poll', every: 2 },
}

/** The demo, as the page sees it: three connections that last as long as it runs, and no trace when it is left. */
export class Demo {
  state = $state<'off' | 'starting' | 'on' | 'failed'>('off')
  host = $state.raw<DemoHost | undefined>(undefined)
  readonly #load: () => Promise<DemoHost>
  readonly #profiles: Profiles
  /** Lasts as long as the tab, so that a reload comes back to the demo. */
  readonly #session: Local

  constructor(load: () => Promise<DemoHost>, profiles: Profiles, session: Local) {
    this.#load = load
    this.#profiles = profiles
    this.#session = session
  }

  /** Was the demo on when this tab was reloaded? */
  get wasOn(): boolean {
    return this.#session.get(KEY) === true
  }

  idOf(view: View): string {
    return `demo-${view}`
  }

  /** Is this one of the demo's connections? */
  has(id: string): boolean {
    return this.state === 'on' && id.startsWith('demo-')
  }

  /** Starts it, with the names that its connections get. */
  async start(names: Record<View, string>): Promise<void> {
    if (this.state === 'on' || this.state === 'starting') return
    this.state = 'starting'
    try {
      this.host = await this.#load()
    } catch {
      // The chunk could not be loaded: the page says so, and the button is still there.
      this.state = 'failed'
      return
    }
    this.state = 'on'
    this.#session.set(KEY, true)
    for (const [view, { path, ...options }] of Object.entries(VIEW_OPTIONS) as [View, Profile['options']][]) {
      const profile = {
        name: names[view],
        view,
        backend: 'json',
        options: this.#options(view, path, options),
      }
      const id = this.idOf(view)
      this.#profiles.add(profile, { id, temporary: true })
      this.#profiles.connect(id, true)
    }
  }

  async stop(): Promise<void> {
    if (this.state !== 'on') return
    this.state = 'off'
    this.#session.remove(KEY)
    for (const view of Object.keys(VIEW_OPTIONS) as View[]) this.#profiles.remove(this.idOf(view))
    await this.host?.stop()
    this.host = undefined
  }

  #options(view: View, path: unknown, options: Record<string, unknown>): Record<string, unknown> {
    const server = `${this.host?.base}/json/${String(path)}`
    return { ...options, server: view === 'chat' ? server.replace(/^http/, 'ws') : server }
  }
}
