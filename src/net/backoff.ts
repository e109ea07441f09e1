/** No wait is shorter: a server that just fell must not be hit at once by everyone. */
export const BASE_MS = 500
/** The widest that the random part gets. */
export const CAP_MS = 30_000
/** A ready connection that held so long was steady: its ladder starts anew. */
export const STEADY_MS = 5_000
/** What a server that says "later" but not when is given at least. */
export const BUSY_FLOOR_MS = 5_000
/** While the browser believes to be offline, one try each. It is a hint only. */
export const OFFLINE_RETRY_MS = 30_000
/** After `online` everyone comes back at once: this spreads them. */
export const ONLINE_SPREAD_MS = 500

/** Ms to wait before the next try: `floor + rand(0, min(30 s, 500·2^attempt))`, a fresh draw each time and nothing
 *  clipped after the jitter, so that the spread stays at the cap. A server's own word raises the floor. */
export function delay(attempt: number, random: () => number, floorMs = BASE_MS): number {
  return Math.max(BASE_MS, floorMs) + random() * Math.min(CAP_MS, BASE_MS * 2 ** attempt)
}
