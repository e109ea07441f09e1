/** What is measured inside the page: each function goes there as text, and stands for itself. */

/** What was seen from `watch` until a message was shown. Times are ms; `gaps` are between the frames that the page was
 *  given to draw, `tasks` the long ones as the browser tells them. `last`: when the frame was painted that shows the
 *  last message (epoch ms). `delays`: from each message's event to the frame in which it, or a later one, was painted;
 *  empty without `noteArrivals`. */
export type Seen = { gaps: number[]; tasks: number[]; last: number; delays: number[] }

type Bench = typeof globalThis & { benchSeen?: Promise<Seen>; benchArrivals?: number[] }

/** Before the page's own script: notes when each message came. */
export function noteArrivals(): void {
  const arrivals: number[] = []
  ;(globalThis as Bench).benchArrivals = arrivals
  globalThis.WebSocket = class extends WebSocket {
    constructor(...given: ConstructorParameters<typeof WebSocket>) {
      super(...given)
      this.addEventListener('message', () => arrivals.push(performance.now()))
    }
  }
}

/** Begins to watch the frames, until the message of that id is painted. Ids count from 1. */
export function watch(id: number): void {
  const arrivals = (globalThis as Bench).benchArrivals
  const gaps: number[] = []
  const tasks: number[] = []
  const delays: number[] = []
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration)
  })
  observer.observe({ type: 'longtask' })
  const newest = () => {
    const rows = document.querySelectorAll<HTMLElement>('main [role="log"] [data-id]')
    return Math.max(0, ...[...rows].map((row) => Number(row.dataset['id'])))
  }
  ;(globalThis as Bench).benchSeen = new Promise((resolve) => {
    // A message comes when the frame is painted.
    const { port1, port2 } = new MessageChannel()
    let frame = 0
    const draw = (at: number) => {
      if (frame > 0) gaps.push(at - frame)
      frame = at
      port2.postMessage(undefined)
    }
    port1.onmessage = () => {
      if (arrivals) {
        const upTo = Math.min(arrivals.length, newest())
        for (let place = delays.length; place < upTo; place++)
          delays.push(performance.now() - (arrivals[place] as number))
      }
      if (!document.querySelector(`main [role="log"] [data-id="${id}"]`)) return requestAnimationFrame(draw)
      const last = performance.timeOrigin + performance.now()
      for (const { duration } of observer.takeRecords()) tasks.push(duration)
      observer.disconnect()
      resolve({ gaps, tasks, last, delays })
    }
    requestAnimationFrame(draw)
  })
}

/** Resolves when that message is painted. */
export function seen(): Promise<Seen> {
  return (globalThis as Bench).benchSeen as Promise<Seen>
}

/** Is it ready for messages? */
export function isReady(): boolean {
  const status = document.querySelector('main [data-status], body[data-status]')
  return status?.getAttribute('data-status') === 'ready'
}

/** Presses the button of that action, if it is there. */
export function press(action: string): boolean {
  const button = document.querySelector<HTMLElement>(`main [data-action="${action}"]`)
  button?.click()
  return button !== null
}
