import { t } from '../i18n/i18n.svelte.ts'
import type { Message } from '../model/message.ts'
import { plainMarkdown } from '../model/plain-markdown.ts'
import { clock } from '../net/clock.ts'
import type { Live } from '../stores/live.svelte.ts'
import { roomHref } from '../stores/route.svelte.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'
import { AlertPace } from './alert-pace.ts'

let watched: Signalbox | undefined

/** Desktop notifications and a sound, as the person set it, for what arrives in an inbox while the page is hidden.
 *  Begins once, for as long as the page lives. */
export function watchAlerts(signalbox: Signalbox): void {
  if (watched === signalbox) return
  watched = signalbox
  const { channels, settings, replays } = signalbox
  const known = new WeakMap<Live, number>()
  const pace = new AlertPace(clock, (counts) => {
    if (!document.hidden || !channels.alerts) return
    if (settings.sound) beep()
    if (settings.desktop) for (const [id, count] of counts) notify(signalbox, id, count)
  })
  document.addEventListener('visibilitychange', () => pace.forget())
  $effect.root(() => {
    $effect(() => {
      for (const live of channels.all) {
        const { arrived } = live.channel
        const before = known.get(live) ?? arrived
        known.set(live, arrived)
        const isNow = live.lens.kind === 'notifications' && !replays.has(live.profile.id)
        const wanted = isNow && (settings.desktop || settings.sound)
        if (wanted && document.hidden && arrived > before) pace.add(live.profile.id, arrived - before)
      }
    })
  })
}

/** Asks for the permission to notify, on a click. Returns whether it was given. */
export async function askToNotify(): Promise<boolean> {
  if (!('Notification' in globalThis)) return false
  return (await Notification.requestPermission()) === 'granted'
}

function notify(signalbox: Signalbox, id: string, count: number): void {
  const live = signalbox.channels.get(id)
  if (!live || !('Notification' in globalThis) || Notification.permission !== 'granted') return
  const last = live.channel.log.at(live.channel.log.length - 1)
  const message = last?.kind === 'message' ? last.message : undefined
  const one = count === 1 && message
  const { rooms } = live.channel
  const room = one && message.room && rooms.isSeveral ? message.room : undefined
  const name = room === undefined ? live.profile.name : `${live.profile.name} › ${rooms.nameOf(room)}`
  const title = one ? message.title || name : `${live.profile.name}: ${t('rows.arrived', { n: count })}`
  try {
    const shown = new Notification(title, { tag: id, ...(message && { body: bodyOf(message) }) })
    shown.onclick = () => {
      window.focus()
      location.hash = roomHref(id, room)
      shown.close()
    }
  } catch {
    // Android shows them only from a service worker, which this page has none of.
    return
  }
}

/** A desktop lays nothing out. */
function bodyOf({ body, format }: Message): string {
  return (format === 'markdown' ? plainMarkdown(body) : body).slice(0, 300)
}

let audio: AudioContext | undefined

/** Two short tones. Browsers allow it once the person has clicked somewhere. */
export function beep(): void {
  audio ??= new AudioContext()
  void audio.resume()
  const start = audio.currentTime + 0.02
  for (const [after, hertz] of [
    [0, 660],
    [0.12, 880],
  ] as const) {
    const tone = audio.createOscillator()
    const loudness = audio.createGain()
    tone.frequency.value = hertz
    loudness.gain.setValueAtTime(0.0001, start + after)
    loudness.gain.exponentialRampToValueAtTime(0.12, start + after + 0.02)
    loudness.gain.exponentialRampToValueAtTime(0.0001, start + after + 0.16)
    tone.connect(loudness).connect(audio.destination)
    tone.start(start + after)
    tone.stop(start + after + 0.2)
  }
}
