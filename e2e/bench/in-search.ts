/** What is done in the search of a log: each function goes to the page as text, and stands for itself. */

/** What is looked for, and how many it is found in. */
export type Sought = { text: string; regex: boolean; total: number }

/** Ms from the input until the first hits were painted, until the hit that one is led to was in sight, and until all were
 *  counted. `tasks`: those over 50 ms, meanwhile. */
export type Found = { first: number; shown: number; all: number; tasks: number[] }

/** Looks for it, in a search that is open. Rejects where the number of hits is not what it should be. */
export async function find({ text, regex, total }: Sought): Promise<Found> {
  const PATIENCE_MS = 20_000
  const field = document.querySelector('main [data-field="search"]') as HTMLInputElement
  const log = document.querySelector('main [role="log"]') as HTMLElement
  const { port1, port2 } = new MessageChannel()
  const painted = async () => {
    await new Promise(requestAnimationFrame)
    await new Promise((resolve) => {
      port1.onmessage = resolve
      port2.postMessage(undefined)
    })
  }
  const write = (text: string) => {
    field.value = text
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const hits = () => Number(document.querySelector('main [data-hits]')?.getAttribute('data-hits') ?? 0)
  const isShown = () => {
    const row = log.querySelector('[data-found]')?.getBoundingClientRect()
    const view = log.getBoundingClientRect()
    return row !== undefined && row.bottom > view.top && row.top < view.bottom
  }

  write('')
  const toggle = document.querySelector('main [data-action="regex"]') as HTMLElement
  if ((toggle.getAttribute('aria-pressed') === 'true') !== regex) toggle.click()
  for (let frame = 0; frame < 10; frame++) await painted()
  const tasks: number[] = []
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration)
  })
  observer.observe({ type: 'longtask' })
  const began = performance.now()
  let [first, shown, all] = [0, 0, 0]
  write(text)
  while (first === 0 || shown === 0 || all === 0) {
    await painted()
    const passed = performance.now() - began
    if (passed > PATIENCE_MS) throw new Error(`${hits()} hits and not ${total} of ${text}`)
    if (first === 0 && hits() > 0) first = passed
    if (shown === 0 && hits() > 0 && isShown()) shown = passed
    if (all === 0 && hits() === total) all = passed
  }
  for (const { duration } of observer.takeRecords()) tasks.push(duration)
  observer.disconnect()
  return { first, shown, all, tasks }
}

/** Goes from hit to hit so many times. Resolves with the ms until each was in sight and painted. */
export async function goOn(times: number): Promise<number[]> {
  const log = document.querySelector('main [role="log"]') as HTMLElement
  const { port1, port2 } = new MessageChannel()
  const told: number[] = []
  for (let time = 0; time < times; time++) {
    const before = document.querySelector('main [data-hit]')?.getAttribute('data-hit')
    const began = performance.now()
    ;(document.querySelector('main [data-action="next-hit"]') as HTMLElement).click()
    for (;;) {
      await new Promise(requestAnimationFrame)
      await new Promise((resolve) => {
        port1.onmessage = resolve
        port2.postMessage(undefined)
      })
      const row = log.querySelector('[data-found]')?.getBoundingClientRect()
      const view = log.getBoundingClientRect()
      const isThere = document.querySelector('main [data-hit]')?.getAttribute('data-hit') !== before
      if (isThere && row && row.bottom > view.top && row.top < view.bottom) break
    }
    told.push(performance.now() - began)
  }
  return told
}
