import { maskAddress } from '../model/mask.ts'
import type { Profile } from '../model/profile.ts'
import type { Platform } from '../net/platform.ts'
import type { Speed } from '../net/replay/playback.ts'
import { Player } from '../net/replay/player.ts'
import { Recording } from '../net/replay/recording.ts'

/** What the bar shows is looked at so often. */
const LOOK_MS = 100
/** An address that is nobody's, for a backend that asks for one. */
const NOBODY = 'wss://recording.invalid/'

/** One recording that is open, as the page sees it. */
export class Replay {
  readonly fileName: string
  readonly recording: Recording
  player = $state.raw() as Player
  state = $state<Player['state']>('new')
  paused = $state(false)
  speed = $state.raw<Speed>(1)
  /** Are long silences skipped? */
  skips = $state(true)
  /** Where it is (epoch ms). */
  at = $state(0)
  /** Bytes of the file. */
  read = $state(0)
  /** So many lines were left out. */
  skipped = $state(0)
  #looking: ReturnType<typeof setInterval> | undefined

  constructor(fileName: string, recording: Recording) {
    this.fileName = fileName
    this.recording = recording
    this.restart()
  }

  /** The profile that it is for as long as it is open. */
  get profile(): Omit<Profile, 'id'> {
    const { name, view, backend, options } = this.recording.header
    const given = Object.entries(options).map(([key, value]) => [key, safe(value)])
    return { name, view, backend, options: { server: NOBODY, ...Object.fromEntries(given) } }
  }

  /** The time of the recording, and no way out of the page. */
  get platform(): Platform {
    return {
      fetch: () => Promise.reject(new TypeError('A recording asks nobody.')),
      WebSocket: undefined as unknown as typeof WebSocket,
      EventSource: undefined,
      clock: this.player.playback.clock,
      random: () => 0.5,
    }
  }

  pause(paused: boolean): void {
    this.player.playback.paused = this.paused = paused
    this.#look()
  }

  setSpeed(speed: Speed): void {
    this.player.playback.speed = this.speed = speed
  }

  setSkips(skips: boolean): void {
    this.player.playback.skips = this.skips = skips
  }

  /** A new player, at the beginning. The old one goes with its channel. */
  restart(): void {
    this.player = new Player(this.recording)
    this.setSpeed(this.speed)
    this.setSkips(this.skips)
    this.pause(false)
    clearInterval(this.#looking)
    this.#looking = setInterval(() => this.#look(), LOOK_MS)
  }

  close(): void {
    clearInterval(this.#looking)
  }

  #look(): void {
    const { state, playback, bytes, skipped } = this.player
    this.state = state
    this.at = playback.position
    this.read = bytes
    this.skipped = skipped
    if (state === 'ended' || state === 'failed') this.close()
  }
}

/** Opens a file, whoever made it. Throws RecordingError. */
export async function openReplay(file: File): Promise<Replay> {
  const name = file.name.replace(/\.(ndjson|jsonl|json|txt|log)$/i, '')
  return new Replay(file.name, await Recording.open(file, name || file.name, Date.now()))
}

/** A setting as it may stand here: an address that a file brings is none that this page would refuse to open. */
function safe(value: string | number | boolean): string | number | boolean {
  if (typeof value !== 'string' || !/^(wss?|https?):/i.test(value)) return value
  const masked = maskAddress(value)
  if (!URL.canParse(masked)) return NOBODY
  return location.protocol === 'https:' ? masked.replace(/^(ws|http):/i, '$1s:') : masked
}
