import { language } from '../i18n/i18n.svelte.ts'

/** Times in the language that is spoken, from epoch ms. */

const formats = new Map<string, Intl.DateTimeFormat>()
const STYLES = {
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  day: { weekday: 'long', month: 'long', day: 'numeric' },
  dayOfYear: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  date: { month: 'short', day: 'numeric' },
  full: { dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

function format(style: keyof typeof STYLES, at: number): string {
  const key = `${language()} ${style}`
  let found = formats.get(key)
  // Making one costs a hundred times what using it does.
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(language(), STYLES[style])))
  return Number.isFinite(at) && Math.abs(at) < 8.64e15 ? found.format(at) : ''
}

/** 12:03 */
export const minuteOf = (at: number): string => format('minute', at)
/** 12:03:41 */
export const secondOf = (at: number): string => format('second', at)
/** All of it, for a hover. */
export const fullTimeOf = (at: number): string => format('full', at)

/** Today, Yesterday, or the date. */
export function dayOf(at: number, now: number): string {
  const days = daysBetween(at, now)
  if (days === 0 || days === 1) return capital(relative('day').format(-days, 'day'))
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return format(sameYear ? 'day' : 'dayOfYear', at)
}

/** 3 minutes ago; from a day on, the date. */
export function agoOf(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1_000))
  if (seconds < 60) return relative('short').format(-seconds, 'second')
  if (seconds < 3_600) return relative('short').format(-Math.floor(seconds / 60), 'minute')
  if (daysBetween(at, now) === 0) return relative('short').format(-Math.floor(seconds / 3_600), 'hour')
  return `${format('date', at)} ${format('minute', at)}`
}

/** 12:05–12:07, with seconds where the minutes would be the same. */
export function spanOf(from: number, to: number): string {
  const time = minuteOf(from) === minuteOf(to) ? secondOf : minuteOf
  return `${time(from)}–${time(to)}`
}

const relatives = new Map<string, Intl.RelativeTimeFormat>()

function relative(kind: 'day' | 'short'): Intl.RelativeTimeFormat {
  const key = `${language()} ${kind}`
  let found = relatives.get(key)
  if (!found) {
    found = new Intl.RelativeTimeFormat(language(), {
      numeric: 'auto',
      style: kind === 'day' ? 'long' : 'short',
    })
    relatives.set(key, found)
  }
  return found
}

function daysBetween(at: number, now: number): number {
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0)
  return Math.round((midnight(now) - midnight(at)) / 86_400_000)
}

function capital(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase(language()) + text.slice(1)
}
