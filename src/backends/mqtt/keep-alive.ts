import type { Clock } from '../../net/clock.ts'
import type { Link } from './link.ts'

/** Lets the broker hear of us in time: it hangs up on who says nothing for one and a half keep-alives. Looks twice in each, and
 *  has said something where nothing was for half of that: a page that is hidden gets its timers once a minute, which is as
 *  often as one keep-alive. Returns what ends it.
 *  [spec] https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901045 */
export function keepAlive(link: Pick<Link, 'keepalive' | 'pingAfter'>, clock: Clock): () => void {
  const everyMs = (link.keepalive * 1000) / 2
  if (everyMs === 0) return () => {}
  let cancel = () => {}
  const next = () => {
    cancel = clock.after(everyMs, () => {
      link.pingAfter(everyMs / 2)
      next()
    })
  }
  next()
  return () => cancel()
}
