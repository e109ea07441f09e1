import { parseAddress } from '../model/address.ts'
import type { Profile } from '../model/profile.ts'
import type { Clock } from '../net/clock.ts'
import { clock as realClock } from '../net/clock.ts'
import type { Tab } from '../net/tab.ts'
import { browserTab } from '../net/tab.ts'
import type { Archive } from '../storage/archive.ts'
import { openArchive } from '../storage/archive.ts'
import type { Surroundings } from './surroundings.ts'
import { forgetBeside } from './beside.ts'
import { Lasting } from './lasting.ts'
import { Live } from './live.svelte.ts'
import { Secrets } from './secrets.svelte.ts'
import { Journal } from '../storage/journal.ts'
import type { Local } from '../storage/local.ts'
import type { State } from './desk.ts'
import { Tabs } from './tabs.ts'

/** What is kept of a profile outlives its removal for so long: that may be undone. */
const FORGET_MS = 60_000
/** A tab without locks asks the others whether they are there, and waits so long for an answer. */
const ALONE_MS = 250

/** What the profiles that run need of the page around them. */
export type Around = Pick<Surroundings, 'platformFor' | 'wake' | 'playing'> & {
  isTemporary: (id: string) => boolean
  profileOf: (id: string) => Profile | undefined
  local: Local
  /** What lasts as long as this tab. */
  session: Local
  keepNothing: () => boolean
  hidden: () => boolean
  /** Told which archive there is. */
  archive: (archive: Archive) => void
}

export type Wanted = {
  profiles: readonly Profile[]
  connected: ReadonlySet<string>
  open: string | undefined
}

/** The profiles that run, or are looked at, in this tab: with their wires where it leads, else as the leader tells. */
export class Lives {
  readonly archive: Archive
  readonly #tabs: Tabs
  /** Tokens and passwords of all profiles, whether they run or not. */
  readonly secrets: Secrets
  readonly #around: Around
  readonly #clock: Clock
  readonly #changed: (lives: ReadonlyMap<string, Live>) => void
  /** For what leaves no trace: the demo's profiles. */
  readonly #nowhere = openArchive({ factory: () => undefined })
  #lives: ReadonlyMap<string, Live> = new Map()
  #wanted: Wanted = { profiles: [], connected: new Set(), open: undefined }
  #alone: Promise<boolean> | undefined
  /** Some profile here is more than the demo's. */
  #keeps = false

  constructor(
    around: Around,
    changed: (lives: ReadonlyMap<string, Live>) => void,
    { tab = browserTab('signalbox'), archive = openArchive(), clock = realClock }: Partial<Outside> = {},
  ) {
    this.#around = around
    this.#changed = changed
    this.#clock = clock
    this.archive = archive
    around.archive(archive)
    archive.listen((trouble) => {
      if (!trouble) this.#shared((live) => void live.keepAgain())
    })
    if (around.keepNothing()) void archive.keepNothing(true)
    this.secrets = new Secrets({
      device: around.local,
      session: around.session,
      clock,
      hostOf: (id) => serverHost(around.profileOf(id)),
      say: (word) => this.#tabs.tellSecrets(word),
    })
    this.secrets.listen((id) => this.#sharedOf(id)?.heedSecrets())
    this.#tabs = new Tabs(tab, {
      lead: () => this.#shared((live) => live.lead()),
      follow: () => this.#shared((live) => live.follow()),
      batch: (profile, batch) => this.#sharedOf(profile)?.hear(batch),
      state: (profile, state) => this.#sharedOf(profile)?.adopt(state),
      tapped: (profile, tapped) => this.#sharedOf(profile)?.watch.hear(tapped),
      secrets: (word) => this.secrets.hear(word),
      joined: () => this.secrets.ask(),
      states: () => this.#states(),
      serve: ({ profile, call, with: given }) => this.#ensure(profile)?.serve(call, given),
      stopped: (stopped) => archive.pause(stopped),
      watched: () => {
        this.heedVisibility()
        if (this.#tabs.watchedElsewhere) this.#shared((live) => live.nudge())
      },
    })
    this.#tabs.start()
  }

  /** Is this the tab that makes a noise about what comes? */
  get alerts(): boolean {
    return this.#tabs.leading && !this.#tabs.watchedElsewhere
  }

