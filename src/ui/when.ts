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

/** What was said last, in each style: rows under each other are mostly of the same second. */
const lasts = new Map<string, { second: number; text: string }>()

function format(style: keyof typeof STYLES, at: number): string {
  const key = `${language()} ${style}`
  const second = Math.floor(at / 1_000)
  const last = lasts.get(key)
  if (last?.second === second) return last.text
  const text = formatAnew(style, key, at)
  lasts.set(key, { second, text })
  return text
}

function formatAnew(style: keyof typeof STYLES, key: string, at: number): string {
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

/** 2026-01-05 12:03:41, the same in every language. */
export function stampOf(at: number): string {
  const time = new Date(at)
  if (Number.isNaN(time.getTime())) return ''
  const two = (part: number) => String(part).padStart(2, '0')
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-')
  return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`
}

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

/** 12:05–12:07, with seconds where the minutes would be the same, and with dates where it is not all of today. */
export function spanOf(from: number, to: number, now: number): string {
  const sameDay = daysBetween(from, to) === 0
  const time = sameDay && minuteOf(from) === minuteOf(to) ? secondOf : minuteOf
  if (!sameDay) return `${format('date', from)} ${time(from)} – ${format('date', to)} ${time(to)}`
  return `${dateUnlessToday(from, now)}${time(from)}–${time(to)}`
}

/** 12:05, with the date where it is not today's. */
export function momentOf(at: number, now: number): string {
  return `${dateUnlessToday(at, now)}${minuteOf(at)}`
}

function dateUnlessToday(at: number, now: number): string {
  return daysBetween(at, now) === 0 ? '' : `${format('date', at)} `
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
