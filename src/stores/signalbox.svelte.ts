import type { Profile } from '../model/profile.ts'
import type { Platform } from '../net/platform.ts'
import { browserPlatform } from '../net/platform.ts'
import { pageHints } from '../net/wake.ts'
import { deviceStorage, Local } from '../storage/local.ts'
import { Channels } from './channels.svelte.ts'
import type { DemoHost } from './demo.svelte.ts'
import { Demo } from './demo.svelte.ts'
import { Profiles } from './profiles.svelte.ts'
import { Route } from './route.svelte.ts'
import { Settings } from './settings.svelte.ts'

/** The whole page's state, put together once. */
export class Signalbox {
  readonly local = new Local(deviceStorage('localStorage'))
  readonly settings = new Settings(this.local, navigator.languages)
  readonly profiles = new Profiles(this.local)
  readonly route = new Route()
  readonly demo: Demo
  readonly channels: Channels

  constructor(loadDemo: () => Promise<DemoHost>) {
    const session = new Local(deviceStorage('sessionStorage'))
    this.demo = new Demo(loadDemo, this.profiles, session)
    this.channels = new Channels({
      platformFor: (profile) => this.#platformFor(profile),
      wake: pageHints(),
      hidden: () => document.hidden,
    })
    document.addEventListener('visibilitychange', () => this.channels.heedVisibility())
  }

  /** The browser's wires, but for addresses in the demo's own URL space. */
  #platformFor({ options }: Profile): Platform {
    const platform = browserPlatform()
    const { host } = this.demo
    const server = String(options['server'] ?? '')
    if (!host || !URL.canParse(server) || new URL(server).host !== new URL(host.base).host) return platform
    return { ...platform, fetch: host.fetch, WebSocket: host.WebSocket }
  }
}