  /** Makes what runs be what is wanted. A channel that is closed keeps its log until its profile is removed. */
  follow(wanted: Wanted): void {
    this.#wanted = wanted
    const { profiles, connected, open } = wanted
    this.secrets.follow(profiles.map(({ id }) => id))
    const next = new Map<string, Live>()
    for (const profile of profiles) {
      const needed = connected.has(profile.id) || open === profile.id
      const live = this.#lives.get(profile.id) ?? (needed ? this.#make(profile) : undefined)
      if (!live) continue
      next.set(profile.id, live)
      if (live.profile !== profile) live.change(profile)
      if (connected.has(profile.id)) live.start()
      else if (live.wanted) live.stop()
    }
    const gone = [...this.#lives].filter(([id]) => !next.has(id))
    for (const [, live] of gone) live.stop()
    if (gone.length > 0 && this.#keeps) this.#clock.after(FORGET_MS, () => void this.#forget())
    this.#show(next)
  }

  /** Forgets all that a channel has told, and begins it anew. Only what is temporary is kept nowhere else. */
  renew(id: string): void {
    this.#lives.get(id)?.stop()
    this.#lives = new Map([...this.#lives].filter(([other]) => other !== id))
    this.follow(this.#wanted)
  }

  heedVisibility(): void {
    for (const live of this.#lives.values()) live.heedVisibility()
  }

  #make(profile: Profile): Live {
    const { platformFor, wake, playing, isTemporary, hidden, local, keepNothing } = this.#around
    const temporary = isTemporary(profile.id)
    if (!temporary && !this.#keeps) this.#clock.after(FORGET_MS, () => void this.#forget())
    this.#keeps ||= !temporary
    const tabs = this.#tabs
    const live: Live = new Live(profile, {
      platformFor,
      wake,
      ...(playing && { playing }),
      ...(!temporary && {
        secrets: {
          of: (profile) => this.secrets.for(profile.id, serverHost(profile)),
          settled: () => this.secrets.settled(),
        },
      }),
      hidden: () => hidden() && !tabs.watchedElsewhere,
      archive: temporary ? this.#nowhere : this.archive,
      journalFor: ({ id }) =>
        temporary ? undefined : new Journal(local, id, () => this.archive.trouble === undefined),
      localFor: () => (temporary ? undefined : local),
      keepsSaid: () => !keepNothing(),
      memoryFor: ({ id }) =>
        new Lasting(temporary || keepNothing() ? undefined : local, id, () => this.#clock.now()),
      tab: { id: tabs.id, lease: !tabs.shared, alone: () => this.#isAlone() },
      clock: this.#clock,
      tell: (id, batch) => !temporary && tabs.tell(id, batch),
      tellTapped: (id, tapped) => !temporary && tabs.tellTapped(id, tapped),
      ask: (id, call, given) =>
        temporary ? Promise.resolve(live.serve(call, given)) : tabs.ask({ profile: id, call, with: given }),
    })
    if (temporary || tabs.leading) live.lead()
    else void this.#join(live, tabs)
    return live
  }

  /** A profile that this tab opened later: the leader says how it is. */
  async #join(live: Live, tabs: Tabs): Promise<void> {
    const state = await tabs.ask({ profile: live.profile.id, call: 'state', with: [] })
    if (state) live.adopt(state as State)
  }

  #states(): [string, State][] {
    const states: [string, State][] = []
    this.#shared((live) => {
      const { state } = live
      if (state) states.push([live.profile.id, state])
    })
    return states
  }

  #ensure(id: string): Live | undefined {
    const profile = this.#wanted.profiles.find((each) => each.id === id)
    if (!profile || this.#lives.has(id)) return this.#sharedOf(id)
    const live = this.#make(profile)
    this.#show(new Map([...this.#lives, [id, live]]))
    return live
  }

  #show(next: ReadonlyMap<string, Live>): void {
    const same = next.size === this.#lives.size && [...next.keys()].every((id) => this.#lives.has(id))
    if (same) return
    this.#lives = next
    this.#changed(next)
  }

  #shared(run: (live: Live) => void): void {
    for (const [id, live] of this.#lives) if (!this.#around.isTemporary(id)) run(live)
  }

  #sharedOf(id: string): Live | undefined {
    return this.#around.isTemporary(id) ? undefined : this.#lives.get(id)
  }

  /** With locks the leader alone sends. Without them each tab does: only one that is alone takes up what waits from
   *  before. */
  #isAlone(): Promise<boolean> {
    return (this.#alone ??= this.#tabs.shared ? Promise.resolve(true) : this.#tabs.alone(ALONE_MS))
  }

  /** What is kept of profiles that are not there any more goes. */
  async #forget(): Promise<void> {
    // Where nothing was ever to be kept, no database is made by asking for it.
    if (!this.#tabs.leading || !this.#keeps) return
    forgetBeside(this.#around.local, (id) => this.#wanted.profiles.some((profile) => profile.id === id))
    for (const id of await this.archive.profiles())
      if (!this.#wanted.profiles.some((profile) => profile.id === id)) await this.archive.forget(id)
  }
}

/** Whom a profile's secrets are for: a changed address is another one. */
function serverHost(profile: Profile | undefined): string {
  const address = parseAddress(String(profile?.options['server'] ?? ''))
  return 'url' in address ? address.url.host : ''
}

type Outside = { tab: Tab; archive: Archive; clock: Clock }
