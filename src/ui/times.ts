import { language, t } from '../i18n/i18n.svelte.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long something takes, in its largest whole unit: “4 s”, “2 min”. Rounded up, so that a countdown ends at 1. */
export function duration(ms: number): string {
  const seconds = Math.ceil(Math.max(0, ms) / SECOND)
  if (seconds < 100) return t('time.s', { n: seconds })
  if (ms < 100 * MINUTE) return t('time.min', { n: Math.round(ms / MINUTE) })
  if (ms < 2 * DAY) return t('time.h', { n: Math.round(ms / HOUR) })
  return t('time.d', { n: Math.round(ms / DAY) })
}

/** A time of day as a clock shows it, with the date where it is not today's. */
export function clockTime(at: number, today = Date.now()): string {
  const sameDay = new Date(at).toDateString() === new Date(today).toDateString()
  return new Intl.DateTimeFormat(language(), {
    ...(!sameDay && { month: 'short', day: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
}
