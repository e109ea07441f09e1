/** How far something is, as a clock: 0:07, 12:30, 1:02:03, with as many parts as `of` (ms) has. */
export function elapsed(ms: number, of = ms): string {
  const seconds = Math.floor(Math.max(0, ms) / 1_000)
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60]
  const hours = Math.floor(seconds / 3_600)
  const [first = 0, ...rest] = Math.max(ms, of) < 3_600_000 ? parts : [hours, ...parts]
  return [first, ...rest.map((part) => String(part).padStart(2, '0'))].join(':')
}
