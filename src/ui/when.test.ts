import { describe, expect, it } from 'vitest'
import { agoOf, dayOf, minuteOf, momentOf, spanOf } from './when.ts'

const now = new Date(2026, 2, 5, 12, 0, 0).getTime()
const HOUR = 3_600_000

describe('times in words', () => {
  it('name the days that are near', () => {
    expect(dayOf(now, now)).toBe('Today')
    expect(dayOf(now - 13 * HOUR, now)).toBe('Yesterday')
    expect(dayOf(now - 72 * HOUR, now)).toBe('Monday, March 2')
    expect(dayOf(new Date(2025, 0, 1).getTime(), now)).toBe('Wednesday, January 1, 2025')
  })

  it('say how long ago, and from a day on the date', () => {
    expect(agoOf(now + 500, now)).toBe('now')
    expect(agoOf(now - 3_000, now)).toBe('3 sec. ago')
    expect(agoOf(now - 2 * HOUR, now)).toBe('2 hr. ago')
    expect(agoOf(now - 30 * HOUR, now)).toBe('Mar 4 06:00')
  })

  it('show seconds only where minutes do not tell', () => {
    expect(spanOf(now, now + 2 * 60_000, now)).toBe('12:00–12:02')
    expect(spanOf(now, now + 3_000, now)).toBe('12:00:00–12:00:03')
  })

  it('name the day where it is not today', () => {
    expect(spanOf(now, now + 2 * 60_000, now + 24 * HOUR)).toBe('Mar 5 12:00–12:02')
    expect(spanOf(now - 13 * HOUR, now, now)).toBe('Mar 4 23:00 – Mar 5 12:00')
    expect(momentOf(now, now)).toBe('12:00')
    expect(momentOf(now, now + 24 * HOUR)).toBe('Mar 5 12:00')
  })

  it('are nothing where there is no such time', () => expect(minuteOf(Number.NaN)).toBe(''))
})
