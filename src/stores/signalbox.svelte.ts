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
      local: this.local,
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

  /** The browser's wires, but for recordings, and for addresses in the demo's own URL space. */
  #platformFor({ id, options }: Profile): Platform {
    const replay = this.replays.get(id)
    if (replay) return replay.platform
    const platform = browserPlatform()
    const { host } = this.demo
    const server = String(options['server'] ?? '')
    if (!host || !URL.canParse(server) || new URL(server).host !== new URL(host.base).host) return platform
    return { ...platform, fetch: host.fetch, WebSocket: host.WebSocket }
  }
}
