import type { Profile } from '../model/profile.ts'
import type { Platform } from '../net/platform.ts'
import { browserPlatform } from '../net/platform.ts'
import { pageHints } from '../net/wake.ts'
import { deviceStorage, Local } from '../storage/local.ts'
import { Channels } from './channels.svelte.ts'
import type { DemoHost } from './demo.svelte.ts'
import { Demo } from './demo.svelte.ts'
import { Kept } from './kept.svelte.ts'
import { Profiles } from './profiles.svelte.ts'
import { Replays } from './replays.svelte.ts'
import { Route } from './route.svelte.ts'
import type { Secrets } from './secrets.svelte.ts'
import { Settings } from './settings.svelte.ts'

/** The whole page's state, put together once. */
export class Signalbox {
  readonly local = new Local(deviceStorage('localStorage'))
  readonly settings = new Settings(this.local, navigator.languages)
  readonly profiles = new Profiles(this.local)
  readonly route = new Route()
  readonly demo: Demo
  readonly replays = new Replays(this.profiles, (id) => this.channels.renew(id))
  readonly channels: Channels
  readonly kept: Kept

  constructor(loadDemo: () => Promise<DemoHost>) {
    const session = new Local(deviceStorage('sessionStorage'))
    this.demo = new Demo(loadDemo, this.profiles, session)
    this.channels = new Channels({
      platformFor: (profile) => this.#platformFor(profile),
      wake: pageHints(),
      playing: ({ id }) => this.replays.get(id)?.player,
      hidden: () => document.hidden,
      isTemporary: (id) => this.profiles.isTemporary(id),
      profileOf: (id) => this.profiles.get(id),
      local: this.local,
      session,
      keepNothing: () => this.settings.keepNothing,
      archive: (archive) => this.kept.watch(archive),
    })
    this.kept = new Kept(
      this.settings,
      this.profiles,
      this.local,
      async () => (await this.channels.load()).archive,
    )
    document.addEventListener('visibilitychange', () => this.channels.heedVisibility())
  }

  /** Tokens and passwords, by profile. Rejects where that part of the page does not come. */
  async secrets(): Promise<Secrets> {
    return (await this.channels.load()).secrets
  }

  /** The browser's wires, but for recordings, and for addresses in the demo's own URL space. */
  #platformFor({ id, options }: Profile): Platform {
    return this.replays.get(id)?.platform ?? this.platformAt(String(options['server'] ?? ''))
  }

  /** What reaches that address: the browser's own wires, but for the demo's. */
  platformAt(server: string): Platform {
    const platform = browserPlatform()
    const { host } = this.demo
    if (!host || !URL.canParse(server) || new URL(server).host !== new URL(host.base).host) return platform
    return { ...platform, fetch: host.fetch, WebSocket: host.WebSocket }
  }
}
